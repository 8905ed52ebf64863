/**
 * What the monitor says of a log, in about twelve lines: what it is, what was found, the series that show it, which
 * checkpoint to use, what to do next, and how sure that is.
 *
 * @module
 */
import type { Diagnosis, Finding, History, LoggedSeries } from "../monitor/mod.ts";
import { finite, indexOfBest, seriesOf } from "../monitor/logged.ts";
import { formatNumber } from "../text/mod.ts";

/** Names of series shown before the rest is counted. */
const NAMES_SHOWN = 6;

/** The lines; `name` is what the file is called. */
export function logText(history: History, { findings, verdict, notTested }: Diagnosis, name: string): string {
  const [first, ...others] = findings.filter(({ rule }) => rule !== "early-stopping-due");
  const alarms = findings.filter(({ severity }) => severity !== "info");
  const lines = [
    `${name}: ${extent(history)} (${history.format}); ${names(history.series ?? [])}${leftOut(history)}`,
    ...history.notes.map((note) => `  Note: ${note}`),
    headline(first, alarms.length > 0),
  ];
  if (first !== undefined) lines.push(`  ${first.title}`);
  lines.push(...shown(history).map((series) => `  ${seriesLine(series, history)}`));
  const use = checkpoint(history, findings);
  if (use !== undefined) lines.push(`Use: ${use}`);
  lines.push(`Next: ${next(first, alarms.length > 0)}`);
  const also = others.filter(({ severity, rule }) => severity !== "info" || rule === "metric-disagrees")
    .slice(0, 2);
  lines.push(...also.map(({ title }) => `Also: ${title}`));
  lines.push(`Sure? ${sureness(history, first, verdict.rivals[0]?.against ?? [])}`);
  lines.push(
    `Not visible here: ${notVisible(history)} (--explain lists ${notTested.length} checks that need more)`,
  );
  return lines.join("\n");
}

/** One line for a table of several runs. */
export function logLine(history: History, { findings, verdict }: Diagnosis, name: string): string {
  const [first] = findings.filter(({ rule }) => rule !== "early-stopping-due");
  const what = first === undefined ? "no alarm" : `${first.rule.replaceAll("-", " ")}: ${first.title}`;
  const best = bestOf(history);
  return `${name}  ${extent(history)}  ${
    best === undefined ? "" : `${best.name} ${formatNumber(best.value)}`
  }  ${verdict.cause === "none" && first?.severity !== "info" ? "no alarm" : what}`;
}

/** The figure runs are compared by: best held-out loss, else the metric, else the training loss. */
export function bestOf(
  history: History,
): { readonly name: string; readonly value: number; readonly better: string } | undefined {
  const series = [
    ...seriesOf(history, "loss"),
    ...seriesOf(history, "loss term"),
    ...seriesOf(history, "metric"),
    ...seriesOf(history, "reward"),
  ][0];
  if (series === undefined) return undefined;
  const index = indexOfBest(series);
  return index < 0
    ? undefined
    : { name: series.name, value: series.values[index], better: series.better ?? "lower" };
}

function extent({ at, unit, trainLoss, series = [] }: History): string {
  const longest = Math.max(trainLoss.length, ...series.map(({ values }) => values.length));
  const last = at?.[at.length - 1] ?? longest;
  const held = series.find(({ split, role }) => split !== "train" && role !== "time");
  const evaluations = held !== undefined && held.values.length < longest
    ? `, evaluated ${held.values.length} times`
    : "";
  return `${last} ${last === 1 ? unit : `${unit}s`}${evaluations}`;
}

function names(series: readonly LoggedSeries[]): string {
  const all = series.filter(({ role }) => role !== "time").map(({ name }) => name);
  const more = all.length - NAMES_SHOWN;
  return all.slice(0, NAMES_SHOWN).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function leftOut({ leftOut = [] }: History): string {
  if (leftOut.length === 0) return "";
  return `; left out: ${leftOut.slice(0, 3).join(", ")}${
    leftOut.length > 3 ? ` and ${leftOut.length - 3} more` : ""
  }`;
}

function headline(first: Finding | undefined, alarm: boolean): string {
  if (first === undefined) return "NO ALARM";
  const words = first.rule.replaceAll("-", " ").toUpperCase();
  if (alarm) return words;
  if (first.rule === "stopped-while-improving") return "NO ALARM: STILL IMPROVING";
  return first.rule === "convergence" ? "NO ALARM: CONVERGED" : words;
}

/** The two or three series that matter: both losses (the total before its terms) and the metric. */
function shown(history: History): readonly LoggedSeries[] {
  const loss = (held: boolean) =>
    [...seriesOf(history, "loss"), ...seriesOf(history, "loss term")].filter(({ split }) =>
      (split !== "train") === held
    );
  const train = loss(false);
  return [
    train.find(({ role, name }) => role === "loss" && !name.endsWith("step")) ?? train[0],
    loss(true)[0],
    seriesOf(history, "metric")[0] ?? seriesOf(history, "reward")[0],
  ].filter((series) => series !== undefined);
}

const BARS = "▁▂▃▄▅▆▇█";

/** Name, a few values, a sparkline, and where the best lies. */
function seriesLine(series: LoggedSeries, { unit }: History): string {
  const { name, values, at, better } = series;
  const picks = values.length <= 5
    ? values.map((_, i) => i)
    : [0, 1, 2, 3, 4].map((i) => Math.round(i * (values.length - 1) / 4));
  const best = indexOfBest(series);
  const where = best < 0
    ? "no finite value"
    : `${better === "higher" ? "highest" : "lowest"} ${formatNumber(values[best])} at ${unit} ${at[best]}`;
  return `${name.padEnd(14)} ${sparkline(values)}  ${
    picks.map((i) => formatNumber(values[i])).join("  ")
  }   ${where}`;
}

/** At most 24 bars; a point that is not finite is a cross. */
function sparkline(values: readonly number[]): string {
  const width = Math.min(24, values.length), known = finite(values);
  const [low, high] = [
    known.reduce((a, b) => Math.min(a, b), Infinity),
    known.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
  return Array.from({ length: width }, (_, i) => {
    const value = values[Math.round(i * (values.length - 1) / Math.max(1, width - 1))];
    if (!Number.isFinite(value)) return "×";
    return BARS[high > low ? Math.round((value - low) / (high - low) * (BARS.length - 1)) : 0];
  }).join("");
}

/** Which checkpoint to use, where evaluations say so. */
function checkpoint(history: History, findings: readonly Finding[]): string | undefined {
  const broken = [
    "chance-level",
    "memorising",
    "unscaled-targets",
    "no-better-than-mean",
    "suspiciously-good",
  ];
  if (findings.some(({ rule }) => broken.includes(rule))) return "none of these checkpoints";
  const held = seriesOf(history, "loss").find(({ split }) => split !== "train") ??
    seriesOf(history, "loss term").find(({ split }) => split !== "train");
  const metric = seriesOf(history, "metric").find(({ split }) => split !== "train");
  const place = (series: LoggedSeries) => `${history.unit} ${series.at[indexOfBest(series)]}`;
  if (findings.some(({ rule }) => rule === "metric-disagrees") && held && metric) {
    return `${history.bestCheckpoint ?? place(metric)} if ${metric.name} is what counts, ${
      place(held)
    } for its probabilities (${held.name})`;
  }
  const judge = held ?? metric;
  if (judge === undefined || indexOfBest(judge) < 0) return undefined;
  const stated = history.bestCheckpoint === undefined
    ? ""
    : `; the file itself calls ${history.bestCheckpoint} the best`;
  return `the checkpoint of ${place(judge)} (best ${judge.name})${stated}`;
}

function next(first: Finding | undefined, alarm: boolean): string {
  if (first === undefined) return "nothing here asks for a change.";
  if (alarm || first.severity !== "info") return first.remedy;
  if (first.rule === "stopped-while-improving") return "more of the same would still help.";
  if (first.rule === "convergence") return "nothing to mend; more epochs would give little.";
  return first.remedy;
}

/** On what the headline rests. */
function sureness(history: History, first: Finding | undefined, against: readonly string[]): string {
  const held = history.series?.find(({ split, role }) => split !== "train" && role !== "time");
  const points = held?.values.length ?? finite(history.trainLoss).length;
  const basis = `${points} ${held === undefined ? "points of the training loss" : `values of ${held.name}`}`;
  if (first?.confidence !== undefined) {
    return `${(100 * first.confidence).toFixed(1)}% by a trend test, on ${basis}.`;
  }
  const how = first?.severity === "critical" ? "Yes" : points < 5 ? "Little" : "Fairly";
  const contra = against.find((reason) => !reason.includes("looked for") && reason !== first?.title);
  return `${how}, on ${basis}.${contra === undefined ? "" : ` Against it: ${contra}.`}`;
}

function notVisible(history: History): string {
  const missing = [
    history.heldOutLoss === undefined ? "held-out loss" : undefined,
    history.gradientNorm === undefined ? "gradient norms" : undefined,
    history.learningRate === undefined ? "learning rate" : undefined,
  ].filter((item) => item !== undefined);
  return [...missing, "test rows in training, class balance"].join(", ");
}
