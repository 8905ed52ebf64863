/**
 * Files as they lie in repositories: with what git, Python or a tool left in them beside the numbers.
 */
import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { diagnose, type History } from "../../../src/monitor/mod.ts";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { checkpoint } from "../../../src/report/checkpoint_advice.ts";

const read = (text: string) => readHistory(new TextEncoder().encode(text));
const valuesOf = ({ series = [] }: History, name: string) => series.find((one) => one.name === name)?.values;

Deno.test("a pointer of Git LFS is called one, with what fetches the file", () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${"ab".repeat(32)}\nsize 1178\n`;
  assertThrows(() => read(pointer), TypeError, "git lfs pull");
});

Deno.test("of what a merge left in conflict the longer half is read, and said so", () => {
  const merged = (above: string, below: string) =>
    read(`epoch,loss\n1,3\n<<<<<<< HEAD\n${above}=======\n${below}>>>>>>> 1bfc12a\n`);
  const longBelow = merged("2,9\n", "2,2\n3,1.5\n");
  assertEquals(longBelow.trainLoss, [3, 2, 1.5]);
  assertMatch(longBelow.notes.join(), /conflict marks at line 3: read is the longer half, below =======/);
  assertEquals(merged("2,9\n3,8\n", "2,2\n").trainLoss, [3, 9, 8]);
  assertEquals(merged("2,9\n||||||| 77aa\n2,5\n", "2,2\n3,1\n").trainLoss, [3, 2, 1]);
  const twice = read(
    "epoch,loss\n<<<<<<< a\n=======\n1,3\n>>>>>>> b\n2,2\n<<<<<<< a\n3,1\n=======\n>>>>>>> b\n",
  );
  assertEquals(twice.trainLoss, [3, 2, 1]);
  assertMatch(twice.notes.join(), /2 places from line 2 on/);
});

Deno.test("numbers are read out of what libraries print around them", () => {
  const forms = [
    "tensor(0.5, grad_fn=<NllLossBackward0>)",
    "tensor(0.5000, device='cuda:0', dtype=torch.float64)",
    "tensor([[0.5]])",
    "np.float64(0.5)",
    "<tf.Tensor: shape=(), dtype=float32, numpy=0.5>",
    "Array(0.5, dtype=float32)",
    "Tensor(shape=[1], dtype=float32, place=Place(gpu:0), stop_gradient=True, [0.5])",
    "[0.5]",
    "[[0.5]]",
  ];
  for (const form of forms) {
    assertEquals(read(`epoch,loss\n1,"${form}"\n2,"${form}"\n`).trainLoss, [0.5, 0.5], form);
  }
  assertEquals(read("epoch,loss\n1,tensor(0.5)\n2,tensor(nan)\n").trainLoss, [0.5, NaN]);
  const printed = read(
    "Epoch 1: loss tensor(0.9, grad_fn=<MseLossBackward0>)\nEpoch 2: loss tensor(0.4, grad_fn=<MseLossBackward0>)\n",
  );
  assertEquals(printed.trainLoss, [0.9, 0.4]);
  assertEquals(read('{"loss": ["tensor(0.9)", "tensor(0.4)"]}').trainLoss, [0.9, 0.4]);
});

/** Epochs of Ultralytics whose validation ran at some of them. */
const yolo = (validated: readonly number[]) =>
  [
    "epoch,train/box_loss,train/cls_loss,metrics/precision(B),metrics/mAP50-95(B),val/box_loss,val/cls_loss",
    ...[1, 2, 3, 4, 5, 6].map((epoch) =>
      `${epoch},${2 / epoch},${1 / epoch},${validated.includes(epoch) ? "0.6,0.4,1.1,0.9" : "0,0,0,0"}`
    ),
  ].join("\n");

Deno.test("zeros of epochs that were not validated are no values", () => {
  const history = read(yolo([6]));
  assertEquals(valuesOf(history, "metrics/mAP50-95(B)"), [0.4]);
  assertEquals(valuesOf(history, "val/box_loss"), [1.1]);
  assertEquals(history.notes, ["validation ran at epoch 6 alone: the zeros of the others are no values"]);
  assertEquals(
    checkpoint(history, diagnose({ history, evidence: {} })),
    "the last one; one evaluation does not tell which is better",
  );
  assertEquals(valuesOf(read(yolo([3, 6])), "val/cls_loss"), [0.9, 0.9]);
});

Deno.test("a metric of 0 beside a validation loss is a value, and so are losses of 0 beside right answers", () => {
  const found = read(yolo([1, 2, 3, 4, 5, 6]).replace("1,2,1,0.6,0.4", "1,2,1,0,0"));
  assertEquals(valuesOf(found, "metrics/mAP50-95(B)")?.[0], 0);
  const solved = read("epoch,loss,val_loss,val_acc\n1,0.5,0.4,0.9\n2,0.1,0,1\n");
  assertEquals(valuesOf(solved, "val_loss"), [0.4, 0]);
});

Deno.test("the tables of YOLOv5 and YOLOv9 are not called those of Ultralytics' package", () => {
  const table = (third: string) =>
    `epoch,train/box_loss,train/${third},metrics/mAP_0.5,val/box_loss\n0,0.1,0.2,0.3,0.1\n1,0.08,0.1,0.4,0.09\n`;
  assertEquals(read(table("obj_loss")).format, "YOLOv5 results.csv");
  assertEquals(read(table("dfl_loss")).format, "YOLOv9 results.csv");
  const classes = (loss: string) => `epoch,train/loss,${loss},metrics/accuracy_top1\n1,2,2,0.3\n2,1,1,0.5\n`;
  assertEquals(read(classes("test/loss")).format, "YOLOv5 results.csv");
  assertEquals(read(classes("val/loss")).format, "Ultralytics results.csv");
});

Deno.test("a table whose lines end without a line feed, or with two returns before it", () => {
  const rows = ["epoch,loss,val_loss", "0,0.9,1.1", "1,0.7,1.0", "2,0.6,0.9"];
  for (const end of ["\r\r", "\r", "\r\r\n"]) {
    const history = read(rows.join(end) + end);
    assertEquals([history.at, history.heldOutLoss], [[1, 2, 3], [1.1, 1, 0.9]], JSON.stringify(end));
  }
});

Deno.test("a Series of pandas has a number for a name: its file's name counts", () => {
  const named = (name: string) =>
    readHistory(new TextEncoder().encode(",0\n0,2.5\n1,1.5\n2,1.0\n"), { name });
  assertEquals([named("train_loss.csv").trainLoss, named("train_loss.csv").unit], [[2.5, 1.5, 1], "epoch"]);
  assertThrows(() => named("values.csv"), TypeError, "no history");
});

Deno.test("what is no run is not taken for one: ids, labels of boxes, predictions, a row a run", () => {
  assertThrows(() => read("12\n34\n1160\n"), TypeError, "whole numbers alone");
  const boxes = "0 0.48 0.18 0.05 0.11\n0 0.52 0.21 0.04 0.10\n1 0.3 0.2 0.1 0.1\n";
  assertThrows(() => read(boxes), TypeError, "nothing tells which holds the loss");
  assertThrows(
    () => read("loss,labels,predictions\n0.5,1,0\n0.1,1,1\n"),
    TypeError,
    "one row a prediction (labels)",
  );
  const runs =
    "seed,batch_size,max_iters,final_train_loss,final_val_loss\n1,64,5000,0.6,1.7\n2,64,5000,0.7,1.6\n";
  assertThrows(() => read(runs), TypeError, "one row a run (final_train_loss)");
  const search =
    "mean_fit_time,split0_test_accuracy,mean_test_accuracy,rank_test_accuracy\n1,0.7,0.7,2\n1,0.8,0.8,1\n";
  assertThrows(() => read(search), TypeError, "one row a run (split0_test_accuracy)");
  const settings = "BBOX_REG_LOSS_WEIGHT: 1.0\nFOCAL_LOSS_ALPHA: 0.25\nLOSS_WEIGHT: 1.0\n";
  assertThrows(() => read(settings), TypeError, "no history of a training");
});

Deno.test("records of finished runs are refused, in JSON and in tables: seeds that differ, a best epoch that goes back, final values", () => {
  const lines = (record: (i: number) => Record<string, unknown>) =>
    Array.from({ length: 6 }, (_, i) => JSON.stringify(record(i))).join("\n");
  const seeds = lines((i) => ({ model: "gru", seed: 10 + i, val_auc: 0.9 - 0.01 * i }));
  const best = lines((i) => ({ run: `r${i}`, val_auc: 0.9 - 0.01 * i, best_epoch: [9, 30, 12][i % 3] }));
  const finals = lines((i) => ({ width: 8 * (i + 1), final_val_loss: 1 / (i + 1), loss: 2 }));
  for (const [records, by] of [[seeds, "seed"], [best, "best_epoch"], [finals, "final_val_loss"]]) {
    assertThrows(() => read(records), TypeError, `one row a run (${by})`);
    assertThrows(() => read(`[${records.replaceAll("\n", ",")}]`), TypeError, `one row a run (${by})`);
  }
  assertThrows(
    () => read("train_size,train_mean,cv_mean\n50,1,0.4\n200,1,0.6\n400,0.99,0.7\n"),
    TypeError,
    "scores by the number of training rows (train_size)",
  );
  assertThrows(() => read("seed,test_acc\n1,0.8\n2,0.9\n3,0.7\n"), TypeError, "one row a run (seed)");
  // one run that says its seed and its best so far, or several that count
  const one = lines((i) => ({ seed: 7, loss: 2 - 0.1 * i, val_loss: 2 + 0.1 * i, best_epoch: i }));
  assertEquals(read(one).trainLoss.length, 6);
  const counted = lines((i) => ({ seed: Math.floor(i / 3), epoch: i % 3, loss: 2 - 0.1 * i }));
  assertEquals(read(counted).trainLoss.length, 3);
});

Deno.test("headerless runs that are appended count their epochs anew; a Keras table has a header", () => {
  const history = read("0, 3.5\n1, 2.5\n0, 9.5\n1, 8.5\n2, 7.5\n");
  assertEquals([history.trainLoss, history.format], [[9.5, 8.5, 7.5], "CSV, one row an epoch"]);
});

Deno.test("a table that is appended to with its header goes on; below another header another table begins", () => {
  const again = read("epoch,loss\n1,3\n2,2\nepoch,loss\n1,9\n2,8\n3,7\n");
  assertEquals([again.trainLoss, again.notes], [[9, 8, 7], [
    "2 runs in one file, or stages of one: the last is read",
  ]]);
  const other = read("epoch,loss\n1,3\n2,2\nepoch,loss,val_loss\n1,9,10\n2,8,9\n");
  assertEquals([other.trainLoss, other.heldOutLoss], [[9, 8], [10, 9]]);
  assertMatch(other.notes.join(), /2 tables in one file: the last is read/);
});

Deno.test("of runs in one file of which some log less, the count of all is told once", () => {
  const run = (more: string) => `Epoch 1 loss: 0.5${more}\nEpoch 2 loss: 0.4${more}\n`;
  const { notes } = read(run("") + run("") + run(" val_loss: 0.6") + run(" val_loss: 0.5"));
  assertEquals(notes, ["4 runs in one file, or stages of one: the last is read"]);
});

Deno.test("a heading says on which rows the lines below it were measured", () => {
  const history = read(
    [1, 2, 3].map((i) =>
      `Epoch [${i}]:\nTraining:\nAverage loss: ${3 / i}\nValidation:\nAverage loss: ${6 / i}\n`
    ).join(""),
  );
  assertEquals([history.trainLoss, history.heldOutLoss], [[3, 1.5, 1], [6, 3, 2]]);
});

Deno.test("a line that begins with its place among so many is placed there", () => {
  const history = read(
    "[000000/50000] X4K | loss 0.5\n[000500/50000] X4K | loss 0.4\n[001000/50000] X4K | loss 0.3\n",
  );
  assertEquals([history.unit, history.at, history.trainLoss], ["step", [0, 500, 1000], [0.5, 0.4, 0.3]]);
});

Deno.test("a heading among settings says nothing of the lines that follow behind their times", () => {
  const line = (i: number) => `[03/01 10:00:00 d2.utils.events]: iter: ${i}  total_loss: ${3 / i}\n`;
  const { series = [] } = read(`TEST:\n  AUG: 1\n${line(1)}${line(2)}${line(3)}`);
  assertEquals(series.map(({ name, split }) => `${name}: ${split}`), ["total_loss: train"]);
});

Deno.test("objects one behind the other are a line each, Python's as well as JSON's", () => {
  const python = [1, 2, 3].map((i) =>
    `{'Epoch': ${i}, 'Loss': ${3 / i}}{'Validation Epoch': ${i}, 'Loss': ${6 / i}}`
  );
  const history = read(python.join(""));
  assertEquals([history.trainLoss, history.heldOutLoss], [[3, 1.5, 1], [6, 3, 2]]);
  assertEquals(read('{"epoch": 1, "loss": 2}{"epoch": 2, "loss": 1}').trainLoss, [2, 1]);
});

Deno.test("a run that was resumed again and again is told so once", () => {
  const notes = (...epochs: readonly number[]) =>
    read(`epoch,loss\n${epochs.map((e) => `${e},0.5`).join("\n")}\n`).notes;
  assertEquals(notes(1, 2, 3, 3, 4), []);
  assertMatch(notes(1, 2, 3, 2, 3).join(), /^resumed at 2: /);
  assertEquals(notes(1, 2, 3, 2, 3, 4, 3, 4, 5, 4), [
    "resumed 3 times: what was logged twice is read once, as it was last",
  ]);
});

Deno.test("what Python prints of a history is read: dictionaries, lists of them, lists behind their names", () => {
  const texts = [
    "{'loss': [3.0, 2.0, np.float64(1.0)], 'val_loss': [4.0, 3.0, 2.5], 'done': True}",
    "defaultdict(<class 'list'>, {'loss': [3.0, 2.0, 1.0], 'val_loss': [4.0, 3.0, 2.5]})",
    "[{'epoch': 1, 'loss': 3.0, 'val_loss': 4.0}, {'epoch': 2, 'loss': 2.0, 'val_loss': 3.0}, {'epoch': 3, 'loss': 1.0, 'val_loss': 2.5}]",
    "train_losses = [3.0, 2.0, 1.0]\nval_losses = [4.0, 3.0, 2.5]\n",
    "Train loss: [3.0, 2.0, 1.0]\nValidation loss: [4.0, 3.0, 2.5,]\n",
  ];
  for (const text of texts) {
    const { trainLoss, heldOutLoss } = read(text);
    assertEquals([trainLoss, heldOutLoss], [[3, 2, 1], [4, 3, 2.5]], text);
  }
  assertEquals(read("{'loss': [3.0, nan, None]}").trainLoss, [3, NaN]);
  assertThrows(() => read("{'loss': [3.0, 2.0"), SyntaxError, "cut off");
});

Deno.test("tables between bars: Markdown's below a heading, and ruled ones", () => {
  const rows = "| epoch | loss |\n|---|---|\n| 1 | 3 |\n| 2 | 2 |\n";
  const ruled =
    "+-------+------+\n| epoch | loss |\n+-------+------+\n|   1   |  3   |\n|   2   |  2   |\n+-------+------+\n";
  for (const text of [rows, `# Results\n\nOf one run.\n\n${rows}`, ruled]) {
    assertEquals(read(text).trainLoss, [3, 2], text);
  }
});

Deno.test("epochs that begin with 0 and stand far apart are called as the file calls them", () => {
  const every = (gap: number) =>
    read(
      [0, 1, 2, 3].map((i) => `${gap * i},${1 / (i + 1)},${1.1 / (i + 1)}`).reduce(
        (a, b) => `${a}\n${b}`,
        "epoch,loss,val_loss",
      ),
    );
  assertEquals(every(250).at, [0, 250, 500, 750]);
  assertEquals(every(1).at, [1, 2, 3, 4]);
});

Deno.test("a test after the last epoch is one of what that epoch left", () => {
  const { series } = read(
    "epoch,step,train_loss,test_acc\n0,7,2,\n1,14,1.5,\n2,21,1.2,\n3,21,,0.6\n",
  );
  assertEquals(series?.find(({ name }) => name === "test_acc")?.at, [3]);
});

Deno.test("a row that names a step and no epoch is of the epoch that is named next, or counts epochs itself", () => {
  // Lightning's LearningRateMonitor beside its losses
  const { at, learningRate } = read(
    "lr-SGD,step,train_loss,epoch\n0.1,49,,\n,49,2,0\n0.3,99,,\n,99,1.5,0\n0.5,149,,\n,149,1,1\n0.5,199,,\n,199,0.8,1\n",
  );
  assertEquals([at, learningRate], [[1, 2], [0.2, 0.5]]);
  // MMEngine's evaluations name the epoch as their step
  const { series } = read("epoch,step,loss,acc\n1,50,2,\n,1,,0.4\n2,100,1.5,\n,2,,0.5\n");
  assertEquals(series?.find(({ name }) => name === "acc")?.at, [1, 2]);
});

Deno.test("a table whose lines end in carriage returns alone is read, whether tabs or blanks part it", () => {
  const table = (gap: string) =>
    ["Iteration", "Test_Return", "Critic_Loss"].join(gap) + "\r" +
    [1, 2, 3].map((n) => [`${50 * n}`, `${n}.5`, `${4 / n}`].join(gap) + gap.trimEnd() + "\r").join("");
  for (const gap of ["\t", "          "]) {
    const history = read(table(gap));
    assertEquals([history.counted, valuesOf(history, "Test_Return")], ["iteration", [1.5, 2.5, 3.5]], gap);
  }
});

Deno.test("the table that skorch prints is called one: its columns say their rows themselves", () => {
  const history = read(
    "  epoch    train_loss    valid_acc    valid_loss     dur\n-------  ------------  -----------  ------------  ------\n" +
      [1, 2, 3].map((e) => `      ${e}        ${4 / e}       0.${e}        ${5 / e}  0.0${e}\n`).join(""),
  );
  assertMatch(history.format, /^skorch/);
  assertEquals(valuesOf(history, "valid_acc"), [0.1, 0.2, 0.3]);
});
