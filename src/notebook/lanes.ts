import type { Lanes } from "../plots/lanes.ts";
import { makeMixture, type NoiseName } from "../signal/mod.ts";
import { signalOf } from "../training/configuration.ts";
import { curriculumConfiguration } from "../training/curriculum_configuration.ts";
import { epochGenerator } from "../training/epoch.ts";
import { drawTracks } from "../training/track.ts";

/** The lanes of the first pass of an epoch in a stage of a preset's curriculum, as training draws them. */
export function lanesOf(
  noise: NoiseName,
  { stage: index, epoch }: { readonly stage: number; readonly epoch: number },
): Lanes {
  const configuration = curriculumConfiguration({ noise });
  const { stages, seed, trainSeed, sampleRateHz, durationSeconds, frequenciesHz } = configuration;
  const stage = stages[index];
  const length = Math.round(durationSeconds * sampleRateHz / stage.decimation);
  const recording = makeMixture(signalOf(configuration, trainSeed));
  const tracks = drawTracks(recording, stage, length, epochGenerator(seed, epoch));
  return {
    durationSeconds,
    windowSeconds: stage.windowSeconds ?? durationSeconds,
    startsSeconds: tracks.map(({ start }) => start / sampleRateHz),
    warmUpSeconds: stage.warmUpSeconds,
    frequenciesHz,
  };
}
