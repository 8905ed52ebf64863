/**
 * The ways of training, each as the study has it, for any width of noise.
 *
 * @module
 */
import type { Engine } from "../engine/contract.ts";
import type { MeasuredError } from "../evaluation/mod.ts";
import { makeMixture, makeRows, SIGNAL_DEFAULTS, type SignalConfiguration } from "../signal/mod.ts";
import { onlineConfiguration } from "../training/configuration.ts";
import { CURRICULA } from "../training/curricula.ts";
import { trainCurriculum } from "../training/curriculum.ts";
import { curriculumConfiguration } from "../training/curriculum_configuration.ts";
import { type TrainingEvent, trainOnline } from "../training/online.ts";
import type { Stage } from "../training/stage.ts";
import type { Experiment } from "./settings.ts";

/** Seeds of the exercise's two recordings. */
export const TRAIN_SEED = 1, TEST_SEED = 2;

/** Epochs of the monitored run. */
const ONLINE_EPOCHS = 50;
/** About as many samples as the curriculum of a filter takes. */
const WINDOW_EPOCHS = 60;

/** The recording of an experiment at its full rate. */
export function signalFor({ phaseRange }: Pick<Experiment, "phaseRange">, seed: number): SignalConfiguration {
  return { ...SIGNAL_DEFAULTS, noise: phaseRange, seed };
}

/**
 * The curriculum for a width of noise: a filter's while S tells something worth hearing, a clock's beyond. At 1.4 pi a
 * filter would still need about a second to find the phases, more than a window of back-propagation reaches.
 */
export function curriculumFor(phaseRange: number): readonly Stage[] {
  if (phaseRange >= 1.4 * Math.PI) return CURRICULA.literal;
  return phaseRange <= 0.2 ? CURRICULA.softened : CURRICULA.quarter;
}

/** The stages of an experiment; the online way has a single one, at 1000 Hz. */
export function stagesFor(
  { way, phaseRange }: Experiment,
): readonly Pick<Stage, "epochs" | "decimation">[] {
  if (way === "constructed") return [{ epochs: 0, decimation: 1 }];
  return way === "online" ? [{ epochs: ONLINE_EPOCHS, decimation: 1 }] : windowStages(way, phaseRange);
}

function windowStages(way: "windows" | "curriculum", phaseRange: number): readonly Stage[] {
  const curriculum = curriculumFor(phaseRange);
  if (way === "curriculum") return curriculum;
  // a random start takes the rate that the curriculum takes from a random start
  return [{ ...curriculum.at(-1)!, epochs: WINDOW_EPOCHS, learningRate: curriculum[0].learningRate }];
}

/** The training, event by event; nothing for a network that is written down. */
export function trainingOf(
  experiment: Experiment,
  engine: Engine,
  measure: (engine: Engine) => MeasuredError,
): Iterator<TrainingEvent> {
  const { way, phaseRange, hiddenSize, seed } = experiment;
  const signal = signalFor(experiment, TRAIN_SEED);
  const run = { engine, done: [], measure };
  if (way === "constructed") return [][Symbol.iterator]();
  if (way === "online") {
    const configuration = onlineConfiguration({ hiddenSize, seed, epochs: ONLINE_EPOCHS, testEvery: 0 });
    return trainOnline({ ...run, rows: makeRows(signal), configuration });
  }
  const stages = windowStages(way, phaseRange);
  const configuration = curriculumConfiguration({ hiddenSize, seed, stages, testEvery: 0 });
  return trainCurriculum({ ...run, recording: makeMixture(signal), configuration });
}
