/**
 * What of a run the page knows: plain records, its lines whole or thinned to what can be seen.
 *
 * @module
 */
import { sum } from "simple-statistics";
import type { Diagnosis, Finding, NotTested } from "../monitor/mod.ts";
import { longestOf } from "../monitor/logged.ts";
import { unitOf } from "../monitor/series.ts";
import { type Alert, alertsOf, estimateTime, milestonesOf } from "../report/plan/mod.ts";
import { type VerdictWords, verdictWords } from "../monitor/verdict_words.ts";
import type { NetworkView } from "./network.ts";
import { type Panel, panelsOf } from "./panels.ts";
import { placeOf, type Run, type Status } from "./run.ts";
import { means, type Stretch, thin } from "./thin.ts";

/** A finding and where on the curve it belongs. */
export type PlacedFinding = Pick<Finding, "rule" | "severity" | "title" | "remedy" | "facts"> & {
  readonly at?: number;
};

/** A run as the page knows it. */
export interface RunView {
  readonly name: string;
  readonly status: Status;
  readonly problem?: string;
  /** Milliseconds since 1970; 0 where nothing was written yet. */
  readonly writtenAt: number;
  readonly format: string;
  /** What an entry is called. */
  readonly unit: string;
  readonly notes: readonly string[];
  readonly entries: number;
  /** Epoch or step of the last entry. */
  readonly last: number;
  readonly plannedEpochs?: number;
  readonly secondsPerEpoch?: number;
  readonly secondsLeft?: number;
  readonly targetLoss?: number;
  readonly stageStarts: readonly number[];
  readonly settings: Readonly<Record<string, string>>;
  readonly panels: readonly Panel[];
  readonly network?: NetworkView;
  readonly alerts: readonly Alert[];
  readonly findings: readonly PlacedFinding[];
  readonly notTested: readonly NotTested[];
  readonly verdict: VerdictWords & Pick<Diagnosis["verdict"], "action" | "command">;
}

/** Points of a line that are sent; a saved file keeps more, since it has nobody to ask for them. */
export const SENT = 1000, SAVED = 4000;

/** The run as it is seen along a stretch, with at most so many points a line. */
export function seenAlong(view: RunView, stretch: Stretch, most: number): RunView {
  const panels = view.panels.map(({ title, lines }) => ({
    title,
    lines: lines.map((line) => {
      const seen = thin(line, stretch, most);
      const isWhole = seen.x.length === line.x.length;
      return {
        ...line,
        ...rounded(seen),
        ...(isWhole ? {} : { mean: rounded(means(line, stretch, Math.ceil(most / 2))) }),
      };
    }),
  }));
  return { ...view, panels };
}

function rounded({ x, y }: { readonly x: number[]; readonly y: number[] }) {
  return { x, y: y.map((value) => Number(value.toPrecision(6))) };
}

/** The run with every point of its lines. */
export function viewOf(run: Run): RunView {
  const { name, status, problem, writtenAt, history, evidence, planned, settings, diagnosis, raised } = run;
  const milestones = milestonesOf(run.recorded !== undefined, evidence.targetVariance);
  const entries = longestOf(history);
  const panels = panelsOf(history);
  const left = status === "running" ? planned?.slice(entries) : undefined;
  const workLeft = sum(left ?? []) / (planned?.[entries - 1] ?? 1);
  // the epochs of other stages cost more or less
  const time = estimateTime(
    history.epochSeconds?.slice((history.stageStarts?.at(-1) ?? 1) - 1) ?? [],
    workLeft,
  );
  const { action, command } = diagnosis.verdict;
  return {
    name,
    status,
    problem,
    writtenAt,
    format: history.format,
    unit: unitOf(history),
    notes: history.notes,
    entries,
    last: panels.reduce(
      (last, { lines }) =>
        lines.reduce((most, { x, brokenAt = 0 }) => Math.max(most, brokenAt, x.at(-1) ?? 0), last),
      0,
    ),
    plannedEpochs: planned?.length,
    secondsPerEpoch: time?.secondsPerEpoch,
    secondsLeft: left === undefined ? undefined : time?.seconds,
    targetLoss: history.settings.targetLoss,
    stageStarts: history.stageStarts ?? [],
    settings: Object.fromEntries(flattened(settings)),
    panels,
    network: run.network,
    alerts: alertsOf(history, milestones),
    findings: diagnosis.findings.map((finding) => {
      const { rule, severity, title, remedy, facts } = finding;
      return { rule, severity, title, remedy, facts, at: placeOf(finding, history, raised) };
    }),
    notTested: diagnosis.notTested,
    verdict: { ...verdictWords(diagnosis.verdict), action, command },
  };
}

/** Settings as names and text; a list of records is a row for each. */
function flattened(settings: Readonly<Record<string, unknown>>, prefix = ""): [string, string][] {
  return Object.entries(settings).flatMap(([key, value]): [string, string][] => {
    const name = prefix + key;
    if (value === undefined) return [];
    if (isRecord(value)) return flattened(value, `${name}.`);
    if (!Array.isArray(value) || !value.every(isRecord)) return [[name, textOf(value)]];
    return value.map((one, index) => [
      `${name} ${index + 1}`,
      Object.entries(one).map(([field, held]) => `${field} ${textOf(held)}`).join(", "),
    ]);
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return Array.isArray(value) && value.every((one) => typeof one === "number")
    ? value.join(" ")
    : JSON.stringify(value);
}
