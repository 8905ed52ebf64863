/**
 * `deno task study:curriculum`: does what works always work, and how long does it take?
 *
 * @module
 */
import { plausiblePath } from "../boundary/mod.ts";
import { NOISE_NAMES, type NoiseName } from "../signal/mod.ts";
import {
  readPyTorchCurves,
  refuseWithoutPyTorch,
  replaceCurves,
  trainInPyTorch,
} from "../studies/curriculum/pytorch.ts";
import { curriculumStudy, reachedText, summaryOf } from "../studies/curriculum/study.ts";
import { showTimes } from "../studies/curriculum/show.ts";
import { formatDuration } from "../text/mod.ts";
import { choiceOption, countOption } from "./options.ts";
import { createProgram, numberOption, runProgram } from "./program.ts";
import { writeShown } from "./study/command.ts";
import { addSweepOptions, runSweep, type SweepOptions } from "./study/sweep.ts";

const program = createProgram(
  "study:curriculum",
  "Train the curriculum on every noise preset from several seeds, test it as a stranger would, and time it.",
  [
    "deno task study:curriculum               seeds 0 to 9, into reports/curriculum; an interrupted study goes on",
    "deno task study:curriculum --seeds 2 --first 50",
    "deno task study:curriculum --pytorch softened literal    the same recipe in PyTorch too, on one thread",
  ],
)
  .option("--seeds <n>", "how many seeds", countOption(1000), 10)
  .option(
    "--first <seed>",
    "the first of them",
    numberOption("0 to 1,000,000", (n) => Number.isInteger(n) && n >= 0 && n <= 1e6),
    0,
  )
  .option(
    "--pytorch <noise...>",
    `train the first seed in PyTorch too: ${NOISE_NAMES.join(", ")}`,
    collectNoise,
  )
  .option("--out <folder>", "where in reports/ the results go", "reports/curriculum");

function collectNoise(text: string, before: readonly NoiseName[] = []): readonly NoiseName[] {
  return [...before, choiceOption(NOISE_NAMES)(text)];
}

interface Options extends SweepOptions {
  readonly seeds: number;
  readonly first: number;
  readonly pytorch?: readonly NoiseName[];
  readonly out: string;
}

program.action(async ({ seeds, first, pytorch = [], out, ...options }: Options) => {
  const file = `${plausiblePath(out, "--out")}/curriculum.json`;
  if (pytorch.length > 0) refuseWithoutPyTorch();
  let curves = readPyTorchCurves(file);
  let results = await runSweep(curriculumStudy({ seeds, first, pytorch: curves }), file, options);
  if (results === null) return;
  for (const noise of pytorch) {
    console.log(`PyTorch, ${noise} noise, one thread ...`);
    const curve = await trainInPyTorch(first, noise);
    console.log(`  ${formatDuration(curve.seconds)}, ${reachedText(curve.curve)}`);
    curves = replaceCurves(curves, [curve]);
    const study = curriculumStudy({ seeds, first, pytorch: curves });
    results = await runSweep(study, file, { ...options, fresh: false }) ?? results; // the file takes the new curve
  }
  for (const noise of NOISE_NAMES) console.log(`\n${JSON.stringify(summaryOf(results, noise), null, 1)}`);
  writeShown(out, file, showTimes(results, curves));
});

await runProgram(addSweepOptions(program));
