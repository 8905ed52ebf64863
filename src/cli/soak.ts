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
import { growthPerHour, type MemorySample, type SoakRecord } from "../studies/soak/record.ts";
import { quickStages } from "../training/curricula.ts";
import { curriculumConfiguration } from "../training/curriculum_configuration.ts";
import { curriculumTraining } from "../training/trainings.ts";
import { createProgram, numberOption, runProgram } from "./program.ts";

/** Samples of a whole soak. */
const SAMPLES = 720;

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
  const whole = curriculumConfiguration({ noise: "softened" });
  const stages = quick ? quickStages(whole.stages, QUICK_EPOCHS) : whole.stages;
  const training = curriculumTraining(curriculumConfiguration({ ...whole, stages }));
  const { samples, sample } = sampler(minutes);
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
      if (await trainInto({ ...claim, preset: "curriculum-64" }, training, watcher) === null) break;
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

/** Samples the memory, no more often than it takes for {@linkcode SAMPLES} in the given time. */
function sampler(
  minutes: number,
): { readonly samples: readonly MemorySample[]; readonly sample: () => void } {
  const samples: MemorySample[] = [];
  const started = performance.now();
  const every = 60 * minutes / SAMPLES;
  const megabytes = (bytes: number) => Math.round(bytes / 1e4) / 100;
  return {
    samples,
    sample() {
      const seconds = (performance.now() - started) / 1000;
      if (samples.length > 0 && seconds - samples[samples.length - 1].seconds < every) return;
      const { rss, heapUsed, external } = Deno.memoryUsage();
      samples.push({
        seconds,
        resident: megabytes(rss),
        heap: megabytes(heapUsed),
        outside: megabytes(external),
      });
    },
  };
}

function line(trainings: number, sample: MemorySample | undefined): string {
  const { seconds, resident, heap } = sample ?? { seconds: 0, resident: NaN, heap: NaN };
  return `${trainings} trainings, ${(seconds / 60).toFixed(1)} min: resident ${resident} MB, heap ${heap} MB`;
}

await runProgram(program);
