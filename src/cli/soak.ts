/**
 * `deno task soak`: does the memory of a process that goes on training stay where it is?
 *
 * @module
 */
import { refuseUnwritable } from "../boundary/mod.ts";
import { memoryOverTime } from "../plots/mod.ts";
import { writeAtomically, writeJsonAtomically } from "../run/files.ts";
import { trainingFolder } from "../run/place.ts";
import { trainInto, type Watcher } from "../run/train.ts";
import { versions } from "../run/versions.ts";
import { growthPerHour, type MemorySample, memorySampler, type SoakRecord } from "../studies/soak/record.ts";
import { presetTraining } from "../training/presets.ts";
import { createProgram, numberOption, runProgram } from "./program.ts";

/** What is trained again and again. */
const PRESET = "curriculum-64";

/** Epochs of a stage where the trainings are cut short. */
const QUICK_EPOCHS = 3;

const program = createProgram(
  "soak",
  "Train the curriculum again and again in one process, as the train task does it, and watch its memory.",
  [
    "deno task soak                        an hour, into reports/soak",
    "deno task soak --minutes 10 --out reports/soak-quick",
    "deno task soak --minutes 0.1 --quick --out reports/soak-quick",
  ],
)
  .option(
    "--minutes <n>",
    "how long; the training that is on is completed",
    numberOption("0.05 to 1440", (n) => n >= 0.05 && n <= 1440),
    60,
  )
  .option("--quick", `only ${QUICK_EPOCHS} epochs of each stage`)
  .option("--out <folder>", "where in reports/ the record and the figure go", "reports/soak");

interface Options {
  readonly minutes: number;
  readonly quick?: true;
  readonly out: string;
}

program.action(async ({ minutes, quick, out }: Options) => {
  refuseUnwritable(`${out}/memory.json`, "--out");
  const training = presetTraining(PRESET, { noise: "softened" }, quick ? QUICK_EPOCHS : null);
  const { samples, sample } = memorySampler(minutes);
  let [trainings, epochs] = [0, 0];
  const quiet = () => {};
  const watcher: Watcher = {
    note: quiet,
    begin: quiet,
    within: sample,
    epoch: () => (epochs++, sample()),
    close: quiet,
  };
  Deno.mkdirSync(out, { recursive: true });
  const place = Deno.makeTempDirSync({ dir: out, prefix: ".training-" });
  try {
    while (samples.length < 4 || samples.at(-1)!.seconds < 60 * minutes) {
      const folder = `${place}/${trainings}`;
      const claim = { folder, training: trainingFolder(folder), from: null };
      if (await trainInto({ ...claim, preset: PRESET }, training, watcher) === null) break;
      Deno.removeSync(folder, { recursive: true });
      trainings++;
      console.log(line(trainings, samples.at(-1)));
    }
  } finally {
    Deno.removeSync(place, { recursive: true });
  }
  const growth = growthPerHour(samples);
  const record: SoakRecord = {
    date: new Date().toISOString(),
    versions: versions(),
    minutes: samples.at(-1)!.seconds / 60,
    trainings,
    epochs,
    growth,
    samples,
  };
  writeJsonAtomically(`${out}/memory.json`, record);
  writeAtomically(`${out}/memory.svg`, memoryOverTime(record) + "\n");
  console.log(
    `resident ${growth.resident.toFixed(1)}, heap ${growth.heap.toFixed(1)}, outside ${
      growth.outside.toFixed(1)
    } MB an hour over the second half\n${out}/memory.json\n${out}/memory.svg`,
  );
});

function line(trainings: number, sample: MemorySample | undefined): string {
  const { seconds, resident, heap } = sample ?? { seconds: 0, resident: NaN, heap: NaN };
  return `${trainings} trainings, ${(seconds / 60).toFixed(1)} min: resident ${resident} MB, heap ${heap} MB`;
}

await runProgram(program);
