/**
 * What the network of a run of ours answers now, on the beginning of its test recording.
 *
 * @module
 */
import { phasePlane } from "../evaluation/phase_plane.ts";
import { readOut, traceNetwork } from "../model/mod.ts";
import { readNetwork, type RunRecord } from "../run/record.ts";
import { runSignal } from "../run/signal.ts";
import { makeRows } from "../signal/mod.ts";

/** So many seconds are shown, at most so many points of them. */
const SECONDS = 2, POINTS = 1000;

/** Frozen weights, one sample at a time, from the zero state; one entry a shown sample. */
export interface NetworkView {
  /** The sine that is asked for. */
  readonly hertz: number;
  readonly rateHz: number;
  readonly seconds: readonly number[];
  readonly mixture: readonly number[];
  readonly target: readonly number[];
  readonly output: readonly number[];
  /** Mean squared error over the stretch. */
  readonly mse: number;
  /** The hidden state in the plane of its two main directions, and the share of its variance that is seen there. */
  readonly plane: { readonly x: readonly number[]; readonly y: readonly number[]; readonly share: number };
}

/** The network in a run's folder, of a run in training that of its last checkpoint; the first sine is asked for. */
export function networkOf(folder: string, record: RunRecord): NetworkView {
  const weights = readNetwork(folder);
  const { test } = runSignal(record);
  const { sampleRateHz: rateHz, frequenciesHz: [hertz] } = test;
  const { inputs, targets, selectors, samples } = makeRows(test);
  const length = Math.min(samples, Math.round(SECONDS * rateHz));
  const trace = traceNetwork(weights, inputs.subarray(0, length * (1 + selectors)));
  const answers = trace.steps.map(({ hidden }) => readOut(weights, hidden));
  const plane = phasePlane(trace);
  const every = Math.ceil(length / POINTS);
  const shown = (at: (index: number) => number) =>
    Array.from({ length: Math.ceil(length / every) }, (_, k) => Number(at(k * every).toPrecision(4)));
  return {
    hertz,
    rateHz,
    seconds: shown((index) => index / rateHz),
    mixture: shown((index) => inputs[index * (1 + selectors)]),
    target: shown((index) => targets[index]),
    output: shown((index) => answers[index]),
    mse: answers.reduce((sum, answer, index) => sum + (answer - targets[index]) ** 2, 0) / length,
    plane: { x: shown((index) => plane.x[index]), y: shown((index) => plane.y[index]), share: plane.share },
  };
}
