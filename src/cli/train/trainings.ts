/**
 * The two ways of training as {@linkcode run} takes them.
 *
 * @module
 */
import { makeMixture, makeRows } from "../../signal/mod.ts";
import { type OnlineConfiguration, signalOf } from "../../training/configuration.ts";
import { trainCurriculum } from "../../training/curriculum.ts";
import type { CurriculumConfiguration } from "../../training/curriculum_configuration.ts";
import { trainOnline } from "../../training/online.ts";
import { epochCount, positionOf } from "../../training/stage.ts";
import type { Training } from "./run.ts";

/** One sample an update, at 1000 Hz: the monitored run and the report's retrain. */
export function onlineTraining(configuration: OnlineConfiguration): Training {
  const rows = makeRows(signalOf(configuration, configuration.trainSeed));
  return {
    regime: "online",
    configuration,
    feeds: "online",
    planned: configuration.epochs,
    events: (network) => trainOnline({ ...network, rows, configuration }),
    checkpointEvery: 0,
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
    regime: "curriculum",
    configuration,
    feeds: "windows",
    planned: epochCount(stages),
    events: (network) => trainCurriculum({ ...network, recording, configuration }),
    checkpointEvery: 2000,
    deservesLine: ({ epoch, test }) => test !== null || endsStage(epoch),
  };
}
