/**
 * Online training: batch 1, one sample an update, rows in frequency order, state carried and detached.
 * This is the regime of the monitored run.
 *
 * @module
 */
import type { Engine } from "../engine/contract.ts";
import type { MeasuredError } from "../evaluation/mod.ts";
import type { SignalRows } from "../signal/mod.ts";
import type { OnlineConfiguration } from "./configuration.ts";
import { stopsAfter } from "./early_stopping.ts";
import { epochGenerator, type EpochRecord, summariseNorms } from "./epoch.ts";

/** What a run reports while it goes on. */
export type TrainingEvent =
  | { readonly kind: "progress"; readonly epoch: number; readonly fraction: number; readonly loss: number }
  | { readonly kind: "epoch"; readonly record: EpochRecord };

/** A network in training. */
export interface Network {
  readonly engine: Engine;
  /** Epochs already done, when a run is resumed; the engine has their state. */
  readonly done: readonly EpochRecord[];
  /** Measures the test error on the engine's frozen weights. */
  readonly measure: (engine: Engine) => MeasuredError;
}

/** What an online run works with. */
export interface OnlineRun extends Network {
  readonly rows: SignalRows;
  readonly configuration: OnlineConfiguration;
}

/** Rows handed to the engine in one call; often enough for a smooth progress bar. */
const CHUNK = 1000;

/**
 * Trains to the last epoch, until early stopping or until the loss is not finite, event by event; the caller may stop between any two.
 * The same run and the same `done` give the same events, times aside, and the same bytes in the engine.
 */
export function* trainOnline(run: OnlineRun): Generator<TrainingEvent, readonly EpochRecord[]> {
  const { engine, configuration } = run;
  const records = [...run.done];
  const isOver = () =>
    records.length >= configuration.epochs || hasDiverged(records) ||
    stopsEarlyAfter(configuration, records.map(({ loss }) => loss)) !== null;
  while (!isOver()) {
    const epoch = records.length + 1;
    const record = yield* onlineEpoch(run, epoch);
    const isDue = isTestedAfter(configuration, epoch) && Number.isFinite(record.loss);
    records.push({ ...record, test: isDue ? run.measure(engine) : null });
    yield { kind: "epoch", record: records[records.length - 1] };
  }
  return records;
}

/** Whether the test error is measured after an epoch, counted from 1. */
export function isTestedAfter(
  { epochs, testEvery }: Pick<OnlineConfiguration, "epochs" | "testEvery">,
  epoch: number,
): boolean {
  return epoch === epochs || (testEvery > 0 && epoch % testEvery === 0);
}

/** The number of epochs after which early stopping ends a run with these losses; null where it does not. */
export function stopsEarlyAfter(
  { patience, minDelta }: Pick<OnlineConfiguration, "patience" | "minDelta">,
  losses: readonly number[],
): number | null {
  return patience === null ? null : stopsAfter(losses, { patience, minDelta });
}

/** Whether the last epoch's loss is no longer a number: no further update can mend that. */
export function hasDiverged(epochs: readonly EpochRecord[]): boolean {
  return epochs.length > 0 && !Number.isFinite(epochs[epochs.length - 1].loss);
}

/** One pass over all rows; the carried state starts at zero at the first row of each selector. */
function* onlineEpoch(run: OnlineRun, epoch: number): Generator<TrainingEvent, EpochRecord> {
  const { engine, rows, configuration } = run;
  const { learningRate, clipNorm, weightDecay } = configuration;
  const { inputSize, hiddenSize } = engine.shape;
  const drawMask = dropoutMask(configuration, epoch);
  const total = rows.targets.length;
  const norms = new Float32Array(total);
  const sums = new Float64Array(rows.selectors);
  const started = performance.now();
  for (let from = 0; from < total;) {
    const selector = Math.floor(from / rows.samples);
    const to = Math.min(from + CHUNK, (selector + 1) * rows.samples);
    if (from === selector * rows.samples) engine.resetCarriedState();
    const result = engine.trainOnline(
      rows.inputs.subarray(from * inputSize, to * inputSize),
      rows.targets.subarray(from, to),
      { learningRate, clipNorm, weightDecay, outputMask: drawMask?.((to - from) * hiddenSize) },
    );
    norms.set(result.gradientNorms, from);
    for (const loss of result.losses) sums[selector] += loss;
    from = to;
    yield { kind: "progress", epoch, fraction: from / total, loss: sums.reduce((a, b) => a + b) / from };
  }
  const seconds = (performance.now() - started) / 1000;
  const lossByFrequency = [...sums].map((sum) => sum / rows.samples);
  return {
    epoch,
    loss: sums.reduce((a, b) => a + b) / total,
    lossByFrequency,
    gradientNorm: summariseNorms(norms, clipNorm),
    learningRate,
    seconds,
    test: null,
  };
}

/**
 * Inverted dropout (Srivastava et al. 2014): entries 0 with probability p, else 1/(1-p). A resumed run draws what an
 * uninterrupted one would.
 */
function dropoutMask(
  { dropout, seed }: OnlineConfiguration,
  epoch: number,
): ((size: number) => Float32Array) | null {
  if (dropout === 0) return null;
  const { next } = epochGenerator(seed, epoch);
  const kept = 1 / (1 - dropout);
  return (size) => Float32Array.from({ length: size }, () => next() < dropout ? 0 : kept);
}
