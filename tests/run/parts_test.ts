/**
 * Runs that a tool spreads over several files are one run: the folders are what MLflow, DVCLive and Keras's TensorBoard callback
 * left (python/fixtures).
 */
import { assertEquals, assertThrows } from "@std/assert";
import { leadingLoss, leadingMetric } from "../../src/monitor/logged.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { findHistories } from "../../src/run/histories.ts";
import { createSourceReader } from "../../src/run/appended.ts";
import { readSource } from "../../src/run/history.ts";
import { downloadedRuns, partsOf } from "../../src/run/parts.ts";
import { folderTest } from "../in_folder.ts";

const FIXTURES = new URL("../monitor/fixtures/", import.meta.url).pathname;

const RUNS: readonly (readonly [string, string, string, string, string])[] = [
  ["mlflow/mlruns", "MLflow run", "train_loss", "val_loss", "val_accuracy"],
  ["dvclive", "DVCLive", "train/loss", "eval/loss", "eval/accuracy"],
  [
    "keras_tensorboard",
    "TensorBoard event files",
    "train/epoch_loss",
    "validation/epoch_loss",
    "validation/epoch_accuracy",
  ],
];

for (const [folder, format, train, held, metric] of RUNS) {
  Deno.test(`parts: ${folder} is one run`, () => {
    const paths = findHistories(FIXTURES + folder);
    assertEquals(paths.length, 1);
    const { history } = readSource(paths[0]);
    assertEquals([history.format, leadingLoss(history, "train")?.name], [format, train]);
    assertEquals(leadingLoss(history, "validation")?.name, held);
    assertEquals(leadingMetric(history, "validation")?.name, metric);
  });
}

Deno.test("parts: where none can be read, the error is that of the first, with its name", () => {
  const folder = Deno.makeTempDirSync();
  Deno.writeTextFileSync(`${folder}/learn_error.tsv`, "iter\tRMSE\n0\t1.5\t3\n1\t1.2\t4\n2\t1.1\t5\n");
  assertThrows(() => readSource(folder), TypeError, "learn_error.tsv: no history that is known: 4 lines");
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("parts: a file that is no measure is left out by name, the rest is read", () => {
  const folder = Deno.makeTempDirSync();
  Deno.mkdirSync(`${folder}/metrics/system`, { recursive: true });
  Deno.mkdirSync(`${folder}/params`);
  Deno.writeTextFileSync(`${folder}/metrics/train_loss`, "1700000000000 0.9 0\n1700000001000 0.7 1\n");
  Deno.writeTextFileSync(`${folder}/metrics/system/cpu`, "1700000000000 90 0\n1700000001000 91 1\n");
  const { history } = readSource(folder);
  assertEquals([history.trainLoss, history.leftOut], [[0.9, 0.7], ["system/cpu"]]);
  Deno.removeSync(folder, { recursive: true });
});

const written = (files: Readonly<Record<string, string>>) => {
  const folder = Deno.makeTempDirSync();
  for (const [name, text] of Object.entries(files)) Deno.writeTextFileSync(`${folder}/${name}`, text);
  return folder;
};
const namesOf = (folder: string) => {
  const paths = findHistories(folder);
  const { history: { format, series = [] } } = readSource(paths[0]);
  return [paths.length, format, ...series.map(({ name, split }) => `${name}: ${split}`)];
};
const TSV = "iter\tLogloss\n0\t0.68\n1\t0.67\n2\t0.66\n";
const DOWNLOAD = "Wall time,Step,Value\n1764100000.1,0,1.7\n1764100011.2,100,0.8\n1764100022.3,200,0.7\n";

Deno.test("parts: the learning rate among MLflow's params is known", () => {
  const folder = Deno.makeTempDirSync();
  for (const part of ["metrics", "params"]) Deno.mkdirSync(`${folder}/${part}`);
  Deno.writeTextFileSync(`${folder}/metrics/train_loss`, "1700000000000 0.9 0\n1700000001000 0.7 1\n");
  Deno.writeTextFileSync(`${folder}/params/lr`, "0.45");
  assertEquals(readSource(folder).history.settings.learningRate, 0.45);
  Deno.writeTextFileSync(`${folder}/params/lr`, "auto");
  assertEquals(readSource(folder).history.settings.learningRate, undefined);
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("parts: MLflow's metrics alone are a run, from any folder above them", () => {
  const folder = Deno.makeTempDirSync(), run = `${folder}/mlruns/0/5f1c`;
  Deno.mkdirSync(`${run}/metrics`, { recursive: true });
  const lines = (from: number) =>
    [0, 1, 2].map((i) => `${1700000000000 + i} ${from / (i + 1)} ${i}\n`).join("");
  Deno.writeTextFileSync(`${run}/metrics/train_loss`, lines(2));
  Deno.writeTextFileSync(`${run}/metrics/val_loss`, lines(3));
  assertEquals(findHistories(folder), [run]);
  for (const path of [run, `${run}/metrics`]) {
    const { history } = readSource(path);
    assertEquals([history.format, history.heldOutLoss], ["MLflow run", [3, 1.5, 1]]);
  }
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("parts: a folder called metrics that holds other things is no run of MLflow", () => {
  const folder = Deno.makeTempDirSync();
  Deno.mkdirSync(`${folder}/metrics`);
  Deno.writeTextFileSync(`${folder}/metrics/accuracy.py`, "def accuracy(a, b):\n  return (a == b).mean()\n");
  for (const path of [folder, `${folder}/metrics`]) assertEquals(partsOf(path), undefined);
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("parts: the files of DVCLive before 2.0 are one run, under scalars or beside its report", () => {
  const table = (name: string, from: number) =>
    `timestamp\tstep\t${name}\n${
      Array.from({ length: 6 }, (_, i) => `${1650000000000 + 9000 * i}\t${i}\t${from / (i + 2)}`).join("\n")
    }\n`;
  for (const place of ["scalars", "dvclive"]) {
    const folder = Deno.makeTempDirSync();
    for (const set of ["train", "valid"]) {
      Deno.mkdirSync(`${folder}/${place}/${set}`, { recursive: true });
      Deno.writeTextFileSync(`${folder}/${place}/${set}/loss.tsv`, table("loss", 2));
    }
    Deno.writeTextFileSync(`${folder}/${place}/accuracy.tsv`, table("accuracy", 1));
    // a table that is none of its files
    Deno.writeTextFileSync(`${folder}/${place}/labels.tsv`, "name\tclass\na\t0\nb\t1\n");
    for (const path of [folder, `${folder}/${place}`]) {
      assertEquals(namesOf(path), [
        1,
        "DVCLive",
        "accuracy: validation",
        "train/loss: train",
        "valid/loss: validation",
      ]);
    }
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("parts: CatBoost's tables of both sets are one run, counted in iterations", () => {
  const folder = written({
    "learn_error.tsv": TSV,
    "test_error.tsv": TSV,
    "time_left.tsv": "iter\tPassed\n",
  });
  assertEquals(namesOf(folder), [
    1,
    "CatBoost tsv",
    "learn/Logloss: train",
    "validation/Logloss: validation",
  ]);
  assertEquals(readSource(folder).history.counted, "iteration");
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("parts: CatBoost's tables of two lengths are of two runs: the held-out one is read", () => {
  const rows = (count: number) =>
    "iter\tLogloss\n" + Array.from({ length: count }, (_, i) => `${i}\t${1 / (i + 1)}\n`).join("");
  const folder = written({ "learn_error.tsv": rows(20), "test_error.tsv": rows(40) });
  const { history } = readSource(folder);
  assertEquals(namesOf(folder).slice(2), ["validation/Logloss: validation"]);
  assertEquals(history.leftOut, ["learn"]);
  assertEquals(
    history.notes[0].split(":")[0],
    "learn_error.tsv ends at iteration 19 and test_error.tsv at 39",
  );
  // a run that is broken off, or still going on, has not written the last lines of both
  Deno.writeTextFileSync(`${folder}/learn_error.tsv`, rows(38));
  assertEquals(namesOf(folder).length, 4);
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("parts: CatBoost's test_error.tsv alone is held-out", () => {
  const folder = written({ "test_error.tsv": TSV });
  assertEquals(namesOf(`${folder}/test_error.tsv`).slice(2), ["validation/Logloss: validation"]);
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("parts: TensorBoard's downloads of one run are one history, a series a tag", () => {
  const folder = written({
    "run-dcgan-tag-Loss_Generator.csv": DOWNLOAD,
    "run-dcgan-tag-Loss_Discriminator.csv": DOWNLOAD,
  });
  assertEquals(namesOf(folder), [
    1,
    "TensorBoard downloads",
    "Loss_Discriminator: train",
    "Loss_Generator: train",
  ]);
  const { history: { series = [] } } = readSource(folder);
  assertEquals(series[0].values, [1.7, 0.8, 0.7]);
  assertEquals(series[0].at, [0, 100, 200]);
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("parts: downloads of a run that Keras keeps in folders by set are joined too", () => {
  const folder = written({
    "run-fit_train-tag-epoch_loss.csv": DOWNLOAD,
    "run-fit_validation-tag-epoch_loss.csv": DOWNLOAD,
  });
  assertEquals(namesOf(folder).slice(2), ["train/epoch_loss: train", "validation/epoch_loss: validation"]);
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("parts: downloads of two runs are two histories", () => {
  const paths = [
    "a/run-x-tag-loss.csv",
    "a/run-x-tag-acc.csv",
    "a/run-y-tag-loss.csv",
    "b/run-x-tag-loss.csv",
  ];
  assertEquals(downloadedRuns([...paths, "a/other.csv"]).map(({ path, files }) => [path, files.length]), [
    ["a/run-x", 2],
    ["a/run-y", 1],
    ["b/run-x", 1],
  ]);
});

folderTest("parts: of a run that grows a line that has not ended is left out", (folder) => {
  Deno.mkdirSync(`${folder}/plots/metrics`, { recursive: true });
  Deno.writeTextFileSync(`${folder}/plots/metrics/loss.tsv`, "step\tloss\n0\t2\n1\t1.5\n2\t1.");
  const read = (isGrowing: boolean) => readSource(folder, { isGrowing }).history.trainLoss;
  assertEquals([read(true), read(false)], [[2, 1.5], [2, 1.5, 1]]);
});

folderTest("parts: event files of which each goes on where the one before it ended are one run", (folder) => {
  const whole = Deno.readFileSync(`${FIXTURES}events.out.tfevents.fixture`);
  const places = recordsOf(whole);
  const middle = places[Math.floor(places.length / 2)];
  Deno.writeFileSync(`${folder}/events.out.tfevents.1`, whole.subarray(0, middle));
  Deno.writeFileSync(
    `${folder}/events.out.tfevents.2`,
    joined(whole.subarray(0, places[1]), whole.subarray(middle)),
  );
  // settings beside them are no history
  Deno.writeTextFileSync(`${folder}/config.json`, '{"lr": 0.1}');
  Deno.writeTextFileSync(`${folder}/requirements.txt`, "torch\n");
  assertEquals(findHistories(folder), [folder]);
  const { series, notes } = readSource(folder).history;
  assertEquals(series, readHistory(whole).series);
  assertEquals(notes.includes("2 event files are read as one run"), true);
});

folderTest(
  "parts: so they are inside of a set's folder, and what a profiler left empty is none",
  (folder) => {
    const copied = (set: string, name: string) => {
      Deno.mkdirSync(`${folder}/${set}`);
      const [{ name: file }] = Deno.readDirSync(`${FIXTURES}keras_tensorboard/${set}`);
      const bytes = Deno.readFileSync(`${FIXTURES}keras_tensorboard/${set}/${file}`);
      Deno.writeFileSync(`${folder}/${set}/${name}`, bytes);
      return bytes;
    };
    copied("validation", "events.out.tfevents.1");
    const whole = copied("train", "events.out.tfevents.1"), places = recordsOf(whole);
    const middle = places[Math.floor(places.length / 2)];
    Deno.writeFileSync(`${folder}/train/events.out.tfevents.1`, whole.subarray(0, middle));
    const rest = joined(whole.subarray(0, places[1]), whole.subarray(middle));
    Deno.writeFileSync(`${folder}/train/events.out.tfevents.2`, rest);
    Deno.writeTextFileSync(`${folder}/train/events.out.tfevents.3.profile-empty`, "");
    const { series, notes } = readSource(folder).history;
    assertEquals(series, readSource(`${FIXTURES}keras_tensorboard`).history.series);
    assertEquals(notes.includes("2 event files are read as one run"), true);
  },
);

folderTest("parts: event files beside a table are left to the table", (folder) => {
  for (const name of ["events.out.tfevents.1", "events.out.tfevents.2"]) {
    Deno.copyFileSync(`${FIXTURES}events.out.tfevents.fixture`, `${folder}/${name}`);
  }
  Deno.writeTextFileSync(`${folder}/results.csv`, "epoch,loss\n1,2\n2,1\n");
  assertEquals(readSource(folder).history.trainLoss, [2, 1]);
});

/** Where each record of an event file begins: its length, two checksums and the record. */
function recordsOf(bytes: Uint8Array): readonly number[] {
  const places: number[] = [], view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length; at += 16 + view.getUint32(at, true)) places.push(at);
  return places;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  return new Uint8Array([...first, ...second]);
}

Deno.test("parts: CatBoost without a test set leaves one table, and is found in its folder", () => {
  const folder = written({
    "learn_error.tsv": TSV,
    "time_left.tsv": "iter\tPassed\tRemaining\n0\t5\t10\n1\t9\t5\n",
  });
  assertEquals(namesOf(folder), [1, "CatBoost tsv", "learn/Logloss: train"]);
  Deno.removeSync(folder, { recursive: true });
});

const EPOCHS = Object.fromEntries([0, 1, 2, 10].map((epoch) => [
  `metrics_epoch_${epoch}.json`,
  JSON.stringify({
    ...{
      epoch,
      training_duration: "0:01:30",
      training_loss: 1 / (1 + epoch),
      validation_loss: 2 / (1 + epoch),
    },
    ...{ validation_accuracy: 0.5, best_epoch: 0, best_validation_loss: 0.5 },
  }),
]));

Deno.test("parts: AllenNLP's folder is a run, an epoch a file; its metrics.json sums up and is none", () => {
  const folder = written({ ...EPOCHS, "metrics.json": '{"best_epoch": 2, "test_loss": 0.6}' });
  for (const set of ["train", "validation"]) Deno.mkdirSync(`${folder}/log/${set}`, { recursive: true });
  assertEquals(namesOf(folder), [
    1,
    "AllenNLP metrics_epoch_N.json",
    "training_loss: train",
    "validation_loss: validation",
    "validation_accuracy: validation",
  ]);
  assertEquals(readSource(folder).history.at, [1, 2, 3, 11]);
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("parts: files that are called by what they measure are one run, epoch by epoch", () => {
  const folder = written({
    "train_loss.txt": "0.9\n0.7\n0.6\n",
    "dev_acc.txt": "[0.5]\n[0.6]\n[0.65]\n",
    "train.txt": "images/1.png\nimages/2.png\n",
    "requirements.txt": "torch\n",
  });
  assertEquals(namesOf(folder), [1, "a file a series", "dev_acc: validation", "train_loss: train"]);
  const { unit, notes } = readSource(folder).history;
  assertEquals([unit, notes], ["epoch", []]);
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("parts: of files that count epochs and iterations all end where the training did", () => {
  const folder = written({
    "loss.csv": "epoch,loss\n1,2\n2,1.5\n3,1.2\n4,1\n",
    "acc.csv": "Total iter,Accuracy\n500,0.2\n1000,0.4\n2000,0.5\n",
  });
  const { unit, notes, series = [] } = readSource(folder).history;
  assertEquals([unit, notes], ["epoch", ["its 2000 steps are placed along its 4 epochs"]]);
  assertEquals(series.find(({ name }) => name === "acc")?.at, [1, 2, 4]);
  assertEquals(readSource(`${folder}/acc.csv`).history.counted, "iteration");
  Deno.removeSync(folder, { recursive: true });
});

Deno.test("parts: a file that has the name of a history and is none does not end the search", () => {
  const folder = written({
    "metrics.json": '{"test_loss": 0.6}',
    "progress.csv": "epoch,loss\n1,0.9\n2,0.7\n",
  });
  assertEquals(readSource(folder).history.trainLoss, [0.9, 0.7]);
  Deno.removeSync(`${folder}/progress.csv`);
  Deno.mkdirSync(`${folder}/log`);
  Deno.writeTextFileSync(`${folder}/log/results.csv`, "epoch,loss\n1,0.8\n2,0.6\n");
  assertEquals(findHistories(folder), [`${folder}/log`].map((path) => `${path}/results.csv`));
  Deno.removeSync(folder, { recursive: true });
});

/** An event file as early versions of tensorboardX left it: in its first record nothing but the time. */
const UNVERSIONED = () => {
  const whole = Deno.readFileSync(`${FIXTURES}events.out.tfevents.fixture`);
  const time = new Uint8Array([9, 0, 0, 0, 0, 0, 0, 0, 0x37, 0xf9, 0x71, 0x39]);
  const first = whole.subarray(12, 21); // its first field, the time
  const record = new Uint8Array([...time, ...first, ...checksumOf(first)]);
  return joined(record, whole.subarray(recordsOf(whole)[1]));
};

/** The masked CRC-32C of TFRecord, bit by bit. */
function checksumOf(bytes: Uint8Array): Uint8Array {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >>> 1 ^ 0x82f63b78 : crc >>> 1;
  }
  crc = ~crc >>> 0;
  return new Uint8Array(new Uint32Array([((crc >>> 15 | crc << 17) + 0xa282ead8) >>> 0]).buffer);
}

Deno.test("parts: an event file need not name its version", () => {
  const whole = Deno.readFileSync(`${FIXTURES}events.out.tfevents.fixture`);
  assertEquals(readHistory(UNVERSIONED()).series, readHistory(whole).series);
  const other = UNVERSIONED();
  other[8] ^= 1;
  assertThrows(() => readHistory(other), TypeError, "neither text nor");
});

folderTest("parts: a lone event file in a folder called validation was measured there", (folder) => {
  Deno.mkdirSync(`${folder}/validation`);
  const file = `${folder}/validation/events.out.tfevents.1`;
  Deno.copyFileSync(`${FIXTURES}keras_tensorboard/validation/${eventsOfKeras()}`, file);
  for (const path of [file, `${folder}/validation`]) {
    const { history } = readSource(path);
    assertEquals(leadingLoss(history, "validation")?.name, "validation/epoch_loss");
    assertEquals(createSourceReader().read(path, true).history, history);
  }
});

function eventsOfKeras(): string {
  return [...Deno.readDirSync(`${FIXTURES}keras_tensorboard/validation`)][0].name;
}

Deno.test("parts: folders of sets with a table a series, and a table a set, are one run; data in such folders is none", () => {
  const rows = (from: number) => Array.from({ length: 4 }, (_, i) => `${i + 1},${from / (i + 1)}\n`).join("");
  const files = {
    "train/loss.csv": `step,loss\n${rows(2)}`,
    "val/loss.csv": `step,loss\n${rows(3)}`,
    "val/acc.csv": `step,acc\n${rows(1)}`,
  };
  const folder = Deno.makeTempDirSync();
  for (const set of ["train", "val"]) Deno.mkdirSync(`${folder}/run/${set}`, { recursive: true });
  for (const [name, text] of Object.entries(files)) Deno.writeTextFileSync(`${folder}/run/${name}`, text);
  assertEquals(namesOf(folder), [
    1,
    "a file a series",
    "train/loss: train",
    "val/acc: validation",
    "val/loss: validation",
  ]);
  Deno.removeSync(folder, { recursive: true });
  const tables = written({
    "train_log.csv": `epoch,loss\n${rows(2)}`,
    "val_log.csv": `epoch,loss\n${rows(3)}`,
  });
  assertEquals(namesOf(tables), [1, "a table a set of rows", "train/loss: train", "val/loss: validation"]);
  Deno.removeSync(tables, { recursive: true });
  const data = written({ "train.csv": "x,y\n1,2\n", "test.csv": "x,y\n1,2\n" });
  assertEquals(partsOf(data), undefined);
  Deno.removeSync(data, { recursive: true });
});
