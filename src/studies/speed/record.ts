/**
 * The benchmark's record and how it reads as a table.
 *
 * @module
 */
import { benchmarkBars } from "../../plots/mod.ts";
import { formatRate } from "../../text/mod.ts";
import { type Case, describeCase } from "./cases.ts";
import type { Measurement } from "./benchmark.ts";
import { ourFastest, speedRatios } from "./ratios.ts";
import type { Roofline } from "./roofline.ts";

/** `benchmark.json`. */
export interface BenchmarkRecord {
  readonly date: string;
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    /** Processes ready to run when the measurement began, over 1, 5 and 15 minutes; 0 is an idle machine. */
    readonly loadAverage: readonly number[];
  };
  readonly versions: Readonly<Record<string, string>>;
  readonly effort: { readonly rounds: number; readonly secondsPerTurn: number };
  /** What could not be measured, and why. */
  readonly missing: readonly string[];
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

/** How many times the speed of the peers our fastest engine has on as many threads, as a figure (SVG); null without peers. */
export function ratioFigure({ results }: BenchmarkRecord, regime: Case["regime"]): string | null {
  const bars = results.filter((result) => result.case.regime === regime).flatMap((
    { case: which, measurements },
  ) =>
    speedRatios(measurements).map(({ ours, theirs, median, low, high }) => ({
      label: `${describeCase(which)}: ${ours} / ${theirs}`,
      median: Number(median.toPrecision(3)),
      low,
      high,
    }))
  );
  const title = regime === "online" ? "One update a sample" : "Windows";
  return bars.length === 0 ? null : benchmarkBars({ bars, unit: "times the peer's speed", title });
}

/** `table.md`: one table of rates for each regime and one of ratios. */
export function benchmarkTable(record: BenchmarkRecord): string {
  const { machine, versions, effort, missing, results } = record;
  const regimes = [["online", "Online: one update a sample"], [
    "windows",
    "Windows: back-propagation through time",
  ]];
  return [
    "# Speed",
    "",
    `${machine.processor}, ${machine.cores} cores, load average ${
      machine.loadAverage[0].toFixed(1)
    } at the start; ` +
    Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(", ") + ".",
    `Samples a second: median of ${effort.rounds} turns (slowest to fastest). The benchmarks take turns; a ratio is ` +
    "taken within each round. Made by `deno task bench`.",
    ...missing.map((line) => `\nNot measured: ${line}.`),
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
  return table(
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
  return [...table(["case", "threads of both", "fastest peer", "our fastest", "times the peer"], rows), ""];
}

/** How near our fastest on one thread is to what one thread can do. */
function rooflineTable(results: readonly CaseResult[]): string[] {
  const rows = results.flatMap(({ case: which, measurements, roofline }) => {
    const ours = ourFastest(measurements, 1);
    if (roofline === undefined || ours === undefined) return [];
    const { unit, workPerSample, most } = roofline;
    const reached = ours.median * workPerSample / (unit === "GFLOP/s" ? 1000 : 1);
    const share = `${Math.round(100 * reached / most)} %`;
    return [[describeCase(which), ours.name, unit, reached.toFixed(0), most.toFixed(0), share]];
  });
  if (rows.length === 0) return [];
  return [
    "",
    ...table(["case, one thread", "our fastest", "unit", "does", "at best", "share"], rows),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

const factor = (ratio: number) => ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(2);
