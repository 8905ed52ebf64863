/**
 * The two ways of training, as whoever runs one takes them.
 *
 * @module
 */
import type { Regime } from "../engine/choose.ts";
import type { Engine } from "../engine/contract.ts";
import type { MeasuredError } from "../evaluation/mod.ts";
import { makeMixture, makeRows } from "../signal/mod.ts";
import { type OnlineConfiguration, signalOf } from "./configuration.ts";
import { trainCurriculum } from "./curriculum.ts";
import type { CurriculumConfiguration } from "./curriculum_configuration.ts";
import type { EpochRecord } from "./epoch.ts";
import { type TrainingEvent, trainOnline } from "./online.ts";
import { epochCount, positionOf } from "./stage.ts";

/** A network in training. */
export interface Network {
  readonly engine: Engine;
  /** Epochs already done, when a run is resumed. */
  readonly done: readonly EpochRecord[];
  /** The test error on the engine's frozen weights. */
  readonly measure: (engine: Engine) => MeasuredError;
}

/** A way of training and what fixes it. */
export type Way =
  | { readonly regime: "online"; readonly configuration: OnlineConfiguration }
  | { readonly regime: "curriculum"; readonly configuration: CurriculumConfiguration };

/** What differs between the ways of training. */
export interface Training {
  readonly way: Way;
  /** How it feeds the engine. */
  readonly feeds: Regime;
  /** Epochs it takes unless it stops early. */
  readonly planned: number;
  readonly events: (network: Network) => Iterable<TrainingEvent>;
  /** Whether an epoch deserves a line of its own where there is no progress bar. */
  readonly deservesLine: (record: EpochRecord) => boolean;
}

/** One sample an update, at 1000 Hz: the monitored run and the report's retrain. */
export function onlineTraining(configuration: OnlineConfiguration): Training {
  const rows = makeRows(signalOf(configuration, configuration.trainSeed));
  return {
    way: { regime: "online", configuration },
    feeds: "online",
    planned: configuration.epochs,
    events: (network) => trainOnline({ ...network, rows, configuration }),
    deservesLine: () => true,
  };
}

/** Windows, from a low sampling rate to 1000 Hz: what works. */
export function curriculumTraining(configuration: CurriculumConfiguration): Training {
  const { stages } = configuration;
  const recording = makeMixture(signalOf(configuration, configuration.trainSeed));
  const endsStage = (epochs: number) => {
    const { stage, epoch } = positionOf(stages, epochs);
    return epoch === stage.epochs - 1;
  };
  return {
    way: { regime: "curriculum", configuration },
    feeds: "windows",
    planned: epochCount(stages),
    events: (network) => trainCurriculum({ ...network, recording, configuration }),
    deservesLine: ({ epoch, test }) => test !== null || endsStage(epoch),
  };
}
