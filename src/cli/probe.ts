/**
 * `deno task probe RUN`: experiments on a run that tell why its error is what it is.
 *
 * @module
 */
import { probeText } from "../report/probe_text.ts";
import { findRun, isInTraining } from "../run/place.ts";
import { probeRun } from "../run/probe.ts";
import { formatNumber } from "../text/mod.ts";
import { seedOption } from "./signal_options.ts";
import { createProgram, runProgram } from "./program.ts";

const program = createProgram(
  "probe",
  "Probe a run: what its data allow, what its network does, and whether it could have learnt. " +
    "Writes probes.json into the run's folder, and evidence.json, which `deno task diagnose` finds there.",
  ["deno task probe baseline-64", "deno task probe models/curriculum-64 --test-seed 7"],
)
  .argument("<run>", "name of a folder in models/, or the path of a run's folder")
  .option("--test-seed <n>", "another seed for the test recording (default: the run's)", seedOption);

program.action(async (run: string, { testSeed }: { readonly testSeed?: number }) => {
  const folder = findRun(run);
  if (isInTraining(folder)) {
    throw new RangeError(`${run} is not complete; probe it when its training is over`);
  }
  const { result, probes, frequenciesHz, files } = await probeRun(
    folder,
    testSeed,
    (name) => console.error(`probed: ${name}`),
  );
  console.log(`${folder}: test MSE ${formatNumber(result.testMse)} (${result.protocol})\n`);
  console.log(probeText(probes, frequenciesHz));
  console.log(`\n${files.map((file) => `  ${file}`).join("\n")}`);
});

await runProgram(program);
