/**
 * What trainers print, in the lines of their own documentation and examples.
 */
import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { unitOf } from "../../../src/monitor/series.ts";
import { range } from "../shapes.ts";

const read = (text: string) => readHistory(new TextEncoder().encode(text));

Deno.test("console: of Keras's bar written into a file line by line the last line of an epoch counts, in both of its looks", () => {
  const epochs = [[1, "0.9000", "0.8000"], [2, "0.5000", "0.6000"]] as const;
  const second = epochs.flatMap(([epoch, loss, held]) => [
    `Epoch ${epoch}/2`,
    "",
    " 1/3 [=========>....................] - ETA: 2s - loss: 2.3000 - accuracy: 0.0000e+00",
    " 2/3 [===================>..........] - ETA: 1s - loss: 1.5000 - accuracy: 0.2000",
    `3/3 [==============================] - ETA: 0s - loss: ${loss} - accuracy: 0.6000`,
    `3/3 [==============================] - 3s 1s/step - loss: ${loss} - accuracy: 0.6000 - val_loss: ${held}`,
  ]);
  const third = epochs.flatMap(([epoch, loss, held]) => [
    `Epoch ${epoch}/2`,
    "1/3 ━━━━━━━━━━━━━━━━━━━━ 2s 1s/step - accuracy: 0.0000e+00 - loss: 2.3000",
    "",
    "2/3 ━━━━━━━━━━━━━━━━━━━━ 1s 1s/step - accuracy: 0.2000 - loss: 1.5000",
    `3/3 ━━━━━━━━━━━━━━━━━━━━ 3s 1s/step - accuracy: 0.6000 - loss: ${loss} - val_loss: ${held}`,
  ]);
  for (const lines of [second, third]) {
    const history = read(lines.join("\n"));
    assertEquals([history.unit, history.trainLoss], ["epoch", [0.9, 0.5]]);
    assertEquals(history.series?.find(({ name }) => name === "accuracy")?.values, [0.6, 0.6]);
    assertEquals(history.heldOutLoss, [0.8, 0.6]);
  }
});

Deno.test("console: Keras's finished bars below one another, without the lines that name their epochs, are an epoch each", () => {
  const bar = (loss: number) =>
    `3/3 [==============================] - 3s 1s/step - loss: ${loss} - val_loss: ${loss + 1}`;
  const history = read([bar(3), bar(2), bar(1)].join("\n"));
  assertEquals(history.trainLoss, [3, 2, 1]);
});

Deno.test("console: Keras's progress lines belong to the epoch above them; a bar is written over", () => {
  const history = read(
    [1, 2, 3].map((e) =>
      `Epoch ${e}/3\n10/32 [==>...] - ETA: 1s - loss: 9.0\r32/32 [====] - 4s 3ms/step - loss: ${
        1 / e
      } - val_loss: ${2 / e}\n`
    ).join(""),
  );
  assertEquals([history.unit, history.format], ["epoch", "console log"]);
  assertEquals([history.trainLoss, history.heldOutLoss], [[1, 1 / 2, 1 / 3], [2, 1, 2 / 3]]);
});

Deno.test("console: nanoGPT's steps, of which one is NaN", () => {
  const history = read(
    "step 0: train loss 4.2874, val loss 4.2823\niter 0: loss 4.2649, time 37232.93ms, mfu -100.00%\n" +
      "iter 10: loss 3.2438, time 22.10ms, mfu 16.86%\nstep 250: train loss 2.1, val loss 2.2\niter 250: loss nan, time 22.1ms, mfu 17%\n",
  );
  assertEquals([history.unit, history.heldOutLoss?.filter((v) => v !== null)], ["step", [4.2823, 2.2]]);
  assertEquals(history.series?.find(({ name }) => name === "loss")?.values, [4.2649, 3.2438, NaN]);
});

Deno.test("console: nanoGPT before its third evaluation: the losses of its steps are the course, two estimates are none", () => {
  const estimate = (step: number) => `step ${step}: train loss 4.2874, val loss 4.2823`;
  const losses = Array.from({ length: 30 }, (_, i) => 4 - 0.1 * i);
  const steps = losses.map((loss, i) => `iter ${10 * i}: loss ${loss}, time 22.10ms`);
  assertEquals(read([estimate(0), ...steps].join("\n")).trainLoss, losses);
  assertEquals(read([estimate(0), ...steps, estimate(300)].join("\n")).trainLoss, losses);
});

Deno.test("console: the Trainer's printed dictionaries", () => {
  const history = read(
    [1, 2, 3].map((i) => `{'loss': ${3 / i}, 'grad_norm': 1.5, 'learning_rate': 2e-05, 'epoch': ${i / 10}}`)
      .join("\n"),
  );
  assertEquals([history.unit, history.trainLoss], ["step", [3, 1.5, 1]]);
  assertEquals(history.learningRate, [2e-5, 2e-5, 2e-5]);
});

Deno.test("console: the Trainer's printed dictionaries since Transformers 5, which quotes their numbers", () => {
  const history = read(
    [1, 2, 3].map((i) =>
      `{'loss': '${3 / i}', 'grad_norm': '1.5', 'learning_rate': '2e-05', 'epoch': '0.${i}'}\n` +
      `{'eval_loss': '${4 / i}', 'epoch': '0.${i}'}\n`
    ).join(""),
  );
  const valuesOf = (name: string) => history.series?.find((series) => series.name === name)?.values;
  assertEquals([valuesOf("loss"), valuesOf("eval_loss")], [[3, 1.5, 1], [4, 2, 4 / 3]]);
  assertEquals(history.learningRate?.find((rate) => rate !== null), 2e-5);
});

Deno.test("console: megabytes of what nearly is a name, a space or a mark take no more than their length", () => {
  // in time that grows with the square of the length this would take days
  for (
    const hostile of ["a-", "'a b ", "epoch-", "loss  ", "\r\b", "resuming ", "--"].concat(
      "[1<1, 1",
      "1",
      "0%| ",
      "最佳训练",
      "best test ",
      "eval ",
      "a INFO ",
      "step  ",
      "step 1 ",
      "x 5%|",
      "tensor([",
      "<tf.Tensor ",
      "\x1b[",
    )
  ) {
    const { trainLoss } = read(`loss: 1\nloss: 0.5\n${hostile.repeat(1_000_000)}\n`);
    assertEquals(trainLoss, [1, 0.5], hostile);
  }
  for (const begun of ["[00:01<00:02, ", "5%||", "[", "eval", "get best test loss ", "Pseudo dice ["]) {
    for (const more of ["1", " "]) {
      const { trainLoss } = read(`loss: 1\nloss: 0.5\n${begun}${more.repeat(1_000_000)}\n`);
      assertEquals(trainLoss, [1, 0.5], begun);
    }
  }
  const rounds = Array.from({ length: 400 }, (_, i) => `[${i}]\ttrain-rmse:1 ${"a-".repeat(900)}\n`).join("");
  assertEquals(read(rounds).trainLoss.length, 400);
});

Deno.test("console: a line that begins with its split gives it to all of its numbers", () => {
  const history = read(
    [1, 2, 3].map((e) => `Epoch ${e}/3\ntrain Loss: ${1 / e} Acc: 0.5\nval Loss: ${2 / e} Acc: 0.4\n`).join(
      "",
    ),
  );
  assertEquals([history.trainLoss, history.heldOutLoss], [[1, 1 / 2, 1 / 3], [2, 1, 2 / 3]]);
  assertEquals(
    history.series?.find(({ role, split }) => role === "metric" && split === "validation")?.values,
    [
      0.4,
      0.4,
      0.4,
    ],
  );
});

Deno.test("console: a number inside of a sentence is no measure, and none that was left out", () => {
  const history = read(
    [1, 2, 3].map((i) => `Iteration ${i}, loss = ${1 / i}\nValidation score: 0.${i}\n`).join("") +
      "Validation score did not improve more than tol=0.000100 for 10 consecutive epochs. Stopping.\n",
  );
  assertEquals(history.trainLoss, [1, 1 / 2, 1 / 3]);
  assertEquals(history.leftOut, []);
  const improved = read(
    [1, 2, 3].map((e) =>
      `Epoch ${e}\nloss: ${1 / e} - val_loss: ${2 / e}\nval_loss improved from 9 to 8, best loss after 4\n`
    ).join(""),
  );
  assertEquals(improved.series?.map(({ name }) => name), ["loss", "val_loss"]);
  assertEquals(improved.leftOut, []);
});

Deno.test("console: MMDetection's lines begin with a time", () => {
  const history = read(
    [50, 100, 150].map((i) =>
      `2023-01-01 12:00:${
        i % 60
      } - mmdet - INFO - Epoch [1][${i}/1000]\tlr: 2.0e-02, eta: 1:02:03, time: 0.3, loss_cls: 0.5, loss: ${
        100 / i
      }, grad_norm: 4.2`
    ).join("\n"),
  );
  assertEquals(history.series?.find(({ name }) => name === "loss")?.values, [2, 1, 100 / 150]);
});

Deno.test("console: JSON that is cut off stays JSON that is cut off", () => {
  const error = assertThrows(() =>
    read('{\n "log_history": [\n  {\n   "loss": 0.5,\n   "step": 10\n  },\n  {"loss": 0.4')
  );
  assertMatch((error as Error).message, /cut off/);
});

Deno.test("Stable-Baselines3's monitor.csv: a row is an episode, r its reward", () => {
  const history = read(
    '#{"t_start": 1.5, "env_id": "CartPole-v1"}\nr,l,t\n20.0,20,0.1\n31.0,31,0.2\n45.0,45,0.3\n',
  );
  const reward = history.series?.find(({ role }) => role === "reward");
  assertEquals([history.format, reward?.values], ["Stable-Baselines3 monitor.csv", [20, 31, 45]]);
});

Deno.test("console: llm.c's lines, scikit-learn's verbose ones, and a count in brackets", () => {
  const llmc = read(
    "s:0 tel:11.0\ns:0 trl:10.9 lr:0.0 norm:2.5\ns:1 trl:9.5 lr:0.0006 norm:1.5\ns:2 tel:8.9\n",
  );
  assertEquals([llmc.unit, llmc.trainLoss, llmc.heldOutLoss], ["step", [10.9, 9.5], [11, 8.9]]);
  assertEquals([llmc.learningRate, llmc.gradientNorm], [[0, 0.0006], [2.5, 1.5]]);
  const sklearn = read([1, 2, 3].map((i) => `Iteration ${i}, loss = ${1 / i}\n`).join(""));
  assertEquals([sklearn.unit, sklearn.trainLoss], ["step", [1, 1 / 2, 1 / 3]]);
  const counted = read(
    [0, 100, 200].map((i) => `[${String(i).padStart(6, "0")}] loss=${i + 1} lr=4e-4`).join("\n"),
  );
  assertEquals([counted.unit, counted.at, counted.trainLoss], ["step", [0, 100, 200], [1, 101, 201]]);
});

Deno.test("console: that training was resumed is noted", () => {
  const part = "Resuming training from out\nstep 0: train loss 3, val loss 3.1\n";
  assertEquals(read(part + "step 10: train loss 2, val loss 2.1\n").notes, ["training was resumed once"]);
  assertEquals(
    read(part + part.replace("step 0", "step 20")).notes,
    ["training was resumed 2 times"],
  );
});

Deno.test("console: XGBoost, LightGBM and CatBoost, a line a tree", () => {
  const xgboost = read([0, 1, 2].map((i) => `[${i}]\ttrain-rmse:${4 - i}\teval-rmse:${5 - i}`).join("\n"));
  assertEquals([xgboost.format, xgboost.trainLoss, xgboost.heldOutLoss], ["XGBoost log", [4, 3, 2], [
    5,
    4,
    3,
  ]]);
  const scikit = read(
    [0, 1, 2].map((i) => `[${i}]\tvalidation_0-logloss:${3 - i}\tvalidation_1-logloss:${4 - i}`).join("\n"),
  );
  assertEquals([scikit.trainLoss, scikit.heldOutLoss], [[3, 2, 1], [4, 3, 2]]);
  const lightgbm = read(
    "Training until validation scores don't improve for 50 rounds\n" +
      [1, 2, 3].map((i) => `[${i}]\ttraining's l2: ${3 / i}\tvalid_1's l2: ${4 / i}`).join("\n"),
  );
  assertEquals([lightgbm.trainLoss, lightgbm.heldOutLoss], [[3, 1.5, 1], [4, 2, 4 / 3]]);
  const catboost = read(
    [0, 1, 2].map((i) =>
      `${i}:\tlearn: ${0.6 - i / 10}\ttest: 0.7\tbest: 0.7 (0)\ttotal: 53ms\tremaining: 5s`
    ).join("\n"),
  );
  assertEquals([catboost.format, catboost.trainLoss.length, catboost.heldOutLoss], ["CatBoost log", 3, [
    0.7,
    0.7,
    0.7,
  ]]);
});

Deno.test("console: episodes with their rewards or scores", () => {
  const printed = [10, 20, 30].map((i) => `Episode ${i}\tAverage Score: ${i / 2}`).join("\n");
  const reward = read(printed).series?.find(({ role }) => role === "reward");
  assertEquals([reward?.at, reward?.values], [[10, 20, 30], [5, 10, 15]]);
  assertEquals(unitOf(read(printed)), "episode");
});

Deno.test("a table that counts episodes says so, and one that counts epochs too", () => {
  assertEquals(unitOf(read("episode,reward\n1,2.5\n2,3.5\n3,4\n")), "episode");
  assertEquals(unitOf(read("epoch,iteration,loss\n1,100,2.5\n2,200,2\n3,300,1\n")), "epoch");
});

Deno.test("console: how good the best was so far is no course; what was evaluated is told by the line above", () => {
  const at = (e: number, dev: number, test: number) =>
    `2026-01-02 10:20:3${e},405 - train.log - INFO - evaluate:dev\naccuracy:  99.0%; precision: 50.0%; recall: 40.0%; FB1: ${dev}\n` +
    `             LOC: precision:  10.0%; recall:  10.0%; FB1:  10.0  7\nnew best dev f1 score:${dev}\n` +
    `evaluate:test\naccuracy:  98.0%; precision: 50.0%; recall: 40.0%; FB1: ${test}\nnew best test f1 score:${test}\n`;
  const history = read(
    `Created model with 6 layers\nlr : 0.001\n${at(1, 40, 35)}${at(2, 60, 50)}${at(3, 50, 45)}`,
  );
  const f1 = history.series?.filter(({ name }) => /FB1/.test(name)).map(({ name, split, at, values }) => [
    name,
    split,
    at,
    values,
  ]);
  assertEquals(f1, [
    ["dev FB1", "validation", [1, 2, 3], [40, 60, 50]],
    ["test FB1", "test", [1, 2, 3], [35, 50, 45]],
  ]);
  assertEquals(unitOf(history), "step");
  assertMatch(history.notes.join(), /counts neither epochs nor steps/);
});

Deno.test("console: settings that are printed first, and numbers in prose, are neither series nor left out", () => {
  const history = read(
    "base_lr: 0.1\nlambda_l1: 0.001\nlearning_rate: 0.01\nSet random seed to 42\nUsing 8 threads for linear algebra: 8\n" +
      [1, 2, 3].map((e) => `Epoch ${e}/3, Train Loss: ${1 / e}, samples: 500\nsaved 17 files\n`).join(""),
  );
  assertEquals([history.series?.map(({ name }) => name), history.leftOut], [["Train Loss"], ["samples"]]);
});

Deno.test("console: an epoch with a word before it counts", () => {
  const history = read([100, 200, 300].map((e) => `Training epoch: ${e}, Loss: ${1 / e}\n`).join(""));
  assertEquals([history.unit, history.at, history.leftOut], ["epoch", [100, 200, 300], []]);
});

Deno.test("a table says what its rows are: logged iterations, several in an epoch, or taken as epochs", () => {
  assertEquals(read("iteration,loss\n10,3\n20,2\n").format, "CSV, one row a logged iteration");
  assertEquals(read("epoch,batch,train_loss\n1,1,3\n1,2,2\n2,1,1\n").format, "CSV, several rows an epoch");
  assertEquals(read("train_loss,train_acc\n3,0.1\n2,0.2\n").format, "CSV, rows taken as epochs from 1");
  assertEquals(read("epoch,train_loss\n1,3\n2,2\n").format, "CSV, one row an epoch");
});

Deno.test("console: a plan that stands among the settings and names more epochs than were done is not over, unless it was stopped or begun anew", () => {
  const lines = [1, 2, 3, 4].map((epoch) => `epoch: ${epoch} train loss: ${1 / epoch} val mIoU: 0.${epoch}`);
  for (
    const plan of [
      "Total Epoch:30 image size 256",
      "--n_epochs=30 --lr=0.001",
      "Namespace(epochs=30, batch=8)",
    ]
  ) {
    assertEquals(read([plan, ...lines].join("\n")).planned, { done: 4, of: 30 });
    assertEquals(read([plan, ...lines, "Early stopping at epoch 4"].join("\n")).planned, undefined);
    assertEquals(read([plan, ...lines, ...lines].join("\n")).planned, undefined);
  }
  assertEquals(read(["total epochs: 4", ...lines].join("\n")).planned, undefined);
  // of every fifth epoch the last before the end is the fifth last
  const fifths = [5, 10, 15].map((epoch) => `epoch: ${epoch} train loss: ${1 / epoch}`);
  assertEquals(read(["total epochs: 19", ...fifths].join("\n")).planned, undefined);
  assertEquals(read(["total epochs: 40", ...fifths].join("\n")).planned, { done: 15, of: 40 });
});

Deno.test("console: rows are told apart where the epoch stands with how many there are before the set's name", () => {
  const lines = Array.from(
    { length: 4 },
    (_, i) =>
      `2024-01-27 10:42:38,904 INFO    : Epoch [${i}]/[3] \t Training Phase Loss: ${
        0.9 - 0.1 * i
      } \t Accuracy: 0.${5 + i}\n` +
      `2024-01-27 10:42:58,879 INFO    : Epoch [${i}]/[3] \t Validation Phase Loss: ${
        1 - 0.1 * i
      } \t Accuracy: 0.${4 + i}\n`,
  );
  const { trainLoss, heldOutLoss, series } = readHistory(new TextEncoder().encode(lines.join("")));
  assertEquals(trainLoss.map((loss) => loss?.toFixed(1)), ["0.9", "0.8", "0.7", "0.6"]);
  assertEquals(heldOutLoss?.map((loss) => loss?.toFixed(1)), ["1.0", "0.9", "0.8", "0.7"]);
  assertEquals(
    series?.filter(({ role }) => role === "metric").map(({ split, values }) => [split, values[0]]),
    [["train", 0.5], ["validation", 0.4]],
  );
});

Deno.test("console: what a bar's label counts are the epochs; each bar is read once, though a pipe gave it a line each time", () => {
  const bar = (fold: number, epoch: number, done: number, loss: number) =>
    `[fold_${fold}] ${String(epoch).padStart(3, "0")}/040:  ${
      25 * done
    }%|##   | ${done}/4 [00:1${done}<00:09, 2.11s/it, loss=${loss}]`;
  const fold = (number: number) => [
    `====\n  FOLD ${number}  -  val: case_${number}\n====`,
    ...Array.from({ length: 40 }, (_, i) => i + 1).flatMap((epoch) => [
      ...[0, 1, 1, 4].map((done) => bar(number, epoch, done, (number + 2) / epoch + (4 - done))),
      ...(epoch % 20 === 0
        ? [`  Epoch ${epoch} - mean Dice: 0.${number}${epoch / 10}  |  HD95: 9.5 mm`]
        : []),
    ]),
    `  -> fold ${number}: dice=0.5  hd95=9.5`,
  ];
  const { at, trainLoss, series, notes } = read([...fold(0), ...fold(1), "mean Dice=0.09"].join("\n"));
  assertEquals([at?.length, at?.at(-1), trainLoss.slice(0, 4)], [40, 40, [3, 1.5, 1, 0.75]]);
  // what all folds came to is no evaluation of the last
  assertEquals(series?.find(({ name }) => name === "mean Dice")?.values, [0.12, 0.14]);
  assertMatch(notes.join(), /2 runs in one file/);
});

Deno.test("console: how far the rows of a set have come is no measure of them", () => {
  const bars = [1, 2, 3].map((epoch) =>
    `Epoch [${epoch}]\nTraining: 100%|####| 572/572 [00:29<00:00, 17.70it/s, loss=${
      0.9 / epoch
    }]\nVal Loss: ${1 / epoch}\n`
  ).join("");
  const { series = [] } = read(bars);
  assertEquals(series.map(({ name }) => name).filter((name) => /^train\w*$/i.test(name)), []);
});

Deno.test("console: an epoch's mean leads where it sums up the batches above it", () => {
  const epoch = (i: number) => [
    ...[0, 1, 2].map((step) => `epoch ${i} train step:${step} loss ${2 / (i + 1)}`),
    ...[0, 1, 2].map((step) => `epoch ${i} val step:${step} loss ${9 - step}`),
    `END epoch ${i} train loss ${1 / (i + 1)}`,
    `END epoch ${i} val loss ${3 / (i + 1)}`,
  ];
  const { unit, heldOutLoss, trainLoss } = read(range(6).flatMap(epoch).join("\n"));
  assertEquals(unit, "epoch");
  assertEquals(heldOutLoss, range(6).map((i) => 3 / (i + 1)));
  assertEquals(trainLoss, range(6).map((i) => 1 / (i + 1)));
});

Deno.test("console: where in a program a line is written is no measure, and records behind a time are read", () => {
  const said = range(6).map((i) => `loss=${2 / (i + 1)} val_loss=${3 / (i + 1)}`);
  const loguru = said.map((line, i) =>
    `2024-05-01 10:0${i}:00.123 | INFO     | __main__:train:42 - epoch=${i + 1} ${line}`
  );
  assertEquals(read(loguru.join("\n")).trainLoss, range(6).map((i) => 2 / (i + 1)));
  const records = range(6).map((i) =>
    `2024-05-01 10:0${i}:00 INFO {"epoch": ${i + 1}, "loss": ${2 / (i + 1)}, "val_loss": ${3 / (i + 1)}}`
  );
  const { at, trainLoss, heldOutLoss } = read(["2024-05-01 10:00:00 INFO begun", ...records].join("\n"));
  assertEquals(at, [1, 2, 3, 4, 5, 6]);
  assertEquals([trainLoss, heldOutLoss], [
    range(6).map((i) => 2 / (i + 1)),
    range(6).map((i) => 3 / (i + 1)),
  ]);
});

Deno.test("console: rows that a dash or a heading names are of these, and a bar before a measure names none of the line", () => {
  const falls = range(6).map((i) => 2 / (i + 1)), held = falls.map((loss) => loss + 1);
  const logs: readonly ((i: number) => string)[] = [
    (i) =>
      `INFO - step ${10 * i} - train - loss: ${falls[i]}\nINFO - step ${10 * i} - valid - loss: ${held[i]}`,
    (i) => `Epoch ${i + 1}/6 || Loss: ${falls[i]} || Val Loss: ${held[i]}`,
    (i) => `Training epoch ${i + 1}\nloss: ${falls[i]}\nValidating epoch ${i + 1}\nloss: ${held[i]}`,
    (i) => `ep=${i + 1} train=${falls[i]} val=${held[i]} lr=0.001`,
    (i) => `Validation loss: ${held[i]}\nEpoch ${i + 1} finished, train loss: ${falls[i]}`,
  ];
  for (const log of logs) {
    const { trainLoss, heldOutLoss } = read(range(6).map(log).join("\n"));
    assertEquals([trainLoss, heldOutLoss], [falls, held], log(0));
  }
});

Deno.test("console: numbers with a decimal comma are read where none has a point", () => {
  const { trainLoss } = read(
    [2.25, 1.75, 1.5, 1.25, 1.125].map((loss, i) =>
      `Epoch ${i + 1} train loss: ${loss.toFixed(3).replace(".", ",")}`
    ).join("\n"),
  );
  assertEquals(trainLoss, [2.25, 1.75, 1.5, 1.25, 1.125]);
});

Deno.test("console: what is called by its rows alone is a metric where it rises beside a loss that falls, else a loss", () => {
  const roles = (text: string) => read(text).series?.map(({ name, role }) => `${name}: ${role}`);
  const shares = range(6).map((i) =>
    `Epoch: ${i + 1}, Loss: ${2 / (i + 1)}, Train: ${0.1 * i}, Val: ${0.09 * i}`
  );
  assertEquals(roles(shares.join("\n")), ["train Loss: loss", "Train: metric", "Val: metric"]);
  const losses = range(6).map((i) => `Epoch: ${i + 1}, train ${2 / (i + 1)} val ${3 / (i + 1)}`);
  assertEquals(roles(losses.join("\n")), ["train: loss", "val: loss"]);
});

Deno.test("console: headings of training and of validation by turns tell the rows of the lines below them, whatever epoch these name", () => {
  const epoch = (i: number) => [
    `=====training epoch ${i + 1}=====`,
    `Epoch ${i} | loss = ${(1 / (i + 1)).toFixed(3)} | accuracy = ${0.5 + i / 20}`,
    "Training took 4.2 second",
    `=====validate epoch ${i + 1}=====`,
    `Epoch ${i} | loss = ${(2 / (i + 1)).toFixed(3)} | accuracy = ${0.4 + i / 20}`,
  ];
  const history = read(range(4).flatMap(epoch).join("\n"));
  assertEquals(history.trainLoss, [1, 0.5, 0.333, 0.25]);
  assertEquals(history.heldOutLoss, [2, 1, 0.667, 0.5]);
  // a heading of evaluations alone ends where an epoch is named
  const evaluated = range(4).flatMap((i) => [
    `Epoch ${i} | loss = ${1 / (i + 1)}`,
    `Eval epoch: ${i}`,
    `loss = ${2 / (i + 1)}`,
  ]);
  assertEquals(read(evaluated.join("\n")).trainLoss.length, 4);
});
