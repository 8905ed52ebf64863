/**
 * The two regimes of training, as whoever runs one takes them.
 *
 * @module
 */
import type { Feed } from "../engine/choose.ts";
import { makeMixture, makeRows, type SignalRows } from "../signal/mod.ts";
import { type OnlineConfiguration, signalOf } from "./configuration.ts";
import { isTestedIn, trainCurriculum } from "./curriculum.ts";
import type { CurriculumConfiguration } from "./curriculum_configuration.ts";
import type { EpochRecord } from "./epoch.ts";
import { isTestedAfter, type Network, stopsEarlyAfter, type TrainingEvent, trainOnline } from "./online.ts";
import { epochCount, positionOf, rateAt } from "./stage.ts";

/** The regime of a run, and the configuration that fixes it. */
export type Setup =
  | { readonly regime: "online"; readonly configuration: OnlineConfiguration }
  | { readonly regime: "curriculum"; readonly configuration: CurriculumConfiguration };

/** What differs between the regimes. */
export interface Training {
  readonly setup: Setup;
  /** The training recording as rows. */
  readonly rows: SignalRows;
  /** How it feeds the engine. */
  readonly feeds: Feed;
  /** Epochs it takes unless it stops early. */
  readonly planned: number;
  /** The learning rate that the history names for an epoch, counted from 1. */
  readonly learningRate: (epoch: number) => number;
  /** Whether the test error is measured after an epoch. */
  readonly isTestedAfter: (epoch: number) => boolean;
  /** The number of epochs after which a run with these losses stops early; null where it does not. */
  readonly stopsEarlyAfter: (losses: readonly number[]) => number | null;
  readonly events: (network: Network) => Iterable<TrainingEvent>;
  /** Whether an epoch deserves a line of its own where there is no progress bar. */
  readonly deservesLine: (record: EpochRecord) => boolean;
}

/** The training of a setup, whatever its regime. */
export function trainingOf({ regime, configuration }: Setup): Training {
  return regime === "online" ? onlineTraining(configuration) : curriculumTraining(configuration);
}

/** One sample an update, at 1000 Hz: the monitored run and the report's retrain. */
export function onlineTraining(configuration: OnlineConfiguration): Training {
  const rows = trainingRows(configuration);
  return {
    setup: { regime: "online", configuration },
    rows,
    feeds: "online",
    planned: configuration.epochs,
    learningRate: () => configuration.learningRate,
    isTestedAfter: (epoch) => isTestedAfter(configuration, epoch),
    stopsEarlyAfter: (losses) => stopsEarlyAfter(configuration, losses),
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
    setup: { regime: "curriculum", configuration },
    rows: trainingRows(configuration),
    feeds: "windows",
    planned: epochCount(stages),
    learningRate: (epoch) => {
      const { stage, epoch: within } = positionOf(stages, epoch);
      return rateAt(stage, within / stage.epochs);
    },
    isTestedAfter: (epoch) => isTestedIn(configuration, positionOf(stages, epoch)),
    stopsEarlyAfter: () => null,
    events: (network) => trainCurriculum({ ...network, recording, configuration }),
    deservesLine: ({ epoch, test }) => test !== null || endsStage(epoch),
  };
}

function trainingRows(configuration: Setup["configuration"]): SignalRows {
  return makeRows(signalOf(configuration, configuration.trainSeed));
}
