/**
 * The windows of an epoch: passes from the zero state, cut into what the engine takes in one update.
 *
 * @module
 */
import type { Generator as RandomGenerator } from "../random/generator.ts";
import type { Mixture } from "../signal/mod.ts";
import { horizonAt, type Position, type Stage } from "./stage.ts";
import { drawTracks, type Track } from "./track.ts";

/** One window of T steps on B lanes; lane `start * F + selector` hears that start and is asked for that selector. */
export interface PassWindow {
  /** Whether a pass begins here, from the zero state. */
  readonly begins: boolean;
  /** Share of the epoch that lies before this window, 0 to 1. */
  readonly progress: number;
  /** [S, C1..CF], [T, B, 1 + F] */
  readonly inputs: Float32Array;
  /** [T, B] */
  readonly targets: Float32Array;
  /** 0 where the loss leaves a sample out, else 1, [T, B]. */
  readonly lossWeights: Float32Array;
}

/** Lanes side by side in a stage. */
export function laneCount({ starts }: Stage, selectors: number): number {
  return starts * selectors;
}

/** All windows of an epoch: as many passes of the horizon's length as make up one recording's, but at least one. */
export function* epochWindows(
  recording: Mixture,
  { stage, epoch }: Pick<Position, "stage" | "epoch">,
  random: RandomGenerator,
): Generator<PassWindow> {
  const { sampleRateHz, durationSeconds } = recording.configuration;
  const samplesIn = (seconds: number) => Math.max(1, Math.round(seconds * sampleRateHz / stage.decimation));
  const longest = stage.noise === "silent" ? Infinity : durationSeconds;
  const horizon = Math.min(horizonAt(stage, epoch), longest);
  const passes = Math.max(1, Math.round(durationSeconds / horizon));
  const length = samplesIn(horizon);
  const steps = stage.windowSeconds === null ? length : samplesIn(stage.windowSeconds);
  const warmUp = samplesIn(stage.warmUpSeconds);
  for (let pass = 0; pass < passes; pass++) {
    const tracks = drawTracks(recording, stage, length, random);
    for (let from = 0; from < length; from += steps) {
      const progress = (pass + from / length) / passes;
      const window = layOut(tracks, from, Math.min(steps, length - from), warmUp);
      yield { begins: from === 0, progress, ...window };
    }
  }
}

/** The loss leaves out the first `warmUp` samples of all lanes but those of the first track, which begins with the recording. */
function layOut(
  tracks: readonly Track[],
  from: number,
  steps: number,
  warmUp: number,
): Pick<PassWindow, "inputs" | "targets" | "lossWeights"> {
  const selectors = tracks[0].targets.length;
  const lanes = tracks.length * selectors;
  const inputs = new Float32Array(steps * lanes * (1 + selectors));
  const targets = new Float32Array(steps * lanes);
  const lossWeights = new Float32Array(steps * lanes);
  let row = 0;
  for (let t = from; t < from + steps; t++) {
    for (const [start, { mixture, targets: sines }] of tracks.entries()) {
      const weight = start === 0 || t >= warmUp ? 1 : 0;
      for (let selector = 0; selector < selectors; selector++, row++) {
        inputs[row * (1 + selectors)] = mixture[t];
        inputs[row * (1 + selectors) + 1 + selector] = 1;
        targets[row] = sines[selector][t];
        lossWeights[row] = weight;
      }
    }
  }
  return { inputs, targets, lossWeights };
}
