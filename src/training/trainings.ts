/**
 * The two regimes of training, as whoever runs one takes them.
 *
 * @module
 */
import type { Feed } from "../engine/choose.ts";
import { makeMixture, makeRows, type SignalRows } from "../signal/mod.ts";
import { type OnlineConfiguration, signalOf } from "./configuration.ts";
import { trainCurriculum } from "./curriculum.ts";
import type { CurriculumConfiguration } from "./curriculum_configuration.ts";
import type { EpochRecord } from "./epoch.ts";
import { type Network, type TrainingEvent, trainOnline } from "./online.ts";
import { epochCount, positionOf } from "./stage.ts";

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
  readonly events: (network: Network) => Iterable<TrainingEvent>;
  /** Whether an epoch deserves a line of its own where there is no progress bar. */
  readonly deservesLine: (record: EpochRecord) => boolean;
}

/** One sample an update, at 1000 Hz: the monitored run and the report's retrain. */
export function onlineTraining(configuration: OnlineConfiguration): Training {
  const rows = trainingRows(configuration);
  return {
    setup: { regime: "online", configuration },
    rows,
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
    setup: { regime: "curriculum", configuration },
    rows: trainingRows(configuration),
    feeds: "windows",
    planned: epochCount(stages),
    events: (network) => trainCurriculum({ ...network, recording, configuration }),
    deservesLine: ({ epoch, test }) => test !== null || endsStage(epoch),
  };
}

function trainingRows(configuration: Setup["configuration"]): SignalRows {
  return makeRows(signalOf(configuration, configuration.trainSeed));
}
