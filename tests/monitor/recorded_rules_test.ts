/**
 * Rules on what a recorder saw, against records of real programs (`python/programs/record.py`): each fires on the program with its
 * fault, and finds nothing in the healthy one.
 */
import { assert, assertEquals } from "@std/assert";
import { diagnose, type Observation, RULES } from "../../src/monitor/mod.ts";
import { readObservation } from "../../src/monitor/readers/mod.ts";
import { readRecordedRuns } from "../../src/studies/recorded/mod.ts";

const permitted = Deno.permissions.querySync({ name: "read" }).state === "granted";
const recordTest = (name: string, fn: () => void) =>
  Deno.test({ name: permitted ? name : `${name} (needs --allow-read)`, ignore: !permitted, fn });

/** By rule: a program whose fault it names. */
const FIRES: Readonly<Record<string, readonly [family: string, kind: string, fault: string]>> = {
  "output-does-not-fit-loss": ["keras", "classifier", "softmax, and logits expected"],
  "labels-do-not-fit-output": ["torch", "regressor", "shapes broadcast"],
  "gradients-not-cleared": ["torch", "rnn", "gradients not cleared"],
  "gradient-stopped": ["torch", "transformer", "gradient cut"],
  "frozen-layers": ["torch", "cnn", "optimiser holds the head only"],
  "layer-mode": ["torch", "cnn", "validates in training mode"],
  "loss-reduction": ["torch", "cnn", "loss summed"],
  "unscaled-inputs": ["keras", "classifier", "inputs unscaled"],
  "class-imbalance": ["torch", "rnn", "classes unbalanced"],
  "batches-sorted": ["torch", "classifier", "rows sorted"],
  "layer-initialisation": ["keras", "classifier", "weights zero"],
  "saturated-units": ["torch", "classifier", "saturated units"],
  "gradient-by-layer": ["torch", "classifier", "deep sigmoid"],
  "update-size": ["torch", "transformer", "rate too high"],
  "batch-size": ["torch", "classifier", "one batch an epoch"],
  "one-batch-not-fitted": ["torch", "regressor", "dead units"],
  "loss-at-start": ["torch", "classifier", "weights too large"],
  "rate-sweep": ["torch", "cnn", "rate too low"],
  "labels-tell-nothing": ["torch", "classifier", "labels shuffled"],
  "inputs-tell-nothing": ["torch", "classifier", "inputs all zero"],
  "loss-does-not-fit-task": ["asked_keras", "flowers_by_squares", "classes by squares"],
  "sequence-axis": ["asked_torch", "rows_taken_for_time", "rows taken for time"],
  "hidden-activation": ["asked_torch", "lines_on_lines", "no hidden activation"],
  "validation-differs": ["asked_keras", "test_rows_left_unscaled", "validation of another kind"],
  "regularised-too-much": ["asked_keras", "nearly_all_dropped", "dropout too strong"],
  "rows-mixed": ["more_torch", "attention_across_the_rows", "rows mixed"],
  "too-few-units": ["more_torch", "one_unit_for_a_sine", "too few units"],
  "rate-runs-out": ["asked_torch", "rate_decayed_each_batch", "rate runs out"],
  "too-few-updates": ["asked_keras", "two_epochs", "too few epochs"],
  "metric-does-not-fit": ["asked_keras", "accuracy_of_a_number", "accuracy of a number"],
  "gradient-check": ["asked_torch", "backward_by_hand", "wrong gradient"],
  // rules that know other evidence too
  "dead-units": ["keras", "classifier", "dead units"],
  "unscaled-targets": ["torch", "regressor", "targets unscaled"],
  "test-rows-in-training": ["torch", "rnn", "validation rows in training"],
  "constant-input": ["torch", "rnn", "inputs all zero"],
  "non-finite-loss": ["torch", "classifier", "NaN in one row"],
};

const runs = !permitted
  ? []
  : ["torch", "keras", "asked_torch", "asked_keras", "more_torch"].flatMap((family) =>
    readRecordedRuns(`reports/recorded/${family}.jsonl.gz`).map((run) => ({ family, ...run }))
  );

/** The first such run as the recorder wrote it. */
function recorded(family: string, kind: string, fault: string | null): Observation {
  const run = runs.find((run) => run.family === family && run.kind === kind && run.fault === fault);
  assert(run !== undefined, `${family} ${kind} ${fault} was not recorded`);
  const text = run.lines.map((line) => JSON.stringify(line).replace(/"(NaN|-?Infinity)"/g, "$1")).join("\n");
  return readObservation(new TextEncoder().encode(text));
}

recordTest("recorded rules: every rule about a record has a program here", () => {
  const known = RULES.filter(({ readsRecord }) => readsRecord).map(({ name }) => name);
  assertEquals(known.filter((name) => !(name in FIRES)), []);
});

for (const [name, [family, kind, fault]] of Object.entries(FIRES)) {
  const rule = RULES.find((rule) => rule.name === name)!;
  recordTest(`recorded rules: ${name} fires on a ${family} ${kind} with "${fault}"`, () => {
    const outcome = rule.check(recorded(family, kind, fault));
    assertEquals(outcome.status, "found");
    assert(outcome.status === "found" && outcome.severity !== "info");
  });
  recordTest(`recorded rules: ${name} finds nothing in the healthy ${family} ${kind}`, () => {
    assert(rule.check(recorded(family, kind, null)).status !== "found");
  });
}

/** Programs that a rule names for another reason than the one above. */
const ALSO_FIRES: readonly (readonly [rule: string, program: string, fault: string])[] = [
  ["gradient-stopped", "rounded_in_the_loss", "gradient cut"],
  ["frozen-layers", "cleared_after_backward", "nothing trained"],
  ["output-does-not-fit-loss", "softmax_down_the_rows", "softmax over the rows"],
  ["loss-does-not-fit-task", "digits_as_a_number", "classes as a number"],
  ["regularised-too-much", "decay_of_one", "penalty too strong"],
  ["unscaled-inputs", "normalised_as_bytes", "inputs hardly vary"],
  ["layer-initialisation", "uniform_at_first", "weights too large"],
  ["sequence-axis", "first_step_taken", "first step taken"],
  ["labels-do-not-fit-output", "squares_by_hand", "shapes broadcast"],
];

for (const [name, kind, fault] of ALSO_FIRES) {
  const rule = RULES.find((rule) => rule.name === name)!;
  recordTest(`recorded rules: ${name} fires on ${kind}, and not on it as mended`, () => {
    assertEquals(rule.check(recorded("more_torch", kind, fault)).status, "found");
    assert(rule.check(recorded("more_torch", kind, null)).status !== "found");
  });
}

recordTest("recorded rules: a finding names the line in the framework's own words", () => {
  const keras = diagnose(recorded("keras", "classifier", "softmax, and logits expected")).findings[0];
  assert(
    /^Remove activation="softmax" in dense_?\d*, or say from_logits=False/.test(keras.remedy),
    keras.remedy,
  );
  const torch = diagnose(recorded("torch", "classifier", "rows sorted")).findings[0];
  assert(/shuffle=True in the DataLoader/.test(torch.remedy), torch.remedy);
});

recordTest(
  "recorded rules: a softmax that TensorFlow's backend undoes is a warning, elsewhere it is applied twice",
  () => {
    const rule = RULES.find(({ name }) => name === "output-does-not-fit-loss")!;
    const seen = recorded("keras", "classifier", "softmax, and logits expected");
    const { program } = seen.evidence.recorded!;
    const on = (framework: string) => {
      const recorded = { ...seen.evidence.recorded!, program: { ...program, framework } };
      const outcome = rule.check({ ...seen, evidence: { ...seen.evidence, recorded } });
      assert(outcome.status === "found");
      return outcome;
    };
    const undone = on("keras 3.15.1 on tensorflow"), twice = on("keras 3.15.1 on torch");
    assertEquals([undone.severity, twice.severity], ["warning", "critical"]);
    assert(/takes the scores from before the softmax/.test(undone.title), undone.title);
    assert(/the softmax is applied twice$/.test(twice.title), twice.title);
    // the loss falls below what twice the softmax lets it: ln(1 + 9/e) with ten classes
    assert(Math.min(...seen.history.trainLoss.map(Number)) < Math.log(1 + 9 / Math.E));
  },
);

recordTest(
  "recorded rules: classes that training evened out are no other kind of validation, classes it lacks are",
  () => {
    const rule = RULES.find(({ name }) => name === "validation-differs")!;
    const { history, evidence: { recorded: seen } } = recorded("asked_keras", "two_epochs", null);
    const status = (own: readonly number[], held: readonly number[]) => {
      const { targets, heldOut, ...rest } = seen!.program;
      const program = {
        ...rest,
        targets: { ...targets, counts: own },
        heldOut: { ...heldOut, targets: { ...heldOut?.targets, counts: held } },
      };
      return rule.check({ history, evidence: { recorded: { ...seen!, program } } }).status;
    };
    assertEquals(status([50, 50], [970, 30]), "clear");
    assertEquals(status([50, 50, 5], [0, 0, 45]), "found");
    assertEquals(status([95, 5], [30, 70]), "found");
  },
);

recordTest(
  "recorded rules: steps that are compared with one answer a row are told of numbers and of yes or no",
  () => {
    const rule = RULES.find(({ name }) => name === "labels-do-not-fit-output")!;
    const { history, evidence: { recorded: seen } } = recorded(
      "asked_keras",
      "next_sample_with_all_steps",
      "a step compared with a row",
    );
    const status = (loss: string, shape: readonly number[]) => {
      const program = { ...seen!.program, loss, targets: { shape, min: 0, max: 1, integers: true } };
      return rule.check({ history, evidence: { recorded: { ...seen!, program } } }).status;
    };
    assertEquals(status("mean_squared_error", [800, 1]), "found");
    assertEquals(status("binary_crossentropy", [800, 1]), "found");
    assertEquals(status("binary_crossentropy", [800, 20, 1]), "clear");
  },
);

recordTest("recorded rules: a probe's few steps are no training that ended too soon", () => {
  const rule = RULES.find(({ name }) => name === "too-few-updates")!;
  const seen = recorded("asked_keras", "two_epochs", "too few epochs");
  const { program } = seen.evidence.recorded!;
  const probed = { ...seen.evidence.recorded!, program: { ...program, probed: true } };
  assertEquals(rule.check(seen).status, "found");
  assertEquals(
    rule.check({ ...seen, evidence: { ...seen.evidence, recorded: probed } }).status,
    "not tested",
  );
});

recordTest("recorded rules: one or two equal rows in both sets are no leak, three are", () => {
  const rule = RULES.find(({ name }) => name === "test-rows-in-training")!;
  const { history } = recorded("torch", "classifier", null);
  const status = (shared: number) =>
    rule.check({ history, evidence: { sharedRows: { shared, test: 45 } } }).status;
  assertEquals([status(1), status(2), status(3)], ["clear", "clear", "found"]);
});

recordTest("recorded rules: nothing about a record is asked of a history that has none", () => {
  const { history } = recorded("torch", "classifier", null);
  const { notTested, findings, clear } = diagnose({ history, evidence: {} });
  const told = [...notTested, ...findings].map(({ rule }) => rule).concat(clear);
  const aboutRecords = RULES.filter(({ readsRecord }) => readsRecord).map(({ name }) => name);
  assertEquals(told.filter((rule) => aboutRecords.includes(rule)), []);
});
