/**
 * The layouts that tools document, a few rows of each: which series are taken, and as what.
 */
import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { readHistory } from "../../../src/monitor/readers/mod.ts";

const read = (text: string, name?: string) =>
  readHistory(new TextEncoder().encode(text), name === undefined ? {} : { name });
const roles = (text: string, name?: string) =>
  (read(text, name).series ?? []).map(({ name, role, split }) => `${name}: ${split} ${role}`);

const LAYOUTS: Readonly<Record<string, readonly [text: string, series: readonly string[]]>> = {
  "Ultralytics results.csv": [
    "epoch,time,train/box_loss,metrics/mAP50(B),val/box_loss,lr/pg0\n1,9,1.5,0.2,1.2,1e-3\n2,18,1.3,0.7,1.1,2e-3\n",
    [
      "time: train time",
      "train/box_loss: train loss term",
      "metrics/mAP50(B): validation metric",
      "val/box_loss: validation loss term",
      "lr/pg0: train learning rate",
    ],
  ],
  "JSON lines, a last line half written": [
    '{"iteration": 19, "total_loss": 2.7, "lr": 1e-5}\n{"iteration": 39, "total_loss": 2.1, "lr": 2e-5}\n{"itera',
    ["total_loss: train loss", "lr: train learning rate"],
  ],
  "LightGBM evals_result": [
    '{"training": {"auc": [0.9, 0.95]}, "valid_1": {"auc": [0.8, 0.82]}}',
    ["training/auc: train metric", "valid_1/auc: validation metric"],
  ],
  "XGBoost evals_result": [
    '{"validation_0": {"logloss": [0.5, 0.4]}, "validation_1": {"logloss": [0.6, 0.5]}}',
    ["train/logloss: train loss term", "validation_1/logloss: validation loss term"],
  ],
  "CatBoost learn_error.tsv": ["iter\tLogloss\n0\t0.68\n1\t0.67\n2\t0.66\n", ["Logloss: train loss term"]],
  "fastai CSVLogger": [
    "epoch,train_loss,valid_loss,accuracy,time\n0,0.9,0.8,0.6,00:12\n1,0.7,0.7,0.7,00:11\n",
    ["train_loss: train loss", "valid_loss: validation loss", "valid_accuracy: validation metric"],
  ],
  "Stable-Baselines3 progress.csv": [
    "rollout/ep_rew_mean,train/policy_gradient_loss,time/fps\n9,-0.01,100\n12,-0.02,101\n",
    ["rollout/ep_rew_mean: train reward", "train/policy_gradient_loss: train loss term"],
  ],
  "W&B's export of a chart": [
    '"Step","sun-3 - train/loss","sun-3 - train/loss__MIN","sun-3 - train/loss__MAX","sun-3 - eval/loss","sun-3 - eval/loss__MIN","sun-3 - eval/loss__MAX"\n' +
    "10,2,2,2,3,3,3\n20,1,1,1,2,2,2\n",
    ["train/loss: train loss", "eval/loss: validation loss"],
  ],
  "decimal commas between semicolons": [
    "ep;tr_loss;vl_loss\n1;2,5;3,5\n2;1,5;2,5\n",
    ["tr_loss: train loss", "vl_loss: validation loss"],
  ],
  "commas, behind which tabs line the cells up": [
    "epoch,\tloss,\tval_loss\n0,\t2.5,\t3.5\n1,\t1.5,\t2.5\n",
    ["loss: train loss", "val_loss: validation loss"],
  ],
  "detectron2 metrics.json with an evaluation": [
    '{"iteration": 19, "total_loss": 2.7, "loss_cls": 1.1, "lr": 0.02}\n{"iteration": 39, "total_loss": 2.1, "loss_cls": 0.9, "lr": 0.02}\n' +
    '{"iteration": 39, "bbox/AP": 38.2}\n',
    [
      "total_loss: train loss",
      "loss_cls: train loss term",
      "lr: train learning rate",
      "bbox/AP: validation metric",
    ],
  ],
  "DETR log.txt": [
    '{"train_lr": 1e-4, "train_loss": 18.2, "test_loss": 14.3, "test_coco_eval_bbox": [0.1, 0.2], "epoch": 0}\n' +
    '{"train_lr": 1e-4, "train_loss": 12.2, "test_loss": 11.3, "test_coco_eval_bbox": [0.2, 0.3], "epoch": 1}\n',
    [
      "train_lr: train learning rate",
      "train_loss: train loss",
      "test_loss: test loss",
      "test_coco_eval_bbox: validation metric",
    ],
  ],
  "Ludwig training_statistics.json": [
    '{"train": {"y": {"loss": [2, 1], "r2": [0.1, 0.5]}}, "validation": {"y": {"loss": [3, 2], "r2": [0, 0.4]}}}',
    [
      "train/y/loss: train loss",
      "train/y/r2: train metric",
      "validation/y/loss: validation loss",
      "validation/y/r2: validation metric",
    ],
  ],
  "byte order mark and CRLF": [
    "\ufeffepoch,loss,val_loss\r\n0,2,3\r\n1,1,2\r\n",
    ["loss: train loss", "val_loss: validation loss"],
  ],
  "no header": ["1,2.3,2.4\n2,1.9,2.0\n3,1.5,1.8\n", ["loss: train loss", "val_loss: validation loss"]],
};

for (const [layout, [text, series]] of Object.entries(LAYOUTS)) {
  Deno.test(`layout: ${layout}`, () => assertEquals(roles(text), series));
}

Deno.test("layout: an MLflow metric file is named by its file", () => {
  assertEquals(roles("1700000000000 0.9 0\n1700000001000 0.7 1\n", "val_loss"), [
    "val_loss: validation loss",
  ]);
});

Deno.test("runs appended to one file are told apart, and the last is read", () => {
  const { trainLoss, notes } = read("epoch,loss\n0,5\n1,4\n0,3\n1,2\n2,1\n");
  assertEquals(trainLoss, [3, 2, 1]);
  assertMatch(notes.join(), /2 runs in one file/);
});

Deno.test("rows that are not in their order are read by what they count, and that is noted", () => {
  for (const order of [[5, 4, 3, 2, 1], [3, 1, 5, 2, 4]]) {
    const { at, trainLoss, notes } = read(
      "step,loss\n" + order.map((step) => `${step},${9 - step}\n`).join(""),
    );
    assertEquals([at, trainLoss], [[1, 2, 3, 4, 5], [8, 7, 6, 5, 4]]);
    assertMatch(notes.join(), /not in their order/);
  }
  assertMatch(read("step,loss\n1,5\n2,4\n3,3\n4,3\n2,4\n3,2\n").notes.join(), /resumed at 2/);
});

Deno.test("columns by hand lead", () => {
  const bytes = new TextEncoder().encode("epoch,objective,check\n0,5,6\n1,4,7\n");
  const { trainLoss, heldOutLoss } = readHistory(bytes, {
    chosen: { train: "objective", validation: "check" },
  });
  assertEquals([trainLoss, heldOutLoss], [[5, 4], [6, 7]]);
  const error = assertThrows(() => readHistory(bytes, { chosen: { train: "loss" } })) as Error;
  assertEquals(error.message, "no column loss; the file has objective, check");
});

Deno.test("an event file with a flipped bit is refused, with the place", () => {
  const bytes = Deno.readFileSync(new URL("../fixtures/events.out.tfevents.fixture", import.meta.url));
  const zeros = new Uint8Array(bytes.length + 64); // as a machine without power leaves them
  zeros.set(bytes);
  assertEquals(readHistory(zeros), readHistory(bytes));
  bytes[bytes.length - 8] ^= 1;
  assertMatch((assertThrows(() => readHistory(bytes)) as Error).message, /record at byte \d+ is damaged/);
});

Deno.test("names are printed, not obeyed: control characters of a column's name are marked", () => {
  const [{ name }] = read('{"loss": [2, 1], "\\u001b[2Jval_loss\\u202e": [3, 2]}').series!.slice(1);
  assertEquals(name, "?[2Jval_loss?");
});

Deno.test("several models in one file are not read as one: the first is, or the one that is asked for", () => {
  const text = JSON.stringify({
    ...{ reg_loss: [3, 2, 1], reg_val_loss: [4, 3, 2], reg_mae: [1, 0.9, 0.8] },
    ...{ cls_loss: [0.7, 0.69], cls_val_loss: [0.71, 0.7], cls_val_accuracy: [0.5, 0.6] },
  });
  const history = read(text);
  assertEquals(history.series?.map(({ name }) => name).sort(), ["reg_loss", "reg_mae", "reg_val_loss"]);
  assertEquals(history.notes, ["2 models in one file: reg is read; cls with --train cls_loss"]);
  const asked = readHistory(new TextEncoder().encode(text), { chosen: { train: "cls_loss" } });
  assertEquals([asked.trainLoss, asked.heldOutLoss], [[0.7, 0.69], [0.71, 0.7]]);
  const one = readHistory(new TextEncoder().encode(text), { chosen: { run: "cls" } });
  assertEquals([history.runs, one.trainLoss, one.notes], [["reg", "cls"], [0.7, 0.69], []]);
  assertEquals(history.beside?.[1], { name: "cls", history: one });
  // two outputs of one model have as many epochs
  const outputs = JSON.stringify({ a_loss: [2, 1], a_val_loss: [2, 1], b_loss: [3, 2], b_val_loss: [3, 2] });
  assertEquals(read(outputs).series?.filter(({ role }) => role === "loss term").length, 4);
});

Deno.test("layouts: a run under its number is a history, and no row", () => {
  const run = { loss: [0.9, 0.5, 0.3], val_loss: [1, 0.7, 0.6], val_acc: [0.4, 0.6, 0.7] };
  const history = readHistory(new TextEncoder().encode(JSON.stringify({ "0": run })));
  assertEquals(history.trainLoss, run.loss);
  assertEquals(history.heldOutLoss, run.val_loss);
  const rows = { "0": { loss: 0.9, val_loss: 1 }, "1": { loss: 0.5, val_loss: 0.7 } };
  assertEquals(readHistory(new TextEncoder().encode(JSON.stringify(rows))).trainLoss, [0.9, 0.5]);
});

Deno.test("of records in a document that is cut off those that are whole are read, which is said", () => {
  const rows = [0.9, 0.7, 0.6, 0.5].map((loss, i) => ({
    epoch: i + 1,
    loss,
    eval_loss: loss + 0.1,
    per_class: [{ f1: 0.5 }, { f1: 0.6 }],
  }));
  const text = JSON.stringify({ best_metric: null, log_history: rows, note: 'a "cut" file' }, null, 1);
  const cut = read(text.slice(0, text.indexOf("0.5,") + 1));
  assertEquals(cut.trainLoss, [0.9, 0.7, 0.6]);
  assertEquals(cut.notes[0], "the file is cut off before its end: read are 3 whole entries of log_history");
  const literal = "[{'loss': 2.0, 'epoch': 1}, {'loss': 1.0, 'epoch': 2}, {'loss': 0.5, 'epoch': 3}, {'lo";
  assertEquals(read(literal).trainLoss, [2, 1, 0.5]);
  // a file that is being written will be whole
  assertThrows(
    () => readHistory(new TextEncoder().encode(literal), { isGrowing: true }),
    SyntaxError,
  );
});

Deno.test("layouts: of several runs in W&B's export the first is read, or the one that is asked for, and all are named", () => {
  const text =
    '"Step","sun - loss","sun - loss__MIN","sun - loss__MAX","moon - loss","moon - loss__MIN","moon - loss__MAX"\n' +
    "1,3,3,3,5,5,5\n2,2,2,2,4,4,4\n3,1,1,1,,,\n";
  const bytes = new TextEncoder().encode(text);
  const first = readHistory(bytes), moon = readHistory(bytes, { chosen: { run: "moon" } });
  assertEquals([first.trainLoss, moon.trainLoss], [[3, 2, 1], [5, 4]]);
  assertEquals([first.runs, first.beside?.[1]], [["sun", "moon"], { name: "moon", history: moon }]);
  assertEquals([first.notes, moon.notes], [["2 runs in one table: sun is read"], []]);
  assertThrows(() => readHistory(bytes, { chosen: { run: "mars" } }), RangeError, "it holds sun, moon");
});

Deno.test("layouts: the Trainer's log_history written by itself is the Trainer's", () => {
  const rows = [1, 2, 3].flatMap((i) => [
    { epoch: i / 2, step: 10 * i, loss: 3 / i, grad_norm: 1, learning_rate: 1e-4 },
    { epoch: i / 2, step: 10 * i, eval_loss: 3.1 / i, eval_runtime: 2 },
  ]);
  const whole = [...rows, { epoch: 1.5, step: 30, train_runtime: 60, train_loss: 1.8 }];
  const { format, trainLoss, heldOutLoss, leftOut } = read(JSON.stringify(whole));
  assertEquals([format, trainLoss], ["Hugging Face trainer_state.json", [3, 1.5, 1]]);
  assertEquals([heldOutLoss?.length, leftOut], [3, ["eval_runtime"]]);
  // rows of somebody's own loop are none
  const own = rows.filter((row) => "loss" in row);
  assertEquals(read(JSON.stringify(own)).format, "JSON, a list of records");
});

Deno.test("layouts: TensorBoard's download under a name that is no measure is taken as a loss, which its name says", () => {
  const text = "Wall time,Step,Value\n1678974225.3,4,4.4\n1678974231.0,14,4.2\n1678974231.5,15,4.1\n";
  assertEquals(roles(text, "train_log.csv"), [
    "Wall time: train time",
    "train_log, taken as a loss: train loss term",
  ]);
  assertEquals(roles(text, "run-a-tag-val_accuracy.csv"), [
    "Wall time: train time",
    "val_accuracy: validation metric",
  ]);
});

Deno.test("layouts: a document whose text was written as JSON once more is read, Python's own too", () => {
  const history = "{'loss': [0.5, 0.4, 0.3], 'val_loss': [0.6, 0.5, None]}";
  for (const text of [JSON.stringify(history), JSON.stringify(JSON.stringify({ loss: [0.5, 0.4, 0.3] }))]) {
    assertEquals(read(text).trainLoss, [0.5, 0.4, 0.3]);
  }
});
