/**
 * Everything a report says of a run, gathered from its folder and from the reports on it.
 *
 * @module
 */
import { isFile, readBytes } from "../boundary/mod.ts";
import { diagnose, type Evidence, type History } from "../monitor/mod.ts";
import { readHistory } from "../monitor/readers/mod.ts";
import { PROTOCOL, TARGET } from "../evaluation/mod.ts";
import { readSource } from "../run/history.ts";
import { holdsRun, runName } from "../run/place.ts";
import { readConsistentRun } from "../run/consistency.ts";
import type { RunRecord } from "../run/record.ts";
import { readPlanRecord } from "../studies/plan/study.ts";
import { studyPath } from "../studies/study_file.ts";
import { ONLINE_PRESETS } from "../training/presets.ts";
import { type Audit, auditClaims } from "./claims/audit.ts";
import { recommendedRun } from "./gather_recommended.ts";
import { namingRun } from "./next_command.ts";
import type { FollowedOrder, RunFacts } from "./run_facts.ts";

/** The published losses of the monitored run. */
const PUBLISHED = "data/original_runs/baseline_64_lr1e-4.json";

/** The run with twice the units that the original asked for. */
const RETRAIN = "models/retrain-128";

/** What a report is made from. */
export interface Gathered {
  readonly facts: RunFacts;
  /** The original's claims, held against this run; only of one that reproduces the original. */
  readonly audit?: Audit;
}

/**
 * Gathers what is known of the run in a folder. A run reproduces the original when it was trained as the original was,
 * whatever its folder is called.
 *
 * @throws {TypeError} when the folder holds no run.
 */
export function gather(folder: string): Gathered {
  const { history, evidence, run, took } = readSource(folder);
  if (run === undefined) {
    throw new TypeError(`${folder}: holds no run (no run.json beside training_history.json)`);
  }
  const reproduces = JSON.stringify(run.configuration) === JSON.stringify(ONLINE_PRESETS["baseline-64"]);
  const known = factsOf(runName(folder), run, history, reproduces ? withRetrain(evidence) : evidence);
  const facts = { ...known, ...(took && { took }) };
  if (!reproduces) return { facts };
  const published = readHistory(readBytes(PUBLISHED));
  const followed = { ...facts, orders: followedOrders() };
  return { facts: followed, audit: { claims: auditClaims({ ...followed, published }), published } };
}

/** The orders of the report that have been followed. */
function followedOrders(): readonly FollowedOrder[] {
  if (!isFile(studyPath("plan"))) return [];
  const { results } = readPlanRecord();
  return [...Map.groupBy(results, ({ order }) => order)].map(([order, replicates]) => ({
    order,
    testMse: replicates.map(({ testMse }) => testMse),
  }));
}

function factsOf(name: string, run: RunRecord, history: History, evidence: Evidence): RunFacts {
  const settled: History = { ...history, settings: { ...history.settings, targetLoss: TARGET } };
  const { configuration } = run;
  return {
    name,
    date: run.startedAt.slice(0, 10),
    hiddenSize: configuration.hiddenSize,
    parameters: run.parameters,
    learningRates: learningRates(configuration),
    plannedEpochs: "epochs" in configuration ? configuration.epochs : run.epochs,
    noise: String(configuration.noise),
    frequenciesHz: configuration.frequenciesHz,
    protocol: run.result?.protocol ?? PROTOCOL,
    target: TARGET,
    seconds: run.seconds,
    engine: `${run.engine.name} engine, ${run.engine.backend}`,
    history: settled,
    evidence,
    recommended: (evidence.frozen?.testMse ?? Infinity) < TARGET
      ? undefined
      : recommendedRun(configuration.noise),
    diagnosis: namingRun(diagnose({ history: settled, evidence }), name),
  };
}

/** With what the retrain came to, where it has been made. */
function withRetrain(evidence: Evidence): Evidence {
  if (!holdsRun(RETRAIN)) return evidence;
  const { record: { result, configuration } } = readConsistentRun(RETRAIN);
  if (result === null) return evidence;
  const larger = { hiddenSize: configuration.hiddenSize, testMse: result.testMse };
  return { ...evidence, capacity: { ...evidence.capacity, larger } };
}

function learningRates(configuration: RunRecord["configuration"]): readonly number[] {
  if ("learningRate" in configuration) return [configuration.learningRate];
  return "stages" in configuration ? configuration.stages.map(({ learningRate }) => learningRate) : [];
}
