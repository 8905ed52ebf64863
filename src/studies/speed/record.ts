/**
 * The benchmark's record and how it reads as a table.
 *
 * @module
 */
import { z } from "zod";
import { validated } from "../../boundary/mod.ts";
import { benchmarkBars } from "../../plots/mod.ts";
import { readJson } from "../../run/files.ts";
import { formatRate } from "../../text/mod.ts";
import { type Case, describeCase } from "./cases.ts";
import { type Measurement, speedRatio } from "./benchmark.ts";
import { describeSurroundings, type Surroundings } from "./machine.ts";
import { ourFastest, speedRatios } from "./ratios.ts";
import type { Roofline } from "./roofline.ts";

/** `benchmark.json`. */
export interface BenchmarkRecord extends Surroundings {
  readonly effort: { readonly rounds: number; readonly secondsPerTurn: number };
  readonly results: readonly CaseResult[];
}

/** All benchmarks of one case. */
export interface CaseResult {
  readonly case: Case;
  /** Of `measurements`: updates are samples online, where one sample is one update. */
  readonly unit: "samples/s";
  readonly measurements: readonly Measurement[];
  /** What one thread of the machine can do of this work; missing where it was not measured. */
  readonly roofline?: Roofline;
}

const rate = z.number().positive();
const measured = z.looseObject({
  results: z.array(z.looseObject({
    case: z.strictObject({ regime: z.enum(["online", "windows"]), steps: rate, lanes: rate, units: rate }),
    measurements: z.array(z.strictObject({
      name: z.string().max(200),
      median: rate,
      low: rate,
      high: rate,
      rates: z.array(rate).min(1),
    })).min(1),
  })).min(1),
});

const FILE = "reports/benchmarks/benchmark.json";

/** The record in `reports/`. */
export function readBenchmarkRecord(): BenchmarkRecord {
  const record = readJson(FILE);
  validated(measured, record, FILE);
  return record as BenchmarkRecord;
}

/** How many times the speed of the fastest peer our fastest engine has on as many threads, as a figure (SVG); null without peers. */
export function ratioFigure({ results }: BenchmarkRecord, regime: Case["regime"]): string | null {
  const bars = results.filter((result) => result.case.regime === regime).flatMap((
    { case: { units, steps, lanes }, measurements },
  ) => {
    const ratios = speedRatios(measurements);
    return [1, 2].flatMap((count) => {
      const ratio = ratios.find(({ threads }) => threads === count);
      if (ratio === undefined) return [];
      const size = regime === "online" ? `${units} units` : `${units} units, T = ${steps}, B = ${lanes}`;
      const on = count === 1 ? "1 thread" : `${count} threads`;
      const { theirs, median, low, high } = ratio;
      return [{
        label: `${size}, ${on}: ${theirs.split(" ")[0]}`,
        median: Number(median.toPrecision(3)),
        low,
        high,
      }];
    });
  });
  const title = regime === "online" ? "One update a sample" : "Windows";
  return bars.length === 0 ? null : benchmarkBars({ bars, unit: "times the fastest peer's speed", title });
}

/** `table.md`: one table of rates for each regime and one of ratios. */
export function benchmarkTable(record: BenchmarkRecord): string {
  const { effort, results } = record;
  const regimes = [["online", "Online: one update a sample"], [
    "windows",
    "Windows: back-propagation through time",
  ]];
  return [
    "# Speed",
    "",
    ...describeSurroundings(record),
    `Samples a second: median of ${effort.rounds} turns (slowest to fastest). The benchmarks take turns; a ratio is ` +
    "taken within each round. Made by `deno task bench rates`.",
    ...regimes.flatMap(([regime, title]) => {
      const of = results.filter((result) => result.case.regime === regime);
      return of.length === 0
        ? []
        : ["", `## ${title}`, "", ...ratioTable(of), ...rateTable(of), ...rooflineTable(of)];
    }),
    "",
  ].join("\n");
}

/** All rates. */
function rateTable(results: readonly CaseResult[]): string[] {
  const names = [...new Set(results.flatMap(({ measurements }) => measurements.map(({ name }) => name)))];
  return markdown(
    ["case", ...names],
    results.map(({ case: which, measurements }) => [
      describeCase(which),
      ...names.map((name) => {
        const found = measurements.find((one) => one.name === name);
        return found
          ? `${formatRate(found.median)} (${formatRate(found.low)} to ${formatRate(found.high)})`
          : "";
      }),
    ]),
  );
}

/** The fastest of ours against the fastest peer, threads against as many threads. */
function ratioTable(results: readonly CaseResult[]): string[] {
  const rows = results.flatMap(({ case: which, measurements }) => {
    const ratios = speedRatios(measurements);
    return [...new Set(ratios.map(({ threads }) => threads))].map((count) => {
      const { ours, theirs, median, low, high } = ratios.find(({ threads }) => threads === count)!;
      const times = `${factor(median)} (${factor(low)} to ${factor(high)})`;
      return [describeCase(which), String(count), theirs, ours, times];
    });
  });
  if (rows.length === 0) return [];
  return [
    ...markdown(["case", "threads of both", "fastest peer", "our fastest", "times the peer"], rows),
    "",
  ];
}

/** How near our fastest on one thread is to what one thread can do, and how far ahead of the peers that would be. */
function rooflineTable(results: readonly CaseResult[]): string[] {
  const inCacheToo = results.some(({ roofline }) => roofline?.inCache !== undefined);
  const rows = results.flatMap(({ case: which, measurements, roofline }) => {
    const ours = ourFastest(measurements, 1);
    if (roofline === undefined || ours === undefined) return [];
    const { unit, workPerSample, most, inCache } = roofline;
    const does = ({ median }: Measurement) =>
      (median * workPerSample / (unit === "GFLOP/s" ? 1000 : 1)).toFixed(0);
    const reached = speedRatio(ours, most).median;
    const peer = speedRatios(measurements).find(({ threads }) => threads === 1);
    return [[
      describeCase(which),
      ours.name,
      unit,
      does(ours),
      does(most),
      percent(reached),
      ...(inCache === undefined ? [] : [does(inCache), percent(speedRatio(ours, inCache).median)]),
      peer ? factor(peer.median / reached) : "",
    ]];
  });
  if (rows.length === 0) return [];
  const head = [
    "case, one thread",
    "our fastest",
    "unit",
    "does",
    "at best",
    "share",
    ...(inCacheToo ? ["in cache", "share"] : []),
    "at best, times the fastest peer",
  ];
  return ["", ...markdown(head, rows), "", inCacheToo ? WINDOWS_COUNT : ONLINE_COUNT];
}

const ROUNDS = "It takes turns with the engines, and a share is the median of the rounds' ratios.";

const ONLINE_COUNT =
  `Counted are the weights of the gates. _At best_ is the pass over them alone: Adam's update and the product with the new weights. ${ROUNDS}`;

const WINDOWS_COUNT =
  "Counted are the products of a window, two operations for each multiply-add. _At best_ are multiply-adds in registers " +
  "that nothing waits for. _In cache_ are the products by the kernel's own tiles and, not counted, the gates of as many " +
  "units, all on data that stays in the first-level cache: what the arithmetic of a window leaves of the first figure. " +
  ROUNDS.replace("It takes", "Both take");

/** The lines of a Markdown table. */
export function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

const percent = (share: number) => `${Math.round(100 * share)} %`;

const factor = (ratio: number) => ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(2);
