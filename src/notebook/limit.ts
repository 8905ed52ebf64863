/**
 * A trained network beside the limit of any filter, over time.
 *
 * @module
 */
import { createEngine } from "../engine/mod.ts";
import { constantGainFilter, MEMORIES_SECONDS } from "../evaluation/constant_gain_filter.ts";
import { predictRows } from "../evaluation/mod.ts";
import { optimalFilter } from "../evaluation/optimal_filter.ts";
import { startedLate } from "../evaluation/probes/mod.ts";
import type { ErrorLine } from "../plots/error_lines.ts";
import { settledError } from "../plots/mod.ts";
import { makeMixture, makeRows, phaseRange } from "../signal/mod.ts";
import { signalOf } from "../training/configuration.ts";
import { BIN_SECONDS, binnedError } from "./probes.ts";
import type { NotebookRun } from "./trained.ts";

/**
 * Error over time, mean of recordings that begin late: the network, the filter whose gain never changes with the memory that
 * suits it best (none where the noise leaves nothing to filter), and the optimal filter.
 */
export async function limitTraces(run: NotebookRun, seeds: readonly number[]): Promise<readonly ErrorLine[]> {
  const engine = await createEngine("fused", run.weights);
  const heard = seeds.map((seed) => {
    const signal = startedLate(signalOf(run.configuration, seed));
    return { recording: makeMixture(signal), rows: makeRows(signal) };
  });
  const traced = (label: string, outputs: (one: typeof heard[number]) => ArrayLike<number>): ErrorLine => {
    const bin = BIN_SECONDS * run.configuration.sampleRateHz;
    return { label, points: meanOf(heard.map((one) => binnedError(outputs(one), one.rows, bin))) };
  };
  const joined = (estimates: readonly Float64Array[]) =>
    estimates.flatMap((estimate) => Array.from(estimate));
  const hears = phaseRange(run.configuration.noise) < 2 * Math.PI;
  const constant = (hears ? MEMORIES_SECONDS : []).map((memory) =>
    traced(
      `best constant gain (${memory} s)`,
      ({ recording }) => joined(constantGainFilter(recording, memory)),
    )
  ).toSorted((a, b) => settledError(a.points) - settledError(b.points)).slice(0, 1);
  const lines = [
    traced("trained network", ({ rows }) => predictRows(engine, rows)),
    ...constant,
    traced("optimal filter", ({ recording }) => joined(optimalFilter(recording))),
  ];
  engine.dispose();
  return lines;
}

/** How many times the limit each line is, from 1 s on. */
export function timesTheLimit(lines: readonly ErrorLine[]): readonly number[] {
  const settled = lines.map(({ points }) => settledError(points));
  return settled.map((error) => error / settled[settled.length - 1]);
}

function meanOf(traces: readonly ErrorLine["points"][]): ErrorLine["points"] {
  return traces[0].map(({ seconds }, at) => ({
    seconds,
    mse: traces.reduce((sum, points) => sum + points[at].mse, 0) / traces.length,
  }));
}
