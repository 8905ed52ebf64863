/**
 * One real training run, read back from the files of five trainers (made by python/fixtures/make_histories.py).
 */
import { assertAlmostEquals, assertEquals } from "@std/assert";
import keras from "../fixtures/keras_history.json" with { type: "json" };
import trainerState from "../fixtures/trainer_state.json" with { type: "json" };
import { readHistory } from "../../../src/monitor/readers/mod.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (content: unknown) => readHistory(bytes(JSON.stringify(content)));
const folder = new URL("../fixtures/", import.meta.url);
const ignore = Deno.permissions.querySync({ name: "read" }).state !== "granted";
const fromFile = (name: string, fn: (bytes: Uint8Array<ArrayBuffer>) => void) =>
  Deno.test({
    name: `readers: ${name}${ignore ? " (needs --allow-read)" : ""}`,
    ignore,
    fn: () => fn(Deno.readFileSync(new URL(name, folder))),
  });

const same = (actual: readonly (number | null)[] | undefined, expected: readonly number[]) => {
  assertEquals(actual?.length, expected.length);
  actual?.forEach((loss, i) => assertAlmostEquals(loss!, expected[i], 1e-6));
};

Deno.test("readers: Keras History JSON, and the same wrapped, as rows, and as pandas writes it", () => {
  const { loss, val_loss } = keras;
  const rows = loss.map((value, i) => ({ epoch: i + 1, loss: value, val_loss: val_loss[i] }));
  const pandas = { loss: { ...loss }, val_loss: { ...val_loss } };
  for (const content of [keras, { history: keras }, rows, pandas]) {
    const history = read(content);
    assertEquals([history.trainLoss, history.heldOutLoss], [loss, val_loss]);
    assertEquals([history.unit, history.heldOutName], ["epoch", "validation"]);
  }
});

fromFile("keras_csv_logger.csv", (file) => {
  const history = readHistory(file);
  same(history.trainLoss, keras.loss);
  same(history.heldOutLoss, keras.val_loss);
  assertEquals([history.at?.[0], history.notes], [1, ["epochs counted from 1 here"]]);
});

fromFile("lightning_metrics.csv", (file) => {
  const history = readHistory(file);
  same(history.trainLoss, keras.loss);
  same(history.heldOutLoss, keras.val_loss);
});

fromFile("events.out.tfevents.fixture", (file) => {
  const history = readHistory(file);
  same(history.trainLoss, keras.loss);
  same(history.heldOutLoss, keras.val_loss);
  assertEquals(readHistory(file.subarray(0, file.length - 5)).trainLoss, history.trainLoss);
});

Deno.test("readers: Hugging Face trainer_state.json, one entry a logged step, without its closing summary", () => {
  const history = read(trainerState);
  assertEquals([history.unit, history.at?.at(-1)], ["step", 72]);
  assertEquals(history.heldOutLoss?.filter((loss) => loss !== null), keras.val_loss);
  assertEquals(history.trainLoss.filter((loss) => loss !== null).length, 24);
  assertEquals(history.gradientNorm?.[0], trainerState.log_history[0].grad_norm);
});

Deno.test("readers: the exercise's history, with nulls, settings and its own statement of the best", () => {
  const history = read({
    train_loss: [0.4, null, 0.3],
    test_loss: [null, null, 0.5],
    epoch_times: [17, 17.5, 18],
    best_loss: 0.3,
    best_epoch: 3,
    hidden_size: 64,
    learning_rate: 1e-4,
  });
  assertEquals(history.trainLoss, [0.4, null, 0.3]);
  assertEquals(history.heldOutName, "test");
  assertEquals(history.claimed, { bestLoss: 0.3, bestEpoch: 3 });
  assertEquals(history.settings, { hiddenSize: 64, learningRate: 1e-4 });
});

Deno.test("readers: NaN and Infinity as Python's json writes them, and as CSV has them", () => {
  const json = readHistory(bytes('{"name": "NaN, Infinity", "loss": [NaN, Infinity, -Infinity, 0.5]}'));
  assertEquals(json.trainLoss, [NaN, Infinity, -Infinity, 0.5]);
  assertEquals(readHistory(bytes("epoch,loss\n0,nan\n1,inf\n2,0.5\n")).trainLoss, [NaN, Infinity, 0.5]);
});

Deno.test("readers: what tools write where nothing was measured, and how C prints what is no number", () => {
  const cells = ["-", "--", "N/A", "NA", "#N/A", "<NA>", "NaT", "None", "null", ""];
  const table = "epoch,loss,val_loss\n" + cells.map((cell, i) => `${i + 1},1,${cell}\n`).join("") +
    "11,1,2\n";
  assertEquals(readHistory(bytes(table)).heldOutLoss, [...cells.map(() => null), 2]);
  const c = readHistory(
    bytes("epoch,loss\n1,-nan\n2,-nan(ind)\n3,1.#QNAN\n4,-1.#IND00\n5,1.#INF\n6,-1.#INF00\n"),
  );
  assertEquals(c.trainLoss, [NaN, NaN, NaN, NaN, Infinity, -Infinity]);
});

Deno.test("readers: a measure whose column holds words is left out by name", () => {
  const { leftOut } = readHistory(bytes("epoch,model,loss,accuracy\n1,a,2,90 of 100\n2,a,1,95 of 100\n"));
  assertEquals(leftOut, ["accuracy"]);
});

Deno.test("readers: UTF-16 with its mark, as PowerShell writes what it is told to", () => {
  const text = "epoch,loss\r\n1,2\r\n2,1\r\n";
  for (const isLittle of [true, false]) {
    const wide = new DataView(new ArrayBuffer(2 * text.length + 2));
    [..."\ufeff" + text].forEach((letter, i) => wide.setUint16(2 * i, letter.charCodeAt(0), isLittle));
    assertEquals(readHistory(new Uint8Array(wide.buffer)).trainLoss, [2, 1]);
  }
});

Deno.test("readers: zeros at the end, which a machine without power leaves, are no text and no record", () => {
  assertEquals(readHistory(bytes("epoch,loss\n1,2\n2,1\n" + "\0".repeat(99))).trainLoss, [2, 1]);
});

Deno.test("readers: lists of numbers in quotes, as default=str leaves NumPy's", () => {
  assertEquals(read({ loss: ["2.5", "1e-1"], val_loss: ["3", "NaN"] }).trainLoss, [2.5, 0.1]);
});

Deno.test("readers: a validation every k-th epoch is spread out, another length is noted", () => {
  const every = read({ loss: [4, 3, 2, 1], val_loss: [3.5, 1.5] });
  assertEquals(every.heldOutLoss, [null, 3.5, null, 1.5]);
  const odd = read({ loss: [4, 3, 2, 1], val_loss: [3.5, 2, 1.5] });
  assertEquals([odd.heldOutLoss, odd.notes.length], [[3.5, 2, 1.5, null], 1]);
});

Deno.test("readers: series grouped by set, and records under another key", () => {
  const grouped = read({ train: { loss: [2, 1], accuracy: [0.1, 0.2] }, val: { loss: [3, 2] } });
  assertEquals([grouped.trainLoss, grouped.heldOutLoss], [[2, 1], [3, 2]]);
  assertEquals(read({ train: [2, 1], val: [3, 2] }).heldOutLoss, [3, 2]);
  assertEquals(read({ model: "lstm", epochs: [{ epoch: 1, loss: 2 }, { epoch: 2, loss: 1 }] }).trainLoss, [
    2,
    1,
  ]);
});

Deno.test("readers: names as frameworks have them; accuracies are no losses", () => {
  for (
    const [train, held] of [["Loss/train", "Loss/val"], ["train/loss", "eval/loss"], [
      "train_losses",
      "test_losses",
    ]]
  ) {
    const history = read({ accuracy: [0.1, 0.9], [train]: [2, 1], [held]: [3, 2] });
    assertEquals([history.trainLoss, history.heldOutLoss], [[2, 1], [3, 2]]);
  }
});

Deno.test("readers: MMSegmentation's rows of evaluations count steps where those of training count iterations too", () => {
  const lines = [
    { loss: 1.2, "decode.acc_seg": 70, lr: 0.01, iter: 50, step: 50 },
    { loss: 0.8, "decode.acc_seg": 80, lr: 0.01, iter: 100, step: 100 },
    { aAcc: 90, mIoU: 60.5, mAcc: 70, step: 100 },
    { loss: 0.6, "decode.acc_seg": 85, lr: 0.01, iter: 150, step: 150 },
    { aAcc: 92, mIoU: 64.5, mAcc: 74, step: 200 },
  ];
  const history = readHistory(bytes(lines.map((line) => JSON.stringify(line)).join("\n")));
  assertEquals([history.unit, history.at, history.notes], ["step", [50, 100, 150], []]);
  const mIoU = history.series?.find(({ name }) => name === "mIoU");
  assertEquals([mIoU?.split, mIoU?.at, mIoU?.values], ["validation", [100, 200], [60.5, 64.5]]);
  const classifier = readHistory(
    bytes('{"loss": 1, "step": 1}\n{"accuracy/top1": 50, "step": 1}\n{"loss": 0.5, "step": 2}'),
  );
  assertEquals(classifier.series?.find(({ role }) => role === "metric")?.split, "validation");
});
