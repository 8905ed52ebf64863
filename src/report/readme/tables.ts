/**
 * The README's tables, from the records that commands wrote.
 *
 * @module
 */
import type { Rule } from "../../monitor/mod.ts";
import type { MarkdownTable } from "./table.ts";

/** A finished online run. */
export interface RunRow {
  readonly name: string;
  readonly trained: string;
  /** Of the last epoch. */
  readonly runningLoss: number;
  readonly testMse: number;
}

/** The two runs of the report. */
export function runsTable(runs: readonly RunRow[]): MarkdownTable {
  return {
    headings: ["run", "trained", "running loss", "test MSE"],
    rows: runs.map(({ name, trained, runningLoss, testMse }) => [
      `\`${name}\``,
      trained,
      runningLoss.toFixed(3),
      testMse.toFixed(3),
    ]),
  };
}

/** A part of `reports/seeds/seeds.json`. */
export interface SeedStudy {
  readonly results: readonly { readonly runningLoss: number; readonly testMse: number }[];
}

/** The baseline from every seed. */
export function seedsTable({ results }: SeedStudy): MarkdownTable {
  const row = (what: string, values: readonly number[]) => {
    const sorted = values.toSorted((a, b) => a - b);
    const middle = (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.floor(sorted.length / 2)]) / 2;
    return [what, ...[sorted[0], middle, sorted[sorted.length - 1]].map((value) => value.toFixed(3))];
  };
  return {
    headings: [`${results.length} seeds`, "least", "median", "largest"],
    rows: [
      row("running loss, last epoch", results.map(({ runningLoss }) => runningLoss)),
      row("test MSE", results.map(({ testMse }) => testMse)),
    ],
  };
}

interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** A part of `reports/curriculum/curriculum.json`. */
export interface CurriculumStudy {
  readonly summary: Readonly<
    Record<
      string,
      {
        readonly seeds: number;
        readonly testMse: Spread;
        readonly worstFrequency: Spread;
        readonly lateStart: Spread;
        readonly silence: Spread;
        readonly secondsToTarget: Spread;
      }
    >
  >;
}

/** The curriculum over its seeds, filters first. */
export function curriculumTable({ summary }: CurriculumStudy): MarkdownTable {
  return {
    headings: [
      "noise",
      "seeds",
      "median test MSE",
      "worst seed",
      "worst frequency of any seed",
      "late start, worst seed",
      "silence, median",
      "first below 0.01 after (s), median",
    ],
    rows: ["softened", "quarter", "literal"].map((noise) => {
      const { seeds, testMse, worstFrequency, lateStart, silence, secondsToTarget } = summary[noise];
      return [
        `\`${noise}\``,
        String(seeds),
        ...[testMse.median, testMse.max, worstFrequency.max, lateStart.max, silence.median].map(decimals),
        secondsToTarget.median.toFixed(0),
      ];
    }),
  };
}

/** A part of `reports/capacity/capacity.json`. */
export interface CapacityStudy {
  readonly results: readonly {
    readonly way: string;
    readonly noise: string;
    readonly hiddenSize: number;
    readonly testMse: number;
  }[];
}

const WAYS = { online: "one row an update (L = 1)", windows: "windows at 1000 Hz", curriculum: "curriculum" };

/** Each way of training on each noise: the errors of the sizes in turn. */
export function waysTable({ results }: CapacityStudy): MarkdownTable {
  const noises = ["softened", "quarter", "literal"];
  return {
    headings: ["trained", ...noises.map((noise) => `\`${noise}\``)],
    rows: Object.entries(WAYS).map(([way, name]) => [
      name,
      ...noises.map((noise) => {
        const errors = results.filter((result) => result.way === way && result.noise === noise)
          .toSorted((a, b) => a.hiddenSize - b.hiddenSize).map(({ testMse }) =>
            testMse < 0.01 ? testMse.toFixed(4) : testMse.toFixed(2)
          );
        return errors.join(", ");
      }),
    ]),
  };
}

interface Counted {
  readonly successes: number;
  readonly trials: number;
}

/** A part of `reports/faults/faults.json`. */
export interface FaultStudy {
  readonly allFaults: {
    readonly fromHistory: Counted;
    readonly detected: Counted;
    readonly causeFirst: Counted;
  };
  readonly allHealthy: Counted;
}

/** What the monitor found, in runs. */
export function faultsTable({ allFaults, allHealthy }: FaultStudy): MarkdownTable {
  const of = ({ successes, trials }: Counted) => `${successes} of ${trials}`;
  return {
    headings: ["runs with a known fault", "runs"],
    rows: [
      ["found from the history alone", of(allFaults.fromHistory)],
      ["found with measured evidence beside it", of(allFaults.detected)],
      ["its cause ranked first, with evidence", of(allFaults.causeFirst)],
      ["false alarms on healthy runs", of(allHealthy)],
    ],
  };
}

/** A part of `reports/benchmarks/benchmark.json`. */
export interface Benchmark {
  readonly results: readonly {
    readonly case: { readonly regime: string; readonly steps: number; readonly units: number };
    readonly measurements: readonly { readonly name: string; readonly median: number }[];
    readonly ratios: readonly { readonly ours: string; readonly theirs: string; readonly median: number }[];
  }[];
}

/** Peers of the table, as the benchmark names them. */
const PEERS = {
  plain: "PyTorch nn.LSTM",
  best: "PyTorch LSTMCell compiled, fused Adam",
  two: "PyTorch nn.LSTM, 2 threads",
};

/** Rates of the fused engine and how many times those of PyTorch, one row a size. */
export function speedTable({ results }: Benchmark): MarkdownTable {
  const online = results.filter((result) => result.case.regime === "online");
  const longest = Math.max(...results.map((result) => result.case.steps));
  return {
    headings: [
      "units",
      "online steps/s, 1 thread",
      "2 threads",
      "times PyTorch `nn.LSTM`",
      "times its best¹",
      "windows², times `nn.LSTM`",
      "its 2 threads",
    ],
    rows: online.map((row) => {
      const windows = results.find(({ case: { regime, steps, units } }) =>
        regime === "windows" && steps === longest && units === row.case.units
      );
      return [
        String(row.case.units),
        rate(row, "fused"),
        rate(row, "fused, 2 threads"),
        ratio(row, PEERS.plain),
        ratio(row, PEERS.best),
        ratio(windows, PEERS.plain),
        ratio(windows, PEERS.two),
      ];
    }),
  };
}

type Measured = Benchmark["results"][number] | undefined;

function rate(row: Measured, name: string): string {
  const found = row?.measurements.find((measurement) => measurement.name === name);
  if (found === undefined) throw new RangeError(`the benchmark has no measurement of ${name}`);
  return Number(found.median.toPrecision(3)).toLocaleString("en");
}

function ratio(row: Measured, theirs: string): string {
  const found = row?.ratios.find((ratio) => ratio.theirs === theirs);
  if (found === undefined) throw new RangeError(`the benchmark has no ratio to ${theirs}`);
  return found.median < 10 ? found.median.toFixed(1) : found.median.toFixed(0);
}

/** The monitor's rules, as their files describe them. */
export function rulesTable(rules: readonly Rule[]): MarkdownTable {
  const text = (words: string) => words.replaceAll("|", "\\|");
  return {
    headings: ["rule", "watches", "fires when", "remedy", "source"],
    rows: rules.map(({ name, watches, predicate, remedy, source }) => [
      `[\`${name}\`](${fileOf(name)})`,
      ...[watches, predicate, remedy, source].map(text),
    ]),
  };
}

/** Two rules share what they watch, and a file. */
const SHARED: Readonly<Record<string, string>> = {
  "convergence": "plateau",
  "early-stopping-due": "early_stopping",
};

function fileOf(rule: string): string {
  return `${SHARED[rule] ?? rule.replaceAll("-", "_")}.ts`;
}

/** The tasks of `deno.json` with their descriptions. */
export function tasksTable(
  tasks: Readonly<Record<string, string | { readonly description?: string }>>,
): MarkdownTable {
  return {
    headings: ["task", "does"],
    rows: Object.entries(tasks).flatMap(([name, task]) =>
      typeof task === "string" || task.description === undefined ? [] : [[`\`${name}\``, task.description]]
    ),
  };
}

function decimals(value: number): string {
  return value < 0.01 ? value.toFixed(5) : value.toFixed(3);
}
