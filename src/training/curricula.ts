/**
 * The curricula: where to train when the sines are fast in samples, and how to slow time down from there.
 *
 * A new curriculum is a new list. The quick ones were compared on recordings of the seeds 2 to 4, the patient ones on 21 and
 * 22; `deno task study:curriculum`, `study:limit` and `study:clock` test them on seeds that no choice has looked at.
 *
 * @module
 */
import type { NoiseName } from "../signal/mod.ts";
import type { Stage } from "./stage.ts";

/** Decimation, epochs, learning rate and window in seconds. */
type FilterRow = readonly [number, number, number, number];
/** Decimation, epochs and learning rate. */
type ClockRow = readonly [number, number, number];

/**
 * Where S tells about the targets, the network becomes a filter: lanes begin anywhere in the recording, so that no phase
 * can be learnt by heart, and half a second of back-propagation is enough since S corrects what is carried.
 */
const FILTER: readonly FilterRow[] = [
  [20, 200, 5e-3, 0.5],
  [10, 60, 3e-3, 0.5],
  [5, 30, 2e-3, 0.5],
  [2, 15, 2e-3, 0.4],
  [1, 50, 1e-3, 0.25],
];

/**
 * For a filter that comes near the limit: what is left of the error is noise that is not averaged away, and the memory to
 * do so is learnt best at 200 and 500 Hz, where a second has many updates and each reaches back far. 1000 Hz is a last touch.
 */
const PATIENT_FILTER: readonly FilterRow[] = [
  [20, 300, 5e-3, 0.5],
  [10, 200, 3e-3, 0.5],
  [5, 300, 2e-3, 0.5],
  [2, 150, 2e-3, 0.5],
  [1, 10, 1e-3, 0.25],
];

/**
 * Where S tells nothing, only a clock started by the zero state can know the time: back-propagation always reaches
 * back to the first sample, from a horizon that grows, and the noise is drawn anew so that none of it can be learnt.
 */
const CLOCK: readonly ClockRow[] = [
  [16, 600, 2e-3],
  [8, 300, 1e-3],
  [4, 150, 6e-4],
  [2, 120, 4e-4],
  [1, 200, 3e-4],
];

const filter = (noise: Stage["noise"], rows = FILTER) =>
  rows.map(([decimation, epochs, learningRate, windowSeconds]): Stage => ({
    decimation,
    epochs,
    learningRate,
    windowSeconds,
    horizonsSeconds: [10],
    starts: 4,
    warmUpSeconds: 0.3,
    noise,
  }));

const clock = CLOCK.map(([decimation, epochs, learningRate]): Stage => ({
  decimation,
  epochs,
  learningRate,
  windowSeconds: null,
  horizonsSeconds: [0.5, 1, 2, 4, 10, 10, 10],
  starts: 1,
  warmUpSeconds: 0,
  noise: "redrawn",
}));

/** The stage list for each noise preset. Noise as loud as `quarter`'s is worth drawing anew; `softened` learns as well without. */
export const CURRICULA: Readonly<Record<NoiseName, readonly Stage[]>> = {
  softened: filter("fixed"),
  quarter: filter("redrawn"),
  literal: clock,
};

/**
 * Below every gradient's own length. While the phases are being found, errors are a hundred times those of later windows,
 * and the gradients are as much longer: they rule Adam's second moments, so that later windows hardly move the weights. Cut
 * to one length, every window counts.
 */
export const ONE_LENGTH = 1e-3;

/**
 * For a clock that keeps time: what S still lets in turns the hands, and ten seconds do not tell a frequency well enough for
 * sixty. So S is taken away, which told nothing, and the targets go on for a minute.
 */
const SILENCE: Stage = {
  decimation: 1,
  epochs: 90,
  learningRate: 1e-5,
  windowSeconds: null,
  horizonsSeconds: [10, 20, 30, 60, 60, 60],
  starts: 1,
  warmUpSeconds: 0,
  noise: "silent",
};

const patientFilter = filter("redrawn", PATIENT_FILTER);

/**
 * The stage lists, for {@linkcode ONE_LENGTH}, that come nearest to what can be had: filters to the limit of any filter, the
 * clock to the time.
 */
export const PATIENT_CURRICULA: Readonly<Record<NoiseName, readonly Stage[]>> = {
  softened: patientFilter,
  quarter: patientFilter,
  literal: [...clock, SILENCE],
};

/** The same stages with at most `epochs` epochs each: they show the path, not the result. */
export function quickStages(stages: readonly Stage[], epochs: number): readonly Stage[] {
  return stages.map((stage) => ({ ...stage, epochs: Math.min(stage.epochs, epochs) }));
}
