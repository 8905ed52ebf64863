/**
 * Probing a run: every experiment on its network and its data, and what they say, written into its folder.
 *
 * @module
 */
import { refuseUnwritable } from "../boundary/mod.ts";
import { chooseEngine } from "../engine/choose.ts";
import { createEngine } from "../engine/mod.ts";
import { evaluate, type Evaluation } from "../evaluation/mod.ts";
import { type ProbeResults, runProbes } from "../evaluation/probes/all.ts";
import { SHIFTED_START } from "../evaluation/probes/mod.ts";
import { initialise } from "../model/mod.ts";
import { makeRows } from "../signal/mod.ts";
import { checkMeasured, readConsistentRun } from "./consistency.ts";
import { evidenceOfProbes } from "./evidence.ts";
import { evidencePath, writeMeasuredEvidence } from "./measured_evidence.ts";
import { readNetwork, type RunRecord } from "./record.ts";
import { runSignal } from "./signal.ts";
import { addSummed } from "./sums.ts";

/** What the probes found, and where that was written. */
export interface ProbedRun {
  readonly result: Evaluation;
  readonly probes: ProbeResults;
  readonly frequenciesHz: readonly number[];
  readonly files: readonly string[];
}

/**
 * Probes a complete run and writes `probes.json` and `evidence.json` into its folder. On another test recording than the
 * run's own the probes are no evidence on its result, and only the first is written.
 *
 * @param onProbe hears the name of each probe as it ends
 * @throws {RangeError} when the recordings are too short for the probes; what reading a run throws
 */
export async function probeRun(
  folder: string,
  testSeed: number | undefined,
  onProbe: (name: string) => void,
): Promise<ProbedRun> {
  const started = performance.now();
  const sinceStart = () => (performance.now() - started) / 1000;
  const { record, train, test } = readConsistentRun(folder);
  const signal = runSignal(record, { testSeed });
  const weights = readNetwork(folder);
  const { durationSeconds, frequenciesHz } = signal.test;
  if (durationSeconds <= SHIFTED_START.skipSeconds) {
    throw new RangeError(
      `${folder}: probes need recordings of more than ${SHIFTED_START.skipSeconds} s, given: ${durationSeconds} s`,
    );
  }
  const files = [`${folder}/probes.json`, ...(testSeed === undefined ? [evidencePath(folder)] : [])];
  for (const path of files) refuseUnwritable(path, "the run's folder");
  const engine = await createEngine(chooseEngine("auto", "windows", weights.shape).name, weights);
  const result = evaluate(engine, { train, test: testSeed === undefined ? test : makeRows(signal.test) });
  engine.dispose();
  const evaluatedAfter = sinceStart();
  if (testSeed === undefined) checkMeasured(folder, record, result);
  const { online, ...start } = startOf(record);
  const probes = await runProbes(
    { weights, initial: initialise(weights.shape, start), online, ...signal },
    onProbe,
  );
  addSummed(folder, "probes.json", `${JSON.stringify({ signal, ...probes }, null, 1)}\n`);
  if (testSeed === undefined) {
    writeMeasuredEvidence(folder, evidenceOfProbes(probes, result), {
      evaluate: evaluatedAfter,
      probe: sinceStart(),
    });
  }
  return { result, probes, frequenciesHz, files };
}

/** How the run's weights began; a network that was trained elsewhere is compared with PyTorch's start. */
function startOf(record: RunRecord) {
  if (record.regime === "imported") return { scheme: "pytorch", seed: 0, online: null } as const;
  const { initialisation: scheme, seed, clipNorm } = record.configuration;
  const online = record.regime === "online"
    ? { learningRate: record.configuration.learningRate, clipNorm }
    : null;
  return { scheme, seed, online };
}
