/**
 * The beginning of a run, trained again. Its first losses follow from the seed, the initialisation and every other setting
 * of the first epoch, so that none of these can be changed in the record alone.
 *
 * @module
 */
import { createFusedEngine } from "../engine/fused/engine.ts";
import { hasRelaxedSimd } from "../engine/fused/kernel.ts";
import { initialise, parameterCount } from "../model/mod.ts";
import type { TrainingHistory } from "../training/history.ts";
import { laneCount } from "../training/pass.ts";
import type { Training } from "../training/trainings.ts";
import { buildOf } from "./maker.ts";
import type { RunRecord } from "./record.ts";

/** Parameters times samples of the longest beginning that is trained again: a second or two. */
const MOST_WORK = 1e9;

/** Largest share by which the losses of one build, and those of two, may differ. */
const ROUNDING = 1e-4, BUILDS_DIFFER = 1e-2;

/**
 * Refuses a history that does not begin as the run's settings do. A build that rounds otherwise than this kernel can
 * come to other losses: then a difference counts only where two builds of this kernel agree. A beginning that is too long
 * is not trained again.
 *
 * @throws {TypeError} naming the losses
 */
export function refuseOtherBeginning(
  { train_loss_by_frequency: [first] }: TrainingHistory,
  { engine }: RunRecord,
  training: Training,
): void {
  if (workOf(training) > MOST_WORK) return;
  const own = firstLosses(training, hasRelaxedSimd());
  const recorded = first.slice(0, own.losses.length);
  if (isWithin(recorded, own.losses, ROUNDING)) return;
  if (firstBackend(engine) !== own.backend) {
    const { losses } = firstLosses(training, !hasRelaxedSimd());
    if (isWithin(recorded, own.losses, BUILDS_DIFFER) || !isWithin(losses, own.losses, ROUNDING)) return;
  }
  throw new TypeError(
    `train_loss_by_frequency.0 begins with ${recorded}, and run.json's configuration gives ${own.losses}`,
  );
}

/** The build that trained the first epoch; a run that went on with another says so. */
function firstBackend({ backend, reason }: RunRecord["engine"]): string {
  const [, first] = reason.match(/its first \d+ epochs were trained with ([^,;]+)/) ?? [];
  return first ?? buildOf(backend);
}

/** Parameters times the samples that {@linkcode firstLosses} trains on. */
function workOf({ setup: { regime, configuration }, rows }: Training): number {
  const { hiddenSize, biases, frequenciesHz } = configuration;
  const parameters = parameterCount({ inputSize: 1 + frequenciesHz.length, hiddenSize, biases });
  if (regime === "online") return parameters * rows.samples;
  const [stage] = configuration.stages;
  return parameters * rows.samples / stage.decimation * laneCount(stage, frequenciesHz.length);
}

/** The first losses by frequency: of an online run, which takes one frequency after the other, that of the first alone. */
function firstLosses(training: Training, relaxedSimd: boolean) {
  const { seed, initialisation: scheme, hiddenSize, biases, frequenciesHz } = training.setup.configuration;
  const shape = { inputSize: 1 + frequenciesHz.length, hiddenSize, biases };
  const engine = createFusedEngine(initialise(shape, { scheme, seed }), relaxedSimd);
  const { backend } = engine;
  const measure = () => ({ mse: NaN, byFrequency: [] });
  try {
    for (const event of training.events({ engine, done: [], measure })) {
      if (event.kind === "epoch") return { backend, losses: event.record.lossByFrequency };
      const isFirstDone = event.fraction * frequenciesHz.length >= 1;
      if (training.feeds === "online" && isFirstDone) return { backend, losses: [event.loss] };
    }
    throw new Error("a training has at least one epoch");
  } finally {
    engine.dispose();
  }
}

/** Whether all losses are the same within a share; one that is no number (null in a file) is the same as another such. */
function isWithin(recorded: readonly (number | null)[], computed: readonly number[], share: number): boolean {
  return computed.every((loss, at) => {
    const other = recorded[at] ?? NaN;
    return Number.isFinite(loss) ? Math.abs(other - loss) <= share * loss : !Number.isFinite(other);
  });
}
