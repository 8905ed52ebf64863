/**
 * The README's tables, from the records that commands wrote.
 *
 * @module
 */
import { TARGET } from "../../evaluation/mod.ts";
import { formatProportion, type Proportion } from "../../evaluation/proportion.ts";
import type { Rule } from "../../monitor/mod.ts";
import { THRESHOLDS } from "../../monitor/thresholds.ts";
import { EASIEST_FIRST, type NoiseName } from "../../signal/mod.ts";
import type { ArmSummary } from "../../studies/ablations/study.ts";
import type { CapacityResult } from "../../studies/capacity/cell.ts";
import { testMseOf } from "../../studies/capacity/show.ts";
import type { CurriculumSummary } from "../../studies/curriculum/study.ts";
import type { Summary } from "../../studies/faults/score.ts";
import type { ClockSummary } from "../../studies/clock/study.ts";
import type { FilterSummary } from "../../studies/limit/study.ts";
import type { FreshSet } from "../../studies/programs/mod.ts";
import type { RecordedSums } from "../../studies/recorded/table.ts";
import type { SeedRecord } from "../../studies/seeds/study.ts";
import { formatSpread, type Spread } from "../../studies/spread.ts";
import { formatNumber } from "../../text/mod.ts";
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

/** The baseline from every seed. */
export function seedsTable(
  { results, runningLoss, testMse }: Pick<SeedRecord, "results" | "runningLoss" | "testMse">,
): MarkdownTable {
  const row = (
    what: string,
    { min, median, max }: Spread,
  ) => [what, ...[min, median, max].map((value) => value.toFixed(3))];
  return {
    headings: [`${results.length} seeds`, "least", "median", "largest"],
    rows: [row("running loss, last epoch", runningLoss), row("test MSE", testMse)],
  };
}

/** What a table tells of one preset. */
export type CurriculumColumns = Pick<
  CurriculumSummary,
  "seeds" | "testMse" | "worstFrequency" | "lateStart" | "silence" | "secondsToTarget"
>;

/** The curriculum over its seeds, filters first. */
export function curriculumTable(
  { summary }: { readonly summary: Readonly<Record<string, CurriculumColumns>> },
): MarkdownTable {
  return {
    headings: [
      "noise",
      "seeds",
      "median test MSE",
      "worst seed",
      "worst frequency of any seed",
      "late start, worst seed",
      "silence, median",
      `first below ${TARGET} after (s), median`,
    ],
    rows: EASIEST_FIRST.map((noise) => {
      const { seeds, testMse, worstFrequency, lateStart, silence, secondsToTarget } = summary[noise];
      return [
        `\`${noise}\``,
        String(seeds),
        ...[testMse.median, testMse.max, worstFrequency.max, lateStart.max, silence.median].map(decimals),
        Number.isFinite(secondsToTarget.median) ? secondsToTarget.median.toFixed(0) : "not reached",
      ];
    }),
  };
}

const WAYS = { online: "one row an update (L = 1)", windows: "windows at 1000 Hz", curriculum: "curriculum" };

/** Each way of training on each noise: the errors of the sizes in turn. */
export function waysTable(
  { results }: {
    readonly results: readonly Pick<CapacityResult, "way" | "noise" | "hiddenSize" | "testMse">[];
  },
): MarkdownTable {
  return {
    headings: ["trained", ...EASIEST_FIRST.map((noise) => `\`${noise}\``)],
    rows: Object.entries(WAYS).map(([way, name]) => [
      name,
      ...EASIEST_FIRST.map((noise) => {
        const sizes = [...new Set(results.map(({ hiddenSize }) => hiddenSize))].toSorted((a, b) => a - b);
        const errors = sizes.map((hiddenSize) => testMseOf(results, { way, noise, hiddenSize })).map((mse) =>
          mse < TARGET ? mse.toFixed(4) : mse.toFixed(2)
        );
        return errors.join(", ");
      }),
    ]),
  };
}

/**
 * The curriculum with one thing changed at a time; empty where an arm is the curriculum itself or bound to fail.
 *
 * @param format what is told of the seeds; the median by default
 */
export function ablationsTable(
  summary: readonly Pick<ArmSummary, "arm" | "noise" | "testMse" | "lateStartMse">[],
  format: (spread: Spread) => string = ({ median }) => decimals(median),
): MarkdownTable {
  const cell = (arm: string, noise: NoiseName, measure: "testMse" | "lateStartMse") => {
    const found = summary.find((row) => row.arm === arm && row.noise === noise);
    return found === undefined ? "" : format(found[measure]);
  };
  return {
    headings: ["trained", "`softened`", "begun late", "`quarter`", "begun late", "`literal`"],
    rows: [...new Set(summary.map(({ arm }) => arm))].map((arm) => [
      arm,
      cell(arm, "softened", "testMse"),
      cell(arm, "softened", "lateStartMse"),
      cell(arm, "quarter", "testMse"),
      cell(arm, "quarter", "lateStartMse"),
      cell(arm, "literal", "testMse"),
    ]),
  };
}

/** How many times the limit's error each filter leaves: the median, and the least and the largest of several seeds. */
export function limitTable(summary: readonly FilterSummary[]): MarkdownTable {
  const times = (values: readonly number[]) => formatSpread(values, (value) => value.toFixed(1));
  const filters = [...new Set(summary.map(({ filter }) => filter))].filter((name) =>
    name !== "optimal filter"
  );
  const of = (name: string, noise: string) =>
    summary.filter((row) => row.filter === name && row.noise === noise).flatMap(({ timesLimit }) =>
      timesLimit
    );
  return {
    headings: ["filter", "`softened`", "`quarter`", "seeds"],
    rows: filters.map((name) => [
      name,
      times(of(name, "softened")),
      times(of(name, "quarter")),
      name === "constant gain" ? "" : String(of(name, "softened").length),
    ]),
  };
}

/** How well each kind of clock keeps time over a minute: the median, and the least and the largest of several seeds. */
export function clockTable(summary: readonly ClockSummary[]): MarkdownTable {
  return {
    headings: ["clock", "first 10 s", "last 10 of 60 s", "seeds"],
    rows: summary.map(({ clock, firstTenSecondsMse, lastTenSecondsMse }) => [
      clock,
      formatSpread(firstTenSecondsMse),
      formatSpread(lastTenSecondsMse),
      clock === "written down" ? "" : String(lastTenSecondsMse.length),
    ]),
  };
}

/** What the monitor found, in runs. */
export function faultsTable(
  { allFaults, allHealthy }: Pick<Summary, "allFaults" | "allHealthy">,
): MarkdownTable {
  const of = ({ successes, trials }: Proportion) => `${successes} of ${trials}`;
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

/** How often the monitor names the fault of a recorded program, by what it was given. */
export function recordedTable(sums: readonly RecordedSums[]): MarkdownTable {
  const of = ({ successes, trials }: Proportion) => `${successes} of ${trials}`;
  return {
    headings: ["given", "fault named first", "among the first three", "false alarms on healthy runs"],
    rows: sums.map(({ seen, first, amongThree, falseAlarms }) => [
      seen,
      of(first),
      of(amongThree),
      of(falseAlarms),
    ]),
  };
}

/** What histories of other frameworks' programs show, on the newest seeds that were judged while they were fresh. */
export function programsTable(sets: readonly FreshSet[]): MarkdownTable {
  const newest = sets.at(-1);
  return {
    headings: ["from the history alone, on seeds that no rule had seen", "runs (95% interval, per cent)"],
    rows: newest === undefined ? [] : [
      ["an alarm leads and is a fair reading of the fault", formatProportion(newest.sums.fairAlarm)],
      ["or the headline is, without an alarm", formatProportion(newest.sums.fairReading)],
      ["false alarms on healthy runs", formatProportion(newest.sums.falseAlarms)],
    ],
  };
}

/** The monitor's rules, as their files describe them. */
export function rulesTable(folders: Readonly<Record<string, readonly Rule[]>>): MarkdownTable {
  const text = (words: string) => words.replaceAll("|", "\\|");
  return {
    headings: ["rule", "watches", "fires when", "remedy", "source"],
    rows: Object.entries(folders).flatMap(([folder, rules]) =>
      rules.map(({ name, watches, predicate, remedy, source }) => [
        `[\`${name}\`](${folder}/${fileOf(name)})`,
        ...[watches, predicate, remedy, source].map(text),
      ])
    ),
  };
}

/** The numbers that the rules compare with, as `thresholds.ts` documents them. */
export function thresholdsTable(): MarkdownTable {
  return {
    headings: ["rule", "threshold", "value", "of what"],
    rows: Object.entries(THRESHOLDS).flatMap(([rule, own]) =>
      Object.entries(own as Readonly<Record<string, readonly [number, string]>>).map((
        [name, [value, meaning]],
      ) => [`\`${rule}\``, `\`${name}\``, formatNumber(value), meaning])
    ),
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
  return value < TARGET ? value.toFixed(5) : value.toFixed(3);
}
