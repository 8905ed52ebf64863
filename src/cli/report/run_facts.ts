/**
 * Everything a report says of a run, gathered from its folder and from the reports on it.
 *
 * @module
 */
import { diagnose, type Evidence, type History } from "../../monitor/mod.ts";
import { readHistory } from "../../monitor/readers/mod.ts";
import { PROTOCOL } from "../../evaluation/mod.ts";
import type { AuditInput } from "../../report/claims_audit.ts";
import type { RunFacts } from "../../report/run_facts.ts";
import { runName } from "../../run/place.ts";
import { holdsRun, readRunRecord, type RunRecord } from "../../run/record.ts";
import { namingRun } from "../diagnose/name_run.ts";
import { readSource } from "../../run/history.ts";
import { recommendedRun } from "./recommended.ts";

/** The exercise's target. */
const TARGET = 0.01;

/** The published losses of the monitored run. */
const PUBLISHED = "data/original_runs/baseline_64_lr1e-4.json";

/** The run that carries out the original's recommendation, and that it reproduces. */
const REPRODUCTION = "baseline-64", RECOMMENDED = "models/retrain-128";

/**
 * Gathers the facts of a run folder.
 *
 * @throws {TypeError} when the folder holds no run.
 */
export function gatherFacts(folder: string): RunFacts {
  const { history, evidence, run } = readSource(folder);
  if (run === undefined) {
    throw new TypeError(`${folder}: holds no run (no run.json beside training_history.json)`);
  }
  const name = runName(folder);
  const complete = name === REPRODUCTION ? withRecommended(evidence) : evidence;
  const settled: History = { ...history, settings: { ...history.settings, targetLoss: TARGET } };
  const { configuration } = run;
  const { frequenciesHz } = configuration;
  return {
    name,
    date: run.startedAt.slice(0, 10),
    hiddenSize: configuration.hiddenSize,
    inputSize: 1 + frequenciesHz.length,
    biases: "biases" in configuration ? configuration.biases : 2,
    parameters: run.parameters,
    learningRates: learningRates(configuration),
    plannedEpochs: "epochs" in configuration ? configuration.epochs : run.epochs,
    noise: String(configuration.noise),
    rows: rowCount(configuration),
    frequenciesHz,
    protocol: run.result?.protocol ?? PROTOCOL,
    target: TARGET,
    seconds: run.seconds,
    engine: `${run.engine.name} engine, ${run.engine.backend}`,
    history: settled,
    evidence: complete,
    recommended: (complete.frozen?.testMse ?? Infinity) < TARGET
      ? undefined
      : recommendedRun(String(configuration.noise)),
    diagnosis: namingRun(diagnose({ history: settled, evidence: complete }), name),
  };
}

/** What the original's claims are held against, for the run that reproduces it. */
export function gatherAudit(run: RunFacts): AuditInput | undefined {
  return run.name === REPRODUCTION
    ? { ...run, published: readHistory(Deno.readFileSync(PUBLISHED)) }
    : undefined;
}

/** The run with more units that the original asked for, where it has been made. */
function withRecommended(evidence: Evidence): Evidence {
  if (!holdsRun(RECOMMENDED)) return evidence;
  const { result, configuration } = readRunRecord(RECOMMENDED);
  if (result === null) return evidence;
  const larger = { hiddenSize: configuration.hiddenSize, testMse: result.testMse };
  return { ...evidence, capacity: { ...evidence.capacity, larger } };
}

function learningRates(configuration: RunRecord["configuration"]): readonly number[] {
  if ("learningRate" in configuration) return [configuration.learningRate];
  return "stages" in configuration ? configuration.stages.map(({ learningRate }) => learningRate) : [];
}

function rowCount({ sampleRateHz, durationSeconds, frequenciesHz }: RunRecord["configuration"]): number {
  return sampleRateHz * durationSeconds * frequenciesHz.length;
}
