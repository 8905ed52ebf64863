/**
 * Lines of the recorder, whole, growing and hostile.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { readObservation } from "../../../src/monitor/readers/mod.ts";

const file = Deno.readTextFileSync(new URL("../fixtures/recorder/record.jsonl", import.meta.url));
const read = (text: string) => readObservation(new TextEncoder().encode(text));
const lines = (...rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join("\n");

Deno.test("recorder: facts, readings by layer and the history of a recorded run", () => {
  const { history, evidence: { recorded } } = read(file);
  assertEquals(history.unit, "epoch");
  assertEquals(history.heldOutLoss?.length, 12);
  assertEquals(recorded?.program.optimizer, "Adam");
  assertEquals(recorded?.program.layers?.map(({ type }) => type), ["Linear", "ReLU", "Linear"]);
  const { gradientNorms = {}, updateRatios = {} } = recorded!.readings[0];
  assertEquals(Object.keys(gradientNorms), ["0", "2"]);
  assert(updateRatios["0"] > 0 && updateRatios["2"] > 0);
});

Deno.test("recorder: a record is read at every length to which it grew", () => {
  const first = file.indexOf("\n");
  for (let length = first; length < file.length; length += 97) {
    assertEquals(read(file.slice(0, length)).evidence.recorded?.program.optimizer, "Adam");
  }
});

Deno.test("recorder: a later line adds to the facts, experiments stand beside them, layers keep their names", () => {
  const { evidence: { recorded, sharedRows, inputVariance, nonFiniteRows } } = read(lines(
    { recorder: 2, loss: "cross_entropy", from_logits: true },
    { recorder: 2, inputs: { std: 0, non_finite: 3 } },
    { step: 0, loss: 2.3, gradient_norms: { my_dense_1: null } },
    { experiment: "shared_rows", shared_rows: { shared: 4, rows: 20 } },
  ));
  assertEquals(recorded?.program.fromLogits, true);
  assertEquals(recorded?.readings[0].gradientNorms, { my_dense_1: null });
  assertEquals(recorded?.experiments.sharedRows, { shared: 4, rows: 20 });
  assertEquals([sharedRows, inputVariance, nonFiniteRows], [{ shared: 4, test: 20 }, 0, 3]);
});

Deno.test("recorder: what Python writes for NaN and infinities is read", () => {
  const { evidence } = read(
    '{"recorder": 2}\n{"step": 0, "loss": NaN, "update_ratios": {"a": Infinity}, "gradient_norms": {"a": NaN}}',
  );
  assertEquals(evidence.recorded?.readings[0].updateRatios, { a: Infinity });
  assertEquals(evidence.recorded?.readings[0].gradientNorms, { a: NaN });
});

Deno.test("recorder: hostile lines are refused with the line and the field", () => {
  const start = { recorder: 2 };
  const refused: readonly [unknown, string][] = [
    [{ recorder: 2, layers: "all" }, "line 2: layers"],
    [{ recorder: 2, layers: [{ name: "\u001b[2J", type: "Dense" }] }, "control characters"],
    [{ recorder: 2, inputs: { counts: [-1] } }, "line 2: inputs.counts"],
    [{ step: 1.5, gradient_norms: {} }, "line 2: step"],
    [{ step: 1, gradient_norms: { a: "large" } }, "gradient_norms.a"],
    [{ step: 1, activations: { a: { mean: 0, std: 1, dead: 2 } } }, "dead"],
    [{ experiment: "rates", rates: [{ rate: 1 }] }, "rates.0.loss"],
    [{ recorder: 99 }, "line 2: recorder is newer than the 2 that is read (given: 99)"],
    [{ recorder: 2, version: 99 }, 'line 2: unrecognized key: "version"'],
    [{ recorder: 2, inputs: { median: 1 } }, 'line 2: inputs unrecognized key: "median"'],
    [{ recorder: "2" }, "line 2: recorder"],
    [{ recorder: 2, inputs: { min: 5, max: 1 } }, "line 2: inputs has a smallest value above its largest"],
    [{ recorder: 2, inputs: { min: 0, max: 1, mean: 7 } }, "line 2: inputs has a mean outside of its values"],
    [
      { recorder: 2, outputs: { min: 0, max: 1, std: 3 } },
      "line 2: outputs has a spread wider than its values",
    ],
    [{ experiment: "luck", luck: 1 }, 'line 2: unrecognized key: "luck"'],
  ];
  for (const [line, message] of refused) {
    const error = assertThrows(() => read(lines(start, line)));
    assert(error instanceof TypeError || error instanceof RangeError);
    assert(error.message.includes(message), error.message);
    assert(!error.message.includes("\n"), error.message);
  }
});
