/**
 * What tools print or write in layouts of their own: a few lines of each, with numbers of ours.
 */
import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { accuracyOf } from "../../../src/monitor/logged.ts";
import type { History } from "../../../src/monitor/mod.ts";
import { placed } from "../../../src/monitor/readers/epoch_tags.ts";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { unitOf } from "../../../src/monitor/series.ts";

const read = (text: string, name?: string) =>
  readHistory(new TextEncoder().encode(text), name === undefined ? {} : { name });
const valuesOf = ({ series = [] }: History, name: string) => series.find((one) => one.name === name)?.values;
const namesOf = ({ series = [] }: History) => series.map(({ name }) => name);

Deno.test("YOLOv5's results.txt has no names: their order is that of plot_results, the total is the terms' sum", () => {
  const history = read(
    "      0/2     1.2G   0.08   0.04   0.02   0.14   17   640   0.1   0.2   0.15   0.05   0.07   0.03   0.02\n" +
      "      1/2     1.2G   0.06   0.03   0.01   0.10   12   640   0.4   0.5   0.45   0.25   0.05   0.02   0.01\n" +
      "      2/2     1.2G   0.05   0.02   0.01   0.08   21   640   0.6   0.6   0.65   0.40   0.04   0.02   0.01\n",
  );
  assertEquals([history.format, unitOf(history)], ["YOLO results.txt", "epoch"]);
  assertEquals(history.trainLoss.map((loss) => loss?.toFixed(2)), ["0.14", "0.10", "0.08"]);
  assertEquals(history.heldOutLoss?.map((loss) => loss?.toFixed(2)), ["0.12", "0.08", "0.07"]);
  assertEquals(valuesOf(history, "metrics/mAP_0.5:0.95"), [0.05, 0.25, 0.4]);
});

Deno.test("YOLOv3 wrote F1 where YOLOv5 writes the stricter mAP; its first versions had other losses and one of all rows", () => {
  const later = read(
    "0/1 3.1G 2.1 1.2 0.3 3.6 9 416 0.3 0.6 0.4 0.41 1.9 1.1 0.2\n1/1 3.1G 1.8 1.0 0.2 3.0 7 416 0.4 0.7 0.5 0.52 1.7 1.0 0.2\n",
  );
  assertEquals(valuesOf(later, "metrics/F1"), [0.41, 0.52]);
  const first = read(
    "0/1 99/99 0.4 0.3 1.5 0.9 3.1 11 0.2 0.3 0.5 0.25 0.37 3.4\n1/1 99/99 0.3 0.2 1.1 0.6 2.2 14 0.2 0.4 0.6 0.35 0.48 2.9\n",
  );
  assertEquals(first.heldOutLoss, [3.4, 2.9]);
  assertEquals(first.trainLoss.map((loss) => loss?.toFixed(1)), ["3.1", "2.2"]);
  assertThrows(() => read("0/9 1.2G 0.1 0.2 0.3 0.4\n1/9 1.2G 0.1 0.2 0.3 0.4\n"), TypeError, "6 columns");
});

Deno.test("YOLO on the terminal: names stand above, a bar is written over, the best checkpoint's metrics are no epoch", () => {
  const epoch = (e: number, box: number, map: number) =>
    "\n     Epoch   gpu_mem       box       obj       cls     total    labels  img_size\n" +
    `\r  0%|          | 0/4 [00:00<?, ?it/s]\r ${e}/2 1.2G 9 9 9 9 5 640:  25%|##  | 1/4\r ${e}/2 1.2G ${box} 0.03 0.01 0.1 21 640: 100%|####| 4/4 [00:02<00:00]\n` +
    `                 all         128         929       0.5       0.6       ${map}       0.2\n`;
  const history = read(
    `\x1b[34m\x1b[1mhyperparameters: \x1b[0mlr0=0.01, box=0.05, cls=0.5, obj=1.0\n${epoch(0, 0.08, 0.3)}${
      epoch(1, 0.06, 0.4)
    }${
      epoch(2, 0.05, 0.5)
    }                 all         128         929       0.5       0.6       0.4       0.2\nTraceback: no attribute "x"\n`,
  );
  assertEquals(history.format, "YOLO console log");
  assertEquals(valuesOf(history, "train/box_loss"), [0.08, 0.06, 0.05]);
  assertEquals(valuesOf(history, "metrics/mAP_0.5"), [0.3, 0.4, 0.5]);
  assertEquals(history.leftOut, []);
});

Deno.test("boxes that OpenAI's baselines print behind a dump of parameters", () => {
  const box = (e: number, rate: number) =>
    "-".repeat(32) + `\n| epoch              | ${e}        |\n| stats_o/mean       | 0.2      |\n` +
    `| test/success_rate  | ${rate}      |\n| train/success_rate | 0.1      |\n` + "-".repeat(32) + "\n";
  const history = read(
    `gamma: 0.98\npi_lr: 0.001\nnetwork: a.b:Actor\n${box(0, 0.1)}Saving policy\n${box(1, 0.4)}${
      box(2, 0.9)
    }`,
  );
  assertEquals([history.format, unitOf(history)], ["boxed log", "epoch"]);
  assertEquals(valuesOf(history, "test/success_rate"), [0.1, 0.4, 0.9]);
  assertEquals(history.leftOut, ["stats_o/mean"]);
});

Deno.test("boxes of Stable-Baselines3: what stands indented is named by the heading above it", () => {
  const box = (steps: number, reward: number) =>
    "-".repeat(34) + `\n| rollout/           |            |\n|    ep_len_mean     | 22.5       |\n` +
    `|    ep_rew_mean     | ${reward}       |\n| time/              |            |\n` +
    `|    total_timesteps | ${steps}       |\n| train/             |            |\n|    value_loss      | 7.5        |\n` +
    "-".repeat(34) + "\n";
  const history = read(`Using cpu device\n${box(2048, 22)}${box(4096, 31)}`);
  assertEquals(history.series?.find(({ name }) => name === "rollout/ep_rew_mean")?.at, [2048, 4096]);
  assertEquals(namesOf(history).sort(), ["rollout/ep_len_mean", "rollout/ep_rew_mean", "train/value_loss"]);
});

Deno.test("boxes of Spinning Up: names stand to the right", () => {
  const box = (e: number, reward: number) =>
    `${
      "-".repeat(39)
    }\n|             Epoch |               ${e} |\n|      AverageEpRet |             ${reward} |\n|            LossPi |        -0.0031 |\n${
      "-".repeat(39)
    }\n`;
  assertEquals(valuesOf(read(box(0, -41) + box(1, -33)), "AverageEpRet"), [-41, -33]);
});

Deno.test("Caffe: the loss that is trained is told apart from the nets' outputs; prototxt files are no measures", () => {
  const glog = (file: string, text: string) => `I0102 10:20:30.405060  4711 ${file}] ${text}\n`;
  const at = (iteration: number, loss: number) =>
    glog("solver.cpp:337", `Iteration ${iteration}, Testing net (#0)`) +
    glog("solver.cpp:404", `    Test net output #0: accuracy = ${1 - loss / 10}`) +
    glog("solver.cpp:228", `Iteration ${iteration} (12.5 iter/s, 8s/100 iters), loss = ${loss}`) +
    glog("solver.cpp:244", `    Train net output #0: loss = ${loss + 1} (* 1 = ${loss + 1} loss)`) +
    glog("sgd_solver.cpp:106", `Iteration ${iteration}, lr = 0.01`);
  const history = read(
    `${
      glog("solver.cpp:48", "Initializing solver from parameters: ")
    }base_lr: 0.01\nmax_iter: 300\nloss_weight: 1\nloss_weight: 2\n${at(0, 4)}${at(100, 2)}${at(200, 1)}`,
  );
  assertEquals([history.format, unitOf(history), history.notes], ["Caffe log", "iteration", []]);
  assertEquals([history.trainLoss, history.at], [[4, 2, 1], [0, 100, 200]]);
  assertEquals(namesOf(history), ["loss", "test/accuracy", "train net/loss", "lr"]);
  assertEquals(valuesOf(history, "test/accuracy"), [0.6, 0.8, 0.9]);
});

Deno.test("Deeplearning4j's score at an iteration is its loss", () => {
  const history = read(
    [0, 100, 200].map((i) =>
      `06:38:16.402 [main] INFO org.deeplearning4j.optimize.listeners.ScoreIterationListener - Score at iteration ${i} is ${
        2 / (1 + i / 100)
      }\n`
    ).join(""),
  );
  assertEquals([unitOf(history), history.at, history.trainLoss], ["iteration", [0, 100, 200], [2, 1, 2 / 3]]);
});

Deno.test("CycleGAN's loss_log.txt: losses of networks and of cycles by epoch, and a restart", () => {
  const line = (epoch: number, iters: number, cycle: number) =>
    `(epoch: ${epoch}, iters: ${iters}, time: 0.412, data: 0.003) D_A: 0.25 G_A: 0.31 cycle_A: ${cycle} idt_A: 0.7 \n`;
  const history = read(
    "================ Training Loss (Fri Jan  2 10:20:30 2026) ================\n" + line(1, 100, 2.5) +
      line(1, 200, 1.5) + line(2, 100, 1) + line(3, 100, 0.8),
  );
  assertEquals(namesOf(history).filter((name) => name !== "time"), ["D_A", "G_A", "cycle_A", "idt_A"]);
  assertEquals(history.series?.find(({ name }) => name === "cycle_A")?.at, [1, 1, 2, 3]);
});

Deno.test("ComboGAN's loss_log.txt has a value of each network behind a name: their mean, below a title", () => {
  const line = (epoch: number, d: string, cycle: string) =>
    `(epoch: ${epoch}, iters: 100, time: 0.291) D: ${d} | G: 0.25, 0.75 | Cyc: ${cycle} | \n`;
  const history = read(
    "##ComboGAN\n\n================ Training Loss (Fri Jan  2 10:20:30 2026) ================\n" +
      line(1, "0.25, 0.75", "0.5, 1") + line(2, "0.25, 0.25", "0.5, 0.5"),
  );
  assertEquals(valuesOf(history, "D"), [0.5, 0.25]);
  assertEquals([valuesOf(history, "G"), valuesOf(history, "Cyc")], [[0.5, 0.5], [0.75, 0.5]]);
});

Deno.test("a table of runs is no history: W&B's export has a row a run, all at their last step", () => {
  const table = (second: number) =>
    `"Name","State","lr","iter","train/loss"\n"a","finished","0.1","50","1.2"\n"b","finished","0.01","${second}","1.1"\n`;
  assertThrows(() => read(table(50)), TypeError, "it looks like one row a run (a Name each, all at iter 50)");
  assertEquals(read(table(60)).trainLoss, [1.2, 1.1]);
});

Deno.test("lines of words in one column are no table", () => {
  const text = `${"=".repeat(50)}\nTraining pipeline\n${
    "=".repeat(50)
  }\nRandomForest Test Accuracy: 69.38%\n`;
  assertThrows(() => read(text, "train_log.txt"), TypeError, "no history that is known: 4 lines of text");
});

Deno.test("CatBoost counts its iterations from 0, and so are they told", () => {
  const text = JSON.stringify({
    meta: { learn_metrics: [{ name: "RMSE" }], test_metrics: [] },
    iterations: [0, 1, 2].map((iteration) => ({ iteration, learn: [3 - iteration] })),
  });
  assertEquals(read(text, "catboost_training.json").at, [0, 1, 2]);
});

Deno.test("Flair's loss.tsv: two tabs behind the training loss, a line for what was not measured", () => {
  const history = read(
    "EPOCH\tTIMESTAMP\tBAD_EPOCHS\tLEARNING_RATE\tTRAIN_LOSS\tTRAIN_F-SCORE\tDEV_LOSS\tDEV_F-SCORE\n" +
      "0\t10:20:30\t0\t0.1000\t0.9\t\t_\t0.8\t0.61\n1\t10:20:40\t0\t0.1000\t0.5\t\t_\t0.6\t0.74\n",
  );
  assertEquals([history.format, history.trainLoss, history.heldOutLoss], ["Flair loss.tsv", [0.9, 0.5], [
    0.8,
    0.6,
  ]]);
  assertEquals(valuesOf(history, "DEV_F-SCORE"), [0.61, 0.74]);
});

Deno.test("the Monitor of OpenAI's baselines has a space behind its hash", () => {
  const history = read(
    '# {"t_start": 1.5, "env_id": "CartPole-v0"} \nr,l,t\n9,9,1.25\n12,12,2.5\n15,15,3.75\n',
  );
  assertMatch(history.format, /baselines/);
  assertEquals([unitOf(history), valuesOf(history, "episode_reward")], ["episode", [9, 12, 15]]);
});

Deno.test("numbers in brackets, a line an epoch, are one series", () => {
  assertEquals(read("[0.75]\n[0.5]\n[0.25]\n").trainLoss, [0.75, 0.5, 0.25]);
  assertEquals(read("[0.75, 0.8]\n[0.5, 0.7]\n[0.25, 0.6]\n").heldOutLoss, [0.8, 0.7, 0.6]);
});

Deno.test("Keras's TensorBoard tags that begin with epoch_ count epochs, and only where all do", () => {
  const column = (name: string) => ({ name, at: [0, 1], values: [0.9, 0.7] });
  const epochs = placed([
    column("epoch_loss"),
    column("train/epoch_accuracy"),
    column("evaluation_loss_vs_iterations"),
  ]);
  assertEquals([epochs.unit, epochs.columns[0].at, epochs.notes], ["epoch", [1, 2], [
    "epochs counted from 1 here",
  ]]);
  assertEquals(placed([column("epoch_loss"), column("batch_loss")]).unit, "step");
});

Deno.test("ImageNet's example: means in brackets, an evaluation by its summary, an epoch that has only begun left out", () => {
  const training = (e: number, b: number, loss: number) =>
    `Epoch: [${e}][${b}/30]\tTime  0.4 ( 0.5)\tData  0.0 ( 0.1)\tLoss 9.9e+00 (${loss}e+00)\tAcc@1  12.50 ( ${
      10 * e + b
    }.00)\n`;
  const history = read(
    "=> creating model 'resnet18'\n" +
      [0, 1].map((e) =>
        training(e, 0, 6) + training(e, 20, 3 - e) +
        `Test: [0/4]\tTime  1.0 ( 1.0)\tLoss 7.0e+00 (7.0e+00)\tAcc@1  80.00 ( 80.00)\n` +
        `Test: [3/4]\tTime  1.0 ( 1.0)\tLoss 7.0e+00 (${4 - e}.5e+00)\tAcc@1  20.00 ( 44.00)\n` +
        ` *   Acc@1 4${e}.125 Acc@5 70.250\n`
      ).join("") + training(2, 0, 1),
  );
  assertEquals([history.format, history.at], ["PyTorch ImageNet log", [1, 2]]);
  assertEquals(history.trainLoss, [3, 2]);
  assertEquals(history.heldOutLoss, [4.5, 3.5]);
  assertEquals(valuesOf(history, "test Acc@1"), [40.125, 41.125]);
  assertEquals(valuesOf(history, "Acc@1"), [20, 30]);
  assertMatch(history.notes[0], /batch 0 of 30 of another epoch, which is left out/);
});

Deno.test("ImageNet's example: the result of an evaluation counts, and rows that were held back are judged before test rows", () => {
  const epoch = (i: number) =>
    `Epoch: [${i}][0/20]\tLoss 0.9 (0.9)\tERR 30.5 (30.5)\nEpoch: [${i}][10/20]\tLoss 0.8 (${
      0.8 - i / 10
    })\tERR 29 (29.5)\n`;
  const evaluated = (stars: string, error: number) =>
    `Test: [0/4]\tLoss 0.5 (0.5)\tERR 11.5 (11.5)\n ${stars} ERR ${error} LOSS ${error / 100}\n`;
  const log = [0, 1, 2].map((i) => epoch(i) + evaluated("*", 25 - i)).join("");
  const valuesOf = (text: string) =>
    Object.fromEntries((read(text).series ?? []).map(({ name, values }) => [name, values]));
  assertEquals(valuesOf(log)["test ERR"], [25, 24, 23]);
  const tested = valuesOf(`${log}----- Evaluate Model on Test Set -----\n${evaluated("**", 27)}`);
  assertEquals([tested["val ERR"], tested["test ERR"]], [[25, 24, 23], [27]]);
});

Deno.test("torchvision's references write the same with colons, and the loss behind the star", () => {
  const history = read(
    [0, 1].map((e) =>
      `Epoch: [${e}]  [ 10/20]  eta: 0:00:09  lr: 0.1  img/s: 99.1 (90.2)  loss: 5.0 (${
        2 - e
      }.5)  acc1: 1.0 (${e + 1}0.5)\n` +
      `Test:  [0/5]  eta: 0:00:01  loss: 9.0 (9.0)  acc1: 9.0 (9.0)\n * Acc@1 3${e}.5 Acc@5 60.5 loss 1.${e}\n`
    ).join(""),
  );
  assertEquals(history.trainLoss, [2.5, 1.5]);
  assertEquals(valuesOf(history, "test Acc@1"), [30.5, 31.5]);
  assertEquals(history.heldOutLoss, [1, 1.1]);
});

Deno.test("PyTorch's DCGAN example counts epochs and batches in brackets, and what the discriminator answers", () => {
  const history = read(
    "Random Seed:  7\n" +
      [0, 1, 2].flatMap((e) =>
        [0, 50].map((b) => `[${e}/3][${b}/99] Loss_D: 0.8 Loss_G: ${2 + e} D(x): 0.7 D(G(z)): 0.2 / 0.1`)
      ).join("\n"),
  );
  assertEquals([history.format, history.unit, history.at], ["DCGAN log", "epoch", [1, 2, 3]]);
  assertEquals(namesOf(history), ["Loss_D", "Loss_G", "D(x)", "D(G(z))"]);
  assertEquals(valuesOf(history, "D(G(z))")?.length, 6);
});

Deno.test("Acc@1 and Prec@1 are accuracies, in per cent", () => {
  for (const name of ["Acc@1", "Prec@1"]) {
    const history = read(
      [0, 1, 2].map((e) =>
        `Epoch: [${e}][9/10]\tLoss 1.0 (0.${9 - e})\t${name} 9.0 (${50 + e}.0)\n * ${name} 4${e}.0\n`
      ).join(""),
    );
    assertEquals(accuracyOf(history, "train"), [0.5, 0.51, 0.52]);
    assertEquals(accuracyOf(history, "test"), [0.4, 0.41, 0.42]);
  }
});

Deno.test("build-nanogpt's log.txt: a line a value, each kind on its own steps; hella is read beside them", () => {
  const history = read(
    "0 val 10.9\n0 hella 0.25\n0 train 11\n1 train 10.5\n2 train 9.8\n250 val 6.1\n250 hella 0.26\n250 train 6\n",
    "log.txt",
  );
  assertEquals([history.unit, history.trainLoss], ["step", [11, 10.5, 9.8, 6]]);
  assertEquals(history.heldOutLoss, [10.9, null, null, 6.1]);
  assertEquals(valuesOf(history, "hella"), [0.25, 0.26]);
});

Deno.test("three columns of other words are no such log", () => {
  assertThrows(() => read("1 apple 0.5\n2 pear 0.6\n3 plum 0.7\n", "fruit.txt"), TypeError, "no history");
});

Deno.test("JDE: the last line of an epoch holds its means; the total is the loss, though it falls below zero", () => {
  const names = "    Epoch       Batch       box      conf        id     total  nTargets      time\n";
  const line = (epoch: number, batch: number, id: number, total: number) =>
    `    ${epoch}/9      ${batch}/165     0.05      0.3     ${id}     ${total}      82.1      7.1\n`;
  const epoch = (at: number, total: number) =>
    names + line(at, 0, 19, total + 4) + line(at, 160, 12 - at, total);
  const history = read(
    `${epoch(0, 30)}dataset summary\n${epoch(1, -4)}${epoch(2, -7.5)}${line(3, 0, 9, -8)}`,
  );
  assertEquals([history.format, unitOf(history), history.trainLoss], ["JDE log", "epoch", [30, -4, -7.5]]);
  assertEquals(valuesOf(history, "train/id_loss"), [12, 11, 10]);
  assertMatch(history.notes.join(), /ends at batch 0 of 165 of another epoch/);
  // behind the head that a logger writes
  const stamped = `${epoch(0, 30)}${epoch(1, -4)}`.replace(/^/gm, "2024-03-01 10:20:30 [INFO]: ");
  assertEquals(read(stamped).trainLoss, [30, -4]);
});
