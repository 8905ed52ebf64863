/**
 * `deno task probe RUN`: experiments on a run that tell why its error is what it is.
 *
 * @module
 */
import { refuseUnwritable } from "../boundary/mod.ts";
import { createEngine } from "../engine/mod.ts";
import { evaluate } from "../evaluation/mod.ts";
import { initialise } from "../model/mod.ts";
import { MAX_SEED } from "../random/generator.ts";
import { makeRows } from "../signal/mod.ts";
import { writeJsonAtomically } from "../run/files.ts";
import { readConsistentRun } from "../run/consistency.ts";
import { readNetwork, type RunRecord } from "../run/record.ts";
import { evidencePath, writeMeasuredEvidence } from "../run/measured_evidence.ts";
import { findRun, isInTraining } from "../run/place.ts";
import { runSignal } from "../run/signal.ts";
import { evidenceOfProbes } from "./probe/evidence.ts";
import { runProbes } from "../evaluation/probes/all.ts";
import { SHIFTED_START } from "../evaluation/probes/mod.ts";
import { probeTable } from "./probe/table.ts";
import { createProgram, numberOption, runProgram } from "./program.ts";

const seedOption = numberOption(
  `an integer from 0 to ${MAX_SEED}`,
  (value) => Number.isInteger(value) && value >= 0 && value <= MAX_SEED,
);

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
  const record = readConsistentRun(folder);
  const signal = runSignal(record, { testSeed });
  const weights = readNetwork(folder);
  if (signal.test.durationSeconds <= SHIFTED_START.skipSeconds) {
    throw new RangeError(
      `${folder}: probes need recordings of more than ${SHIFTED_START.skipSeconds} s, ` +
        `given: ${signal.test.durationSeconds} s`,
    );
  }
  for (const path of [`${folder}/probes.json`, evidencePath(folder)]) {
    refuseUnwritable(path, "the run's folder");
  }
  const { online, ...start } = startOf(record);
  const probed = { weights, initial: initialise(weights.shape, start), online, ...signal };
  const probes = await runProbes(probed, (name) => console.error(`probed: ${name}`));

  const engine = await createEngine(weights.shape.hiddenSize % 8 === 0 ? "fused" : "reference", weights);
  const result = evaluate(engine, { train: makeRows(signal.train), test: makeRows(signal.test) });
  engine.dispose();
  writeJsonAtomically(`${folder}/probes.json`, { signal, ...probes });
  // Measured on another recording it is no evidence on the run's own result.
  if (testSeed === undefined) writeMeasuredEvidence(folder, evidenceOfProbes(probes, result));
  console.log(`${folder}: test MSE ${result.testMse.toPrecision(4)} (${result.protocol})\n`);
  console.log(probeTable(probes, signal.test.frequenciesHz));
  console.log(`\n  ${folder}/probes.json${testSeed === undefined ? `\n  ${evidencePath(folder)}` : ""}`);
});

/** How the run's weights began; a network that was trained elsewhere is compared with PyTorch's start. */
function startOf(record: RunRecord) {
  if (record.regime === "imported") return { scheme: "pytorch", seed: 0, online: null } as const;
  const { initialisation: scheme, seed, clipNorm } = record.configuration;
  const online = record.regime === "online"
    ? { learningRate: record.configuration.learningRate, clipNorm }
    : null;
  return { scheme, seed, online };
}

await runProgram(program);
