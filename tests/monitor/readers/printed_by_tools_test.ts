/**
 * What tools of one field print or leave, a few lines of each as their sources write them, with numbers of ours.
 */
import { assertEquals, assertMatch } from "@std/assert";
import { leadingReward } from "../../../src/monitor/rewards/rewards.ts";
import type { History } from "../../../src/monitor/mod.ts";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { unitOf } from "../../../src/monitor/series.ts";

const read = (text: string) => readHistory(new TextEncoder().encode(text));
const valuesOf = ({ series = [] }: History, name: string) => series.find((one) => one.name === name)?.values;
const lines = (of: (i: number) => string) => [1, 2, 3, 4].map(of).join("");

Deno.test("DEAP: a generation a line, whose fitness is to rise where it rose and an error where it fell", () => {
  const logbook = (avg: (i: number) => number, cell = (value: number) => `${value}`) =>
    "evolving\ngen\tnevals\tavg  \tstd\tmin\tmax\n" +
    lines((i) => `${i - 1}  \t30    \t${cell(avg(i))}  \t2\t${cell(avg(i) - 2)}\t${cell(avg(i) + 2)}\n`) +
    "-- end --\n";
  const rises = read(logbook((i) => 10 * i));
  assertEquals([rises.format, unitOf(rises), rises.at], ["DEAP logbook", "generation", [0, 1, 2, 3]]);
  assertEquals(leadingReward(rises)?.values, [10, 20, 30, 40]);
  assertEquals(valuesOf(rises, "best_fitness"), [12, 22, 32, 42]);
  const falls = read(logbook((i) => 40 / i));
  assertEquals(valuesOf(falls, "error"), [38, 18, 40 / 3 - 2, 8]);
  assertMatch(falls.notes.join(), /fell: it is taken for an error/);
  // of two objectives the first
  const two = read(logbook((i) => 10 * i, (value) => `[ ${value}.   7.5]`));
  assertEquals(valuesOf(two, "mean_fitness"), [10, 20, 30, 40]);
});

Deno.test("Sockeye: a checkpoint a line, names and values parted by tabs", () => {
  const history = read(
    lines((i) =>
      `${i}\tbleu-val=0.${i}\tconverged=False\tepoch=0\tlearning-rate=0.0003\tperplexity-train=${
        80 / i
      }\tperplexity-val=${90 / i}\ttime-elapsed=${i}0.5\n`
    ),
  );
  assertEquals([history.format, history.unit, history.at], ["Sockeye metrics", "step", [1, 2, 3, 4]]);
  assertEquals([history.trainLoss[1], history.heldOutLoss?.[1]], [40, 45]);
  assertEquals(valuesOf(history, "bleu-val"), [0.1, 0.2, 0.3, 0.4]);
  assertEquals(history.notes, ["a step here is a checkpoint"]);
});

Deno.test("Kaldi: objectives by iteration are accuracies between 0 and 1, else log-likelihoods whose sign is turned", () => {
  const report = (train: (i: number) => number) =>
    "%Iter\tduration\ttrain_objective\tvalid_objective\tdifference\n" +
    lines((i) => `${i - 1}\t3${i}.0\t${train(i)}\t${train(i) - 0.125}\t-0.125\n`) +
    "Total training time is 0:02:10\n";
  const shares = read(report((i) => i / 5));
  assertEquals([shares.format, unitOf(shares), shares.at], ["Kaldi report", "iteration", [0, 1, 2, 3]]);
  assertEquals(valuesOf(shares, "train_accuracy"), [0.2, 0.4, 0.6, 0.8]);
  const likelihoods = read(report((i) => -4 / i));
  assertEquals([likelihoods.trainLoss, likelihoods.heldOutLoss?.[1]], [[4, 2, 4 / 3, 1], 2.125]);
});

Deno.test("AllenNLP: a table an epoch, of training and of validation rows", () => {
  const of = (logger: string) => `2020-01-14 16:34:01,966 - INFO - allennlp.training.${logger} - `;
  const history = read(
    lines((i) =>
      `${of("trainer")}Epoch ${i - 1}/3\n${of("trainer")}Training\n` +
      `accuracy: 0.16, loss: 3.57 ||: 100%|##########| 125/125 [00:37<00:00,  3.32it/s]\n` +
      `${of("tensorboard_writer")}                Training |  Validation\n` +
      `${of("tensorboard_writer")}accuracy        |     0.${i}00  |     0.${i}50\n` +
      `${of("tensorboard_writer")}gpu_0_memory_MB |    10.000  |       N/A\n` +
      `${of("tensorboard_writer")}loss            |     ${(4 / i).toFixed(3)}  |     ${(6 / i).toFixed(3)}\n`
    ),
  );
  assertEquals([history.format, history.unit, history.at], ["AllenNLP log", "epoch", [1, 2, 3, 4]]);
  assertEquals([history.trainLoss, history.heldOutLoss], [[4, 2, 1.333, 1], [6, 3, 2, 1.5]]);
  assertEquals(valuesOf(history, "validation_accuracy"), [0.15, 0.25, 0.35, 0.45]);
});

Deno.test("fastText: a line that is written over itself, the mean loss so far, and what its test came to", () => {
  const history = read(
    "Read 8M words\nNumber of labels: 5\n" +
      lines((i) =>
        `\rProgress: ${25 * i}.0% words/sec/thread:   99${i} lr:  0.0${4 - i}0000 avg.loss:  ${
          4 / i
        } ETA:   0h 0m 9s`
      ) + "\nN\t10000\nP@1\t0.542\nR@1\t0.542\n",
  );
  assertEquals([history.format, history.at, history.trainLoss], ["fastText log", [25, 50, 75, 100], [
    4,
    2,
    4 / 3,
    1,
  ]]);
  assertEquals(history.learningRate, [0.03, 0.02, 0.01, 0]);
  assertEquals(valuesOf(history, "test P@1"), [0.542]);
});

Deno.test("Tesseract: errors of training lines, and of others at the iterations of learning that stand there", () => {
  const history = read(
    "Loaded 1/1 lines (1-1) of document a.lstmf\n" +
      lines((i) =>
        `At iteration ${i}0/${i}00/${i}00, Mean rms=5.5%, delta=54.4%, char train=${
          80 / i
        }%, word train=9${i}%, skip ratio=0%,  New best char error = 9 wrote checkpoint.\n` +
        (i === 3 ? "At iteration 25, stage 0, Eval Char error rate=30.5, Word error rate=60.25\n" : "")
      ),
  );
  assertEquals([history.format, unitOf(history)], ["Tesseract lstmtraining log", "iteration"]);
  assertEquals(valuesOf(history, "train_cer"), [80, 40, 80 / 3, 20]);
  const evaluated = history.series?.find(({ name }) => name === "eval_cer");
  assertEquals([evaluated?.at, evaluated?.values], [[300], [30.5]]);
});

const fall = [4, 2, 1.5, 1.25, 1];

Deno.test("timm: batches with their mean so far, and tests that are validations", () => {
  const text = fall.flatMap((loss, e) => [
    `Train: ${e} [   0/100 (  0%)]  Loss: ${loss + 1} (${
      loss + 1
    })  Time: 0.5s,  256.00/s  (0.5s,  256.00/s)  LR: 1.0e-03`,
    `Train: ${e} [  99/100 (100%)]  Loss: ${
      loss + 2
    } (${loss})  Time: 0.5s,  256.00/s  (0.5s,  256.00/s)  LR: 1.0e-03`,
    `Test: [   0/20]  Time: 0.2 (0.2)  Loss:   9.0 ( 9.0)  Acc@1: 10.0 ( 10.0)  Acc@5: 50.0 ( 50.0)`,
    `Test: [  20/20]  Time: 0.2 (0.2)  Loss:   9.0 ( ${
      loss + 0.5
    })  Acc@1: 10.0 ( 40.0)  Acc@5: 50.0 ( 70.0)`,
  ]).join("\n");
  const { format, unit, trainLoss, heldOutLoss, heldOutName } = read(text);
  assertEquals([format, unit, heldOutName], ["timm log", "epoch", "validation"]);
  assertEquals([trainLoss, heldOutLoss], [fall, fall.map((loss) => loss + 0.5)]);
});

Deno.test("Keras's line of each epoch tells seconds an epoch, and no epoch by them", () => {
  const text = fall.map((loss, e) =>
    `Epoch ${e + 1}/5\n10/10 - 3s - loss: ${loss} - val_loss: ${loss + 1} - 3s/epoch - 29ms/step`
  ).join("\n");
  const { unit, at, trainLoss } = read(text);
  assertEquals([unit, at, trainLoss], ["epoch", fall.map((_, e) => e + 1), fall]);
});

Deno.test("evaluations of Stable-Baselines3's callback and of TensorFlow's estimators stand at the steps that they name", () => {
  const played = fall.map((loss, i) =>
    `Eval num_timesteps=${1000 * (i + 1)}, episode_reward=${10 - loss} +/- 3.10\nEpisode length: ${
      20 + i
    }.00 +/- 0.00`
  ).join("\n");
  const { unit, counted, at } = read(played);
  assertEquals([unit, counted, at], ["step", undefined, fall.map((_, i) => 1000 * (i + 1))]);
  const estimated = fall.map((loss, i) =>
    `INFO:tensorflow:loss = ${loss}, step = ${100 * i} (3.2 sec)\n` +
    `INFO:tensorflow:Saving dict for global step ${100 * i}: accuracy = 0.5, global_step = ${
      100 * i
    }, loss = ${loss + 1}`
  ).join("\n");
  const { trainLoss, heldOutLoss } = read(estimated);
  assertEquals([trainLoss, heldOutLoss], [fall, fall.map((loss) => loss + 1)]);
});

Deno.test("XGBoost: a time or a tab's code before a line, and the spread of folds behind a number, are none of it", () => {
  const lines: readonly ((i: number, loss: number) => string)[] = [
    (i, loss) => `[12:00:0${i}] [${i}]\ttrain-rmse:${loss}\ttest-rmse:${loss + 1}`,
    (i, loss) => `[${i}]#011train-rmse:${loss}#011test-rmse:${loss + 1}`,
    (i, loss) => `[${i}]\ttrain-rmse:${loss}+0.01\ttest-rmse:${loss + 1}+0.02`,
  ];
  for (const line of lines) {
    const { format, trainLoss, heldOutLoss } = read(fall.map((loss, i) => line(i, loss)).join("\n"));
    assertEquals([format, trainLoss, heldOutLoss], ["XGBoost log", fall, fall.map((loss) => loss + 1)]);
  }
});

Deno.test("LightGBM says the line of its best tree once more at its end: the trees after it are read", () => {
  const trees = fall.map((loss, i) => `[${10 * (i + 1)}]\ttrain's l2: ${loss}\tval's l2: ${loss + 1}`);
  const { at, trainLoss, notes } = read(
    [...trees, "Early stopping, best iteration is:", trees[2]].join("\n"),
  );
  assertEquals([at, trainLoss, notes], [[10, 20, 30, 40, 50], fall, []]);
});

Deno.test("CleanRL's return of one environment, MONAI's evaluation and Lightning's line of a checkpoint are read", () => {
  const played = read(
    fall.map((_, i) => `global_step=${100 * i}, episodic_return=[${20 + i}.]`).join("\n"),
  );
  assertEquals(leadingReward(played)?.at, fall.map((_, i) => 100 * i));
  const measured = fall.map((loss, i) =>
    `epoch ${i + 1} average loss: ${loss}\n` +
    `current epoch: ${i + 1} current mean dice: ${1 / loss}\nbest mean dice: ${1 / loss} at epoch: ${i + 1}`
  ).join("\n");
  const dice = read(measured).series?.find(({ role }) => role === "metric");
  assertEquals([dice?.split, dice?.values], ["validation", fall.map((loss) => 1 / loss)]);
  const kept = fall.map((loss, i) =>
    `Epoch ${i}, global step ${
      100 * i
    }: 'val_loss' reached ${loss} (best ${loss}), saving model to 'x.ckpt' as top 1`
  ).join("\n");
  assertEquals(read(kept).heldOutLoss, fall);
});
