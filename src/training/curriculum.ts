/**
 * Curriculum training: learn where the sines are fast in samples, then slow time down stage by stage.
 *
 * @module
 */
import { freshState } from "../engine/state.ts";
import type { Mixture } from "../signal/mod.ts";
import type { CurriculumConfiguration } from "./curriculum_configuration.ts";
import { epochGenerator, type EpochRecord, summariseNorms } from "./epoch.ts";
import { MaskedMeans } from "./masked_means.ts";
import { hasDiverged, type Network, type TrainingEvent } from "./online.ts";
import { epochWindows, laneCount } from "./pass.ts";
import { epochCount, type Position, positionOf, rateAt } from "./stage.ts";
import { deafened } from "./deafened.ts";
import { slowDown } from "./time_warp.ts";

/** What a curriculum run works with. */
export interface CurriculumRun extends Network {
  /** The training recording at its full rate. */
  readonly recording: Mixture;
  readonly configuration: CurriculumConfiguration;
}

/**
 * Trains through all stages, event by event; the caller may stop between any two. Each stage begins with the weights of
 * the one before, slowed down, and with a reset optimiser. The same run and the same `done` give the same events, times
 * aside, and the same bytes in the engine.
 */
export function* trainCurriculum(run: CurriculumRun): Generator<TrainingEvent, readonly EpochRecord[]> {
  const { stages } = run.configuration;
  const records = [...run.done];
  const total = epochCount(stages);
  while (records.length < total && !hasDiverged(records)) {
    const epoch = records.length + 1;
    const position = positionOf(stages, epoch);
    if (position.epoch === 0) beginStage(run, position);
    const record = yield* curriculumEpoch(run, epoch, position);
    const test = isTestedIn(run.configuration, position) && Number.isFinite(record.loss)
      ? run.measure(run.engine)
      : null;
    records.push({ ...record, test });
    yield { kind: "epoch", record: records[records.length - 1] };
  }
  return records;
}

/** Test error is that at the full rate, so it is measured where the network runs at it: in the last stage. */
export function isTestedIn(
  { stages, testEvery }: Pick<CurriculumConfiguration, "stages" | "testEvery">,
  position: Position,
): boolean {
  if (position.index < stages.length - 1) return false;
  if (position.epoch === position.stage.epochs - 1) return true;
  return testEvery > 0 && position.epoch % testEvery === 0;
}

function beginStage({ engine, configuration }: CurriculumRun, { index, stage }: Position): void {
  const lanes = laneCount(stage, configuration.frequenciesHz.length);
  const before = index === 0 ? stage : configuration.stages[index - 1];
  const weights = slowDown(engine.exportWeights(), before.decimation / stage.decimation);
  engine.importState(freshState(stage.noise === "silent" ? deafened(weights) : weights, lanes));
}

/** One epoch: a recording's length of samples on every lane. */
function* curriculumEpoch(
  { engine, recording, configuration }: CurriculumRun,
  epoch: number,
  position: Position,
): Generator<TrainingEvent, EpochRecord> {
  const { clipNorm, seed } = configuration;
  const { stage } = position;
  const selectors = configuration.frequenciesHz.length;
  const lanes = laneCount(stage, selectors);
  const losses = new MaskedMeans(selectors);
  const norms: number[] = [];
  const started = performance.now();
  for (const window of epochWindows(recording, position, epochGenerator(seed, epoch))) {
    const { begins, progress, inputs, targets, lossWeights } = window;
    if (begins) engine.resetCarriedState(lanes);
    const learningRate = rateAt(stage, (position.epoch + progress) / stage.epochs);
    const { gradientNorm, lossByLane } = engine.trainWindow(inputs, targets, {
      lanes,
      lossWeights,
      learningRate,
      clipNorm,
    });
    norms.push(gradientNorm);
    losses.add(lossByLane, lossWeights);
    yield { kind: "progress", epoch, fraction: progress, loss: losses.overall };
  }
  return {
    epoch,
    loss: losses.overall,
    lossByFrequency: losses.bySelector,
    gradientNorm: summariseNorms(Float32Array.from(norms), clipNorm),
    learningRate: rateAt(stage, position.epoch / stage.epochs),
    seconds: (performance.now() - started) / 1000,
    test: null,
  };
}
