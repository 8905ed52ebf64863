/**
 * What a trained network does under other conditions, and what its units do, as records for figures.
 *
 * @module
 */
import { createEngine } from "../engine/mod.ts";
import { measureError, predictRows } from "../evaluation/mod.ts";
import { SHIFTED_START, silenced, startedLate } from "../evaluation/probes/mod.ts";
import { traceNetwork } from "../model/cell.ts";
import { type ProbeErrors, settledError } from "../plots/probe_errors.ts";
import type { UnitTrace } from "../plots/unit_traces.ts";
import { makeRows, type SignalRows } from "../signal/mod.ts";
import type { Stretch } from "./figures.ts";
import { signalOf } from "../training/configuration.ts";
import type { NotebookRun } from "./trained.ts";

/** Seconds over which a squared error is averaged: a quarter of the slowest sine's period. */
export const BIN_SECONDS = 0.25;

/** What a network is made to hear. */
export interface Condition {
  readonly label: string;
  readonly rows: SignalRows;
}

/** The test recording as it is, with a late start, and silent. */
export function conditions({ configuration, test }: NotebookRun): readonly Condition[] {
  const signal = signalOf(configuration, configuration.testSeed);
  return [
    { label: "as tested", rows: test },
    { label: `late start (${SHIFTED_START.shiftSeconds} s)`, rows: makeRows(startedLate(signal)) },
    { label: "silence (S = 0)", rows: silenced(test) },
  ];
}

/** Error over time under each condition. */
export async function probeTraces(run: NotebookRun): Promise<ProbeErrors["traces"]> {
  const bin = BIN_SECONDS * run.configuration.sampleRateHz;
  const engine = await createEngine("fused", run.weights);
  try {
    return conditions(run).map(({ label, rows }) => ({
      label,
      points: binnedError(predictRows(engine, rows), rows, bin),
    }));
  } finally {
    engine.dispose();
  }
}

/** What a network turned out to be, with the errors from 1 s on that tell. */
export async function filterOrClock(run: NotebookRun, target: number) {
  const [tested, late, silence] = (await probeTraces(run)).map(({ points }) => settledError(points));
  const kind = late < target ? "filter" : silence < target ? "clock" : "neither";
  return { "as tested": tested, "late start": late, silence, "so it is a": kind };
}

/** Test MSE on recordings with noise of other seeds. */
export async function errorOnSeeds(
  { configuration, weights }: NotebookRun,
  seeds: readonly number[],
): Promise<number[]> {
  const engine = await createEngine("fused", weights);
  try {
    return seeds.map((seed) => measureError(engine, makeRows(signalOf(configuration, seed))).mse);
  } finally {
    engine.dispose();
  }
}

/** Squared error in consecutive bins, mean over the selectors. */
export function binnedError(
  outputs: ArrayLike<number>,
  { targets, samples, selectors }: SignalRows,
  binSamples: number,
) {
  return Array.from({ length: Math.floor(samples / binSamples) }, (_, bin) => {
    let sum = 0;
    for (let selector = 0; selector < selectors; selector++) {
      for (let i = 0; i < binSamples; i++) {
        const row = selector * samples + bin * binSamples + i;
        sum += (outputs[row] - targets[row]) ** 2;
      }
    }
    return { seconds: (bin + 0.5) * BIN_SECONDS, mse: sum / (selectors * binSamples) };
  });
}

/** Gates and state of the units that move the output most while one sine is asked for. */
export function busiestUnits(
  { configuration: { sampleRateHz }, weights, test }: NotebookRun,
  { selector, count, from, to }: Stretch & { readonly selector: number; readonly count: number },
): { readonly seconds: readonly number[]; readonly units: readonly UnitTrace[] } {
  const [first, end] = [Math.round(from * sampleRateHz), Math.round(to * sampleRateHz)];
  const width = 1 + test.selectors;
  const start = selector * test.samples * width;
  const { steps } = traceNetwork(weights, test.inputs.subarray(start, start + end * width));
  const shown = steps.slice(first);
  const swing = (unit: number) => {
    const values = shown.map(({ hidden }) => hidden[unit]);
    return Math.abs(weights.weightOut[unit]) * (Math.max(...values) - Math.min(...values));
  };
  const units = [...weights.weightOut.keys()].sort((a, b) => swing(b) - swing(a)).slice(0, count);
  return {
    seconds: shown.map((_, index) => (first + index) / sampleRateHz),
    units: units.map((unit) => ({
      unit,
      input: shown.map(({ input }) => input[unit]),
      forget: shown.map(({ forget }) => forget[unit]),
      output: shown.map(({ output }) => output[unit]),
      cell: shown.map(({ cell }) => cell[unit]),
      hidden: shown.map(({ hidden }) => hidden[unit]),
    })),
  };
}
