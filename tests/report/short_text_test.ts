/**
 * What the owner of a run reads: at most twelve lines, in the field's words, with the checkpoint to use.
 */
import { assert, assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { diagnose, type Evidence } from "../../src/monitor/mod.ts";
import { readHistory, readObservation } from "../../src/monitor/readers/mod.ts";
import { shortText } from "../../src/report/short_text.ts";
import { range, table } from "../monitor/shapes.ts";
import labels from "../monitor/fixtures/made/labels.json" with { type: "json" };

const FOLDER = new URL("../monitor/fixtures/made/", import.meta.url);

function told(bytes: Uint8Array, name: string): string {
  const history = readHistory(bytes, { name });
  return shortText(history, diagnose({ history, evidence: {} }), name);
}
const toldOf = (content: unknown) => told(new TextEncoder().encode(JSON.stringify(content)), "history.json");

for (const { file, kind } of labels) {
  Deno.test(`short text: ${file} in twelve lines and in nobody's own words`, () => {
    const text = told(Deno.readFileSync(new URL(file, FOLDER)), file);
    assert(text.split("\n").length <= 12, text);
    assert(!/frozen|\blanes?\b|\bgates?\b|one sample at a time|running loss|zero state/.test(text), text);
    if (kind === "healthy") assertMatch(text, /^NO ALARM/m);
  });
}

Deno.test("short text: loss and metric part, and the file's own best checkpoint is named", () => {
  const evaluations = [[1000, 0.31, 34], [2000, 0.36, 33], [3000, 0.42, 32.6], [4000, 0.45, 32], [
    5000,
    0.47,
    32.1,
  ]];
  const text = toldOf({
    best_model_checkpoint: "./out/checkpoint-4000",
    log_history: evaluations.flatMap(([step, eval_loss, eval_wer], i) => [
      { step, loss: [0.9, 0.1, 0.03, 0.007, 0.0005][i] },
      { step, eval_loss, eval_wer },
    ]),
  });
  assertMatch(text, /^OVERFITTING IN LOSS, NOT IN THE METRIC since step 1000$/m);
  assertMatch(
    text,
    /^Use: checkpoint-4000 \(best eval_wer, as the file says\); eval_loss is best at step 1000$/m,
  );
  assertMatch(text, /EarlyStoppingCallback/);
});

Deno.test("short text: of two validation sets the one that suffers is named", () => {
  const epochs = Array.from({ length: 30 }, (_, i) => i);
  const text = toldOf({
    loss: epochs.map((i) => 1.5 * Math.exp(-i / 8)),
    val_seen_loss: epochs.map((i) => 1.5 * Math.exp(-i / 8) + 0.1),
    val_unseen_loss: epochs.map((i) => 1.5 * Math.exp(-i / 4) + 0.5 + 0.03 * Math.max(0, i - 10)),
  });
  assertMatch(text, /^ {2}val_unseen_loss .* while the training loss falls$/m);
  assertMatch(text, /^Use: epoch \d+ for the rows of val_unseen_loss; epoch 30 for val_seen_loss$/m);
});

Deno.test("short text: nothing is chosen on test rows, and no checkpoint of a network that learned nothing", () => {
  const epochs = Array.from({ length: 20 }, (_, i) => i);
  const tested = toldOf({
    loss: epochs.map((i) => 1 / (i + 1)),
    test_loss: epochs.map((i) => 1.1 / (i + 1)),
  });
  assertMatch(tested, /choose on validation rows/);
  const stuck = toldOf({ loss: epochs.map(() => 2.3026), accuracy: epochs.map(() => 0.1) });
  assertMatch(stuck, /^Use: none of these checkpoints$/m);
});

Deno.test("short text: an adversarial game and a reward are not judged by their losses", () => {
  const epochs = Array.from({ length: 40 }, (_, i) => i);
  const won = toldOf({
    D_loss: epochs.map((i) => 1.2 * Math.exp(-i / 5)),
    G_loss: epochs.map((i) => 1 + 8 * (1 - Math.exp(-i / 8))),
  });
  assertMatch(won, /^THE DISCRIMINATOR HAS WON$/m);
  const reward = (values: readonly number[]) =>
    toldOf({ "rollout/ep_rew_mean": values, "train/value_loss": epochs.map(() => 4) });
  assertMatch(reward(epochs.map((i) => 10 * i + i % 3)), /^NO ALARM: REWARD RISES$/m);
  const fallen = reward(epochs.map((i) => i < 25 ? 10 * i : 250 - 15 * (i - 25)));
  assertMatch(fallen, /^REWARD FALLEN BACK since epoch \d+$/m);
  const flat = reward(epochs.map((i) => 10 + i % 3));
  assertMatch(
    flat,
    /^REWARD FLAT\n {2}rollout\/ep_rew_mean 10 at first, 10 at the end \(medians there: 11, 11\); one differs/m,
  );
});

Deno.test("short text: without losses the accuracies of training and of unseen rows stand below each other", () => {
  const accuracy = [0.1, 0.3, 0.5, 0.6, 0.7, 0.75, 0.78, 0.8];
  const text = toldOf({ val_accuracy: accuracy.map((_, i) => i % 2 ? 0.11 : 0.1), accuracy });
  assertMatch(
    text,
    /UNSEEN ROWS STAY AT CHANCE[^]*training accuracy 0.1 -> 0.8, [^]*^ {2}accuracy .*\n {2}val_accuracy /m,
  );
});

Deno.test("short text: what a run is said to end with is its last value, or is called a median", () => {
  const fid = [140, 60, 40, 30, 25, 22, 20, 19, 18, 15];
  const game = (fid: readonly number[]) =>
    toldOf({ D_loss: fid.map(() => 1), G_loss: fid.map(() => 2), fid });
  assertMatch(game(fid), /best at epoch 10 \(15\), which is the end$/m);
  assertMatch(game([...fid, 17]), /best at epoch 10 \(15\), and 17 at the end$/m);
  const reward = fid.map((value, i) => i === 9 ? -30 : -value);
  assertMatch(
    toldOf({ "rollout/ep_rew_mean": reward, "train/value_loss": fid }),
    /-140 at first, -30 at the end \(medians there: -60, -19\)/,
  );
  const flat = (last: number) =>
    toldOf({ val_accuracy: [0.5, 0.6, 0.4, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, last] });
  assertMatch(flat(0.5), /0.5 at first, 0.5 at the end/);
  assertMatch(
    toldOf({ val_map: [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.9] }),
    /0.5 at first, about 0.5 at the end \(median of the last 3\)/,
  );
});

Deno.test("short text: a spike before a NaN is seen at full resolution", () => {
  const loss = [...Array.from({ length: 3000 }, (_, i) => 2 / (1 + i / 100)), 9, 11, "NaN", "NaN"];
  assertMatch(toldOf({ loss }), /NaN at epoch 3003; just before it had jumped to 11/);
  assertEquals(toldOf({ loss: ["NaN", "NaN", "NaN"] }).includes("from the first value on"), true);
});

Deno.test("short text: a record's finding rests on the record, and no checkpoint of a run without use is named", () => {
  const epochs = Array.from({ length: 10 }, (_, epoch) => ({
    epoch,
    step: 40 * epoch + 40,
    loss: 2.3 + 10 * epoch,
    val_loss: 2.3 + 11 * epoch,
    val_accuracy: 0.1 + 0.01 * epoch,
  }));
  const recorded = (...facts: readonly Record<string, unknown>[]) =>
    shortTextOfRecord([{ recorder: 2, framework: "pytorch 2.15.0" }, ...facts, ...epochs]);
  const rising = recorded({ recorder: 2, gradients_kept: true });
  assertMatch(rising, /^GRADIENTS NOT CLEARED$/m);
  assertMatch(rising, /^Use: none of these checkpoints$/m);
  assertMatch(rising, /^Sure\? Yes, on what was recorded beside the curve\./m);
  assertMatch(recorded(), /^Sure\? .* 10 values of val_loss\./m);
});

function shortTextOfRecord(lines: readonly Record<string, unknown>[]): string {
  const observation = readObservation(
    new TextEncoder().encode(lines.map((line) => JSON.stringify(line)).join("\n")),
  );
  return shortText(observation.history, diagnose(observation), "mine");
}

Deno.test("short text: a finding that was measured is as sure as the measurement, however short the curve", () => {
  const losses = { trainLoss: [0.42, 0.4], heldOutLoss: [null, 0.503], heldOutName: "test" as const };
  const history = { format: "by hand", unit: "epoch" as const, ...losses, settings: {}, notes: [] };
  const sure = (evidence: Evidence) => shortText(history, diagnose({ history, evidence }), "mine");
  assertMatch(
    sure({ targetVariance: 0.5, frozen: { testMse: 0.503 }, predictors: { memoryless: 0.5 } }),
    /^NO INFORMATION IN THE INPUT$[^]*^Sure\? Yes, on what was measured beside the curve\./m,
  );
  assertMatch(sure({}), /^Sure\? Little, on 1 value of test loss\./m);
});

Deno.test("short text: what the headline says is not said again", () => {
  const epochs = Array.from({ length: 30 }, (_, i) => i);
  const stuck = toldOf({
    loss: epochs.map(() => 1.0986),
    accuracy: epochs.map((i) => 0.33 + 0.01 * (i % 2)),
  });
  assertMatch(stuck, /^STUCK AT CHANCE.*\n {2}Loss 1\.099 -> 1\.099 = ln 3/m);
  const settled = toldOf({ loss: epochs.map((i) => 0.02 + Math.exp(-i / 3)) });
  assertMatch(settled, /^NO ALARM: TRAINING CONVERGED\n {2}The training loss has settled near 0\.02/m);
});

Deno.test("short text: boosting is told in rounds", () => {
  const rounds = Array.from({ length: 120 }, (_, i) => i);
  const text = told(
    new TextEncoder().encode(
      rounds.map((i) =>
        `[${i}]\ttrain-logloss:${0.7 * Math.exp(-i / 30)}\teval-logloss:${0.3 + 0.004 * Math.abs(i - 40)}`
      ).join("\n"),
    ),
    "xgb.log",
  );
  assertMatch(text, /^xgb\.log: 120 rounds \(XGBoost log\)/m);
  assertMatch(text, /^OVERFITTING since round 40$/m);
  assert(!/\b(step|epoch)s? \d/.test(text), text);
});

Deno.test("short text: of a patience that nobody named nothing is said, only when the best was", () => {
  const epochs = Array.from({ length: 60 }, (_, i) => i);
  const losses = (rise: number) =>
    epochs.map((i) => 0.4 + 0.6 * Math.exp(-i / 6) + rise * Math.max(0, i - 30));
  const text = toldOf({ loss: losses(-0.0008), val_loss: losses(0.0006) });
  assert(!/patience|Early stopping/.test(text), text);
  const { findings } = diagnose({
    history: readHistory(
      new TextEncoder().encode(JSON.stringify({ loss: losses(-0.0008), val_loss: losses(0.0006) })),
    ),
    evidence: {},
  });
  const due = findings.find(({ rule }) => rule === "early-stopping-due");
  assertMatch(
    `${due?.title}`,
    /^The validation loss was at its best at epoch 3\d \(0\.4\d+\), 2\d epochs before the end$/,
  );
});

Deno.test("short text: NaN after a rate that grew is told with the rate", () => {
  const text = toldOf({
    loss: [2, 1.4, 1.1, 1, 1.2, NaN, NaN].map((loss) => Number.isNaN(loss) ? "NaN" : loss),
    lr: [0, 1, 2, 3, 4, 5, 6].map((i) => 0.002 * 2 ** i),
  });
  assertMatch(text, /is NaN at epoch 6; the learning rate had grown from 0\.002 to 0\.064$/m);
});

Deno.test("what is about runs of another kind is not asked for", () => {
  const epochs = Array.from({ length: 20 }, (_, i) => i);
  const askedOf = (content: unknown) => {
    const history = readHistory(new TextEncoder().encode(JSON.stringify(content)));
    return diagnose({ history, evidence: {} }).notTested.map(({ rule }) => rule);
  };
  const ofClassifier = askedOf({
    loss: epochs.map((i) => 2 * Math.exp(-i / 9)),
    accuracy: epochs.map((i) => 0.9 - 0.6 * Math.exp(-i / 9)),
    val_loss: epochs.map((i) => 0.1 + 2 * Math.exp(-i / 9)),
    val_accuracy: epochs.map((i) => 0.88 - 0.6 * Math.exp(-i / 9)),
  });
  for (const rule of ["worse-than-guessing", "policy-leaps", "posterior-collapse", "no-better-than-mean"]) {
    assert(!ofClassifier.includes(rule), rule);
  }
  assert(ofClassifier.includes("exploding-gradient"));
  const ofPolicy = askedOf({ reward: epochs, policy_loss: epochs.map((i) => -0.01 * i) });
  assert(!ofPolicy.includes("softmax-twice") && ofPolicy.includes("policy-leaps"), ofPolicy.join());
});

Deno.test("short text: steps are counted to the last evaluation, or as many as the file states", () => {
  const log = [100, 200, 300].flatMap((
    step,
  ) => [{ step, loss: 100 / step }, { step: step + 15, eval_loss: 120 / step }]);
  assertMatch(toldOf({ log_history: log }), /^history\.json: 315 steps/);
  assertMatch(toldOf({ global_step: 321, log_history: log }), /^history\.json: 321 steps/);
});

Deno.test("short text: loss and metric that are both past their best ask for no more of the same", () => {
  const run = (accuracy: readonly number[]) =>
    toldOf({
      loss: accuracy.map((_, i) => 0.2 * Math.exp(-i / 30)),
      val_loss: [0.25, 0.21, 0.22, 0.23, 0.34, 0.27, 0.215, 0.22, 0.25, 0.28],
      val_accuracy: accuracy,
    });
  const past = run([0.9, 0.91, 0.92, 0.93, 0.94, 0.955, 0.94, 0.945, 0.942, 0.94]);
  assertMatch(past, /LOSS[^]*^Next: .*stop there\.$/m);
  const gains = run([0.9, 0.91, 0.92, 0.93, 0.935, 0.94, 0.942, 0.945, 0.95, 0.955]);
  assert(!/stop there/.test(gains), gains);
});

Deno.test("short text: trees that fit their rows little are on no plateau, their held-out rows tell", () => {
  const iterations = Array.from({ length: 160 }, (_, i) => i);
  const text = toldOf({
    meta: {
      test_sets: ["validation"],
      test_metrics: [{ best_value: "Min", name: "RMSE" }],
      learn_sets: ["learn"],
      learn_metrics: [{ best_value: "Min", name: "RMSE" }],
    },
    iterations: iterations.map((i) => ({
      iteration: i,
      learn: [3 + 0.6 * Math.exp(-i / 25)],
      test: [3.1 + 0.5 * Math.exp(-i / 15) + 0.0005 * Math.max(0, i - 70)],
    })),
  });
  assertMatch(text, /CatBoost[^]*^NO ALARM: /m);
  assertMatch(text, /^Use: the checkpoint of iteration \d\d /m);
});

Deno.test("short text: a little that was found in held-out rows is a little, and has its best checkpoint", () => {
  const epochs = Array.from({ length: 60 }, (_, i) => i);
  const text = toldOf({
    loss: epochs.map((i) => 10 * Math.exp(-i / 60)),
    val_loss: epochs.map((i) => 9 - 0.05 * i + 0.06 * Math.max(0, i - 30)),
    val_map: epochs.map((i) => 0.0008 * i),
  });
  assertMatch(text, /^TRAINING LEARNS, UNSEEN ROWS STAY AT CHANCE\n[^]*^Use: epoch 60 /m);
});

Deno.test("the first line says which measure of held-out rows is not judged, and how it would be", () => {
  const text = "epoch,loss,val_loss,val_quux,eval_runtime\n1,2,2,3,9\n2,1.5,1.6,4,9\n3,1,1.2,5,9\n";
  const history = readHistory(new TextEncoder().encode(text), { name: "log.csv" });
  const [first] = shortText(history, diagnose({ history, evidence: {} }), "log.csv").split("\n");
  assertMatch(
    first,
    /; not judged, for it is not known which way is better \(--metric NAME:higher\): val_quux; left out: eval_runtime$/,
  );
});

Deno.test("of columns without names one is taken as the loss, and their names are asked for before anything else", () => {
  const falls = (from: number) => range(40).map((i) => from * (0.3 + 0.7 * Math.exp(-i / 25)));
  const columns = { a: falls(1.7), b: falls(1.4), c: falls(3.9), d: falls(0.8) };
  const tell = (text: string) => {
    const history = readHistory(new TextEncoder().encode(text), { name: "train_log.csv" });
    return shortText(history, diagnose({ history, evidence: {} }), "train_log.csv");
  };
  const [, ...rows] = table(columns).split("\n");
  const unnamed = tell(rows.join("\n"));
  assertMatch(unnamed, /^NO ALARM: TRAINING STILL IMPROVING, IF THAT COLUMN IS THE LOSS$/m);
  assertMatch(unnamed, /^ {2}Note: no header, so columns are taken as loss, column 2, column 3, column 4;/m);
  assertMatch(unnamed, /^Next: Name the columns in a first line/m);
  assertMatch(tell(table({ loss: columns.a })), /^NO ALARM: TRAINING STILL IMPROVING$/m);
});

Deno.test("short text: evaluations that ran and measured nothing are said, with what they need", () => {
  const text = toldOf({
    log_history: range(40).flatMap((i) => [
      { epoch: (i + 1) / 10, step: 10 * (i + 1), loss: 0.3 + 2 * Math.exp(-i / 12) },
      ...(i % 10 === 9
        ? [{ epoch: (i + 1) / 10, step: 10 * (i + 1), eval_runtime: 3.2, eval_samples_per_second: 31 }]
        : []),
    ]),
  });
  assertMatch(text, /^ {2}Note: evaluations ran and measured nothing: no eval_loss, no metric$/m);
  assertMatch(text, /^Next: Make the evaluations measure something: .*label_names.*compute_metrics/m);
});

Deno.test("short text: of gradients that were logged it is not said that nothing of them is visible", () => {
  const losses = { loss: [2, 1, 0.8, 0.7], val_loss: [2.1, 1.2, 1, 0.9] };
  assertMatch(toldOf(losses), /^Not visible here: gradient norms/m);
  assertNotMatch(toldOf({ ...losses, grad_std: [1, 1, 1, 1] }), /^Not visible here: .*gradient/m);
});

Deno.test("short text: no line is longer than a screen or two, however many names, notes and columns a file has", () => {
  const long = "n".repeat(300);
  const files: Readonly<Record<string, string>> = {
    "many names": table(Object.fromEntries([
      ["epoch", range(9)],
      ["loss", range(9).map((i) => 1 / (i + 1))],
      ...range(900).map((i) => [`${long}_val_acc_${i}`, range(9)] as [string, number[]]),
      ...range(900).map((i) => [`${long}_${i}`, range(9)] as [string, number[]]),
    ])),
    "resumed again and again": "step,reward\n" +
      range(120).map((i) => range(6).map((k) => `${i + k}.5,${i}\n`).join("")).join(""),
    "notes of many series": "step,loss\n" +
      range(40).map((i) => range(9).map((k) => `${5 * i + k},${1 / (i + 1)}\n`).join("")).join(""),
  };
  for (const [kind, text] of Object.entries(files)) {
    const lines = told(new TextEncoder().encode(text), long).split("\n");
    assert(lines.length <= 12, kind);
    for (const line of lines) assert(line.length <= 1000, `${kind}: ${line.length} characters`);
  }
  const resumed = told(new TextEncoder().encode(files["resumed again and again"]), "log.csv");
  assertMatch(resumed, /Note: resumed 119 times: what was logged twice is read once/);
  assertMatch(told(new TextEncoder().encode(files["many names"]), "log.csv"), /left out: .* and \d+ more/);
});
