/**
 * The benchmark's record and how it reads as a table.
 *
 * @module
 */
import { benchmarkBars } from "../../plots/mod.ts";
import { formatRate } from "../../text/mod.ts";
import { type Case, describeCase } from "./cases.ts";
import { type Measurement, speedRatio } from "./benchmark.ts";

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
  /** Our best by median against each of PyTorch's; within rounds. */
  readonly ratios: readonly {
    readonly ours: string;
    readonly theirs: string;
    readonly median: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/** Whether a benchmark is PyTorch's. */
const isPytorch = ({ name }: Measurement) => name.startsWith("PyTorch");

/** Adds the ratios of our best to each of PyTorch's. */
export function caseResult(which: Case, measurements: readonly Measurement[]): CaseResult {
  const ours = measurements.filter((one) => !isPytorch(one));
  const best = ours.reduce((a, b) => b.median > a.median ? b : a);
  const ratios = measurements.filter(isPytorch)
    .map((theirs) => ({ ours: best.name, theirs: theirs.name, ...speedRatio(best, theirs) }));
  return { case: which, unit: "samples/s", measurements, ratios };
}

/** How many times PyTorch's speed our best engine has, as a figure (SVG); null if PyTorch was not measured. */
export function ratioFigure({ results }: BenchmarkRecord, regime: Case["regime"]): string | null {
  const bars = results.filter((result) => result.case.regime === regime).flatMap(({ case: which, ratios }) =>
    ratios.map(({ ours, theirs, median, low, high }) => ({
      label: `${describeCase(which)}: ${ours} / ${theirs}`,
      median: Number(median.toPrecision(3)),
      low,
      high,
    }))
  );
  const title = regime === "online" ? "One update a sample" : "Windows";
  return bars.length === 0 ? null : benchmarkBars({ bars, unit: "times PyTorch's speed", title });
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
      return of.length === 0 ? [] : ["", `## ${title}`, "", ...rateTable(of), ...ratioTable(of)];
    }),
    "",
  ].join("\n");
}

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

function ratioTable(results: readonly CaseResult[]): string[] {
  const names = [...new Set(results.flatMap(({ ratios }) => ratios.map(({ theirs }) => theirs)))];
  if (names.length === 0) return [];
  return [
    "",
    ...table(
      ["case", "our best", ...names.map((name) => `times ${name}`)],
      results.map(({ case: which, ratios }) => [
        describeCase(which),
        ratios[0]?.ours ?? "",
        ...names.map((name) => {
          const found = ratios.find(({ theirs }) => theirs === name);
          return found ? `${factor(found.median)} (${factor(found.low)} to ${factor(found.high)})` : "";
        }),
      ]),
    ),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

const factor = (ratio: number) => ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(2);
