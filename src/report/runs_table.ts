/**
 * Several runs as one table: the best first among those that measure the same, what differs in their settings, a verdict each.
 *
 * @module
 */
import type { Diagnosis, History } from "../monitor/mod.ts";
import { mean, median } from "simple-statistics";
import { formatNumber } from "../text/mod.ts";
import { indexOfBest } from "../monitor/logged.ts";
import { isLog } from "../monitor/series.ts";
import { headline } from "./headline.ts";
import { judgeOf } from "./judged_by.ts";
import { leading } from "./leading.ts";
import { nextStep } from "./next_step.ts";
import { asSentence, beyond } from "./reason.ts";
import { checkpoint, NO_CHECKPOINT } from "./checkpoint_advice.ts";
import { type Best, bestOf, extent } from "./short_text.ts";

/** One run of the table. */
export interface RunRow {
  readonly name: string;
  readonly history: History;
  readonly diagnosis: Diagnosis;
  readonly settings: Readonly<Record<string, string>>;
}

/** Settings shown before the rest is counted. */
const SETTINGS_SHOWN = 4;

/** What names a run and says nothing about it. */
const NAMES = /^(name|project|save_dir|exist_ok|data_seed|run_name|output_dir|logging_dir)$/;

/** What several paths are called beside one another: without the folder that all lie in. */
export function shownNames(paths: readonly string[]): readonly string[] {
  const folder = sharedFolder(paths);
  return paths.map((path) => path.slice(folder.length));
}

/** The table; runs that measure the same stand together, those with nothing worth keeping last among them. */
export function runsTable(runs: readonly RunRow[]): string {
  const folder = sharedFolder(runs.map(({ name }) => name));
  const isOne = areJudgedByOneMetric(runs);
  const rows = runs.map((run) => ({ ...run, best: isOne ? bestOfJudge(run.history) : bestOf(run.history) }));
  const measured = rows.map(({ best }) => best?.name ?? "");
  const order = ({ best, history, diagnosis }: typeof rows[number]) => [
    best === undefined ? -Infinity : count(measured, best.name),
    -measured.indexOf(best?.name ?? ""),
    checkpoint(history, diagnosis)?.startsWith(NO_CHECKPOINT) ? 0 : 1,
    best === undefined ? 0 : best.better === "higher" ? best.value : -best.value,
  ];
  const sorted = rows.toSorted((a, b) => {
    const [before, after] = [order(a), order(b)],
      differs = before.findIndex((_, i) => before[i] !== after[i]);
    return differs < 0 ? 0 : after[differs] - before[differs];
  });
  const differing = differingSettings(runs);
  const shown = differing.filter((key) => 2 * known(runs, key) >= runs.length).slice(0, SETTINGS_SHOWN);
  const head = ["run", "length", "best", ...shown, "verdict"];
  const told = withoutShort(sorted), folded = sorted.filter((run) => !told.includes(run));
  const cells = told.map(({ name, history, diagnosis, settings, best }) => [
    name.slice(folder.length),
    extent(history),
    best === undefined ? "" : `${best.name} ${formatNumber(best.value)} at ${placeIn(history, best)}`,
    ...shown.map((key) => settings[key] ?? "-"),
    verdict(history, diagnosis, outdoneBy(best, sorted.find((run) => run.best?.name === best?.name), folder)),
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => row[column].length))
  );
  const lines = [head, ...cells].map((row) =>
    row.map((cell, column) => column === row.length - 1 ? cell : cell.padEnd(widths[column])).join("  ")
      .trimEnd()
  );
  const more = differing.filter((key) => !shown.includes(key));
  return [
    ...(folder === "" ? [] : [`${counted(runs)} in ${folder}`]),
    ...lines,
    ...(folded.length === 0
      ? []
      : [`and ${folded.length} shorter: ${folded.map(({ name }) => name.slice(folder.length)).join(", ")}`]),
    ...(areFolds(sorted) ? useOfFolds(sorted) : useOf(sorted, folder)),
    ...(more.length === 0 ? [] : [`They also differ in ${more.join(", ")}.`]),
    `One of them in full: --run ${quoted(cells[0][0])}`,
  ].join("\n");
}

/** Where it was best, and what a file that counts from 0 calls that. */
function placeIn({ shifted }: History, { at }: Best): string {
  return shifted === undefined ? String(at) : `${at} (${at - shifted} in its file)`;
}

/** Rows with which all that is told stays within a dozen lines. */
const ROWS_SHOWN = 6;

/** Of many runs those that were stopped before half of the longest are counted, unless they are among the best. */
function withoutShort<Run extends RunRow>(sorted: readonly Run[]): readonly Run[] {
  if (sorted.length <= ROWS_SHOWN) return sorted;
  const lengths = sorted.map(({ history: { at, trainLoss } }) => at?.at(-1) ?? trainLoss.length);
  return sorted.filter((_, i) => i < ROWS_SHOWN / 2 || 2 * lengths[i] >= Math.max(...lengths));
}

/** Whether one metric judges the held-out rows of all: then it is what they are compared by, whatever their losses are. */
function areJudgedByOneMetric(runs: readonly RunRow[]): boolean {
  const judges = runs.map(({ history }) => isLog(history) ? judgeOf(history) : undefined);
  return new Set(judges.map((judge) => judge?.name)).size === 1 && judges[0]?.role === "metric";
}

/** The best of what a run is judged by. */
function bestOfJudge(history: History): Best | undefined {
  const judge = judgeOf(history), index = judge === undefined ? -1 : indexOfBest(judge);
  return judge === undefined || index < 0 ? undefined : {
    name: judge.name,
    value: judge.values[index],
    at: judge.at[index],
    better: judge.better ?? "lower",
  };
}

/**
 * Which checkpoint of which run to use, and what to do with that run next: of the best among those that most of the runs can be
 * compared with.
 */
function useOf(sorted: readonly RunRow[], folder: string): readonly string[] {
  const uses = sorted.map((run) => ({ ...run, use: checkpoint(run.history, run.diagnosis) }))
    .filter(({ use }) => use !== undefined);
  const best = uses.find(({ use }) => !use!.startsWith(NO_CHECKPOINT));
  if (best === undefined) return uses.length < sorted.length ? [] : ["Use: none of these runs"];
  const { name, history, diagnosis, use } = best;
  return [
    `Use: of ${name.slice(folder.length)} ${use}`,
    `Next: ${asSentence(nextStep(history, diagnosis))}`,
  ];
}

/** What a fold of a cross-validation is called: by its number, and otherwise as the others. */
const FOLD = /(fold|split|cv)[ _-]?\d{1,3}(?!\d)/i;

/** Whether all are folds of one cross-validation, which are measured alike, each on rows of its own. */
function areFolds(runs: readonly (RunRow & { readonly best: Best | undefined })[]): boolean {
  const without = new Set(runs.map(({ name, best }) => `${name.replace(FOLD, "fold")} ${best?.name}`));
  return runs.length > 1 && without.size === 1 && runs.every(({ name, best }) => FOLD.test(name) && best);
}

/**
 * What folds say together. The best of them has the easiest rows and is no better model: their mean is what to expect of new rows, their
 * spread how far it can be trusted, and the median of the best places how long to train on all rows.
 */
function useOfFolds(folds: readonly (RunRow & { readonly best: Best | undefined })[]): readonly string[] {
  const bests = folds.flatMap(({ best }) => best ?? []), values = bests.map(({ value }) => value);
  const [{ name }] = bests, { history, diagnosis } = folds[Math.floor(folds.length / 2)];
  const next = asSentence(nextStep(history, diagnosis));
  const isWorth = (fold: RunRow) => !checkpoint(fold.history, fold.diagnosis)?.startsWith(NO_CHECKPOINT);
  // where most came to nothing there is nothing to expect of all rows
  if (2 * folds.filter(isWorth).length < folds.length) return ["Use: none of these folds", `Next: ${next}`];
  const all = Math.round(median(bests.map(({ at }) => at)));
  const spread = `${formatNumber(Math.min(...values))} to ${formatNumber(Math.max(...values))}`;
  const isWarned = (leading(diagnosis)?.severity ?? "info") !== "info";
  return [
    `Use: no fold before another, each is measured on rows of its own; together ${name} is ${
      formatNumber(mean(values))
    } on average (${spread})`,
    `Next: ${isWarned ? `Of the fold in the middle: ${next} Then train` : "Train"} on all rows up to about ${
      history.counted ?? history.unit ?? "epoch"
    } ${all}, the median of the best; the wider the spread, the less sure.`,
  ];
}

/** How many, and of how many where some of a file have no course to tell. */
function counted(runs: readonly RunRow[]): string {
  const of = new Set(runs.map(({ name }) => name.match(/\/(?:run|fold) \d+ of (\d+)$/)?.[1]));
  const [all] = of, word = runs.every(({ name }) => FOLD.test(name)) ? "folds" : "runs";
  const some = of.size === 1 && all !== undefined && Number(all) > runs.length ? ` of ${all}` : "";
  return `${runs.length}${some} ${word}`;
}

/** A word of a command. */
function quoted(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The folder that all lie in, with the slash at its end. */
function sharedFolder(names: readonly string[]): string {
  if (names.length === 0) return "";
  const [first, ...others] = names.map((name) => name.split("/").slice(0, -1));
  const depth = first.findIndex((part, level) => others.some((parts) => parts[level] !== part));
  const shared = depth < 0 ? first : first.slice(0, depth);
  return shared.map((part) => `${part}/`).join("");
}

function known(runs: readonly RunRow[], key: string): number {
  return runs.filter(({ settings }) => settings[key] !== undefined).length;
}

function count(names: readonly string[], name: string): number {
  return names.filter((other) => other === name).length;
}

/** Names of settings that are not the same in all runs that have any. */
function differingSettings(runs: readonly RunRow[]): readonly string[] {
  const known = runs.map(({ settings }) => settings).filter((settings) => Object.keys(settings).length > 0);
  if (known.length < 2) return [];
  const names = [...new Set(known.flatMap((settings) => Object.keys(settings)))].filter((name) =>
    !NAMES.test(name)
  );
  return names.filter((name) => new Set(known.map((settings) => settings[name])).size > 1);
}

/** How far apart errors, or shares, of runs of one kind have to be before the worse one is called stuck. */
const OUTDONE = { lower: 10, higher: 2 };

/** The best run that measures the same, where it shows that what another came to is not what can be reached. */
function outdoneBy(
  own: Best | undefined,
  first: RunRow & { readonly best: Best | undefined } | undefined,
  folder: string,
): string | undefined {
  const best = first?.best;
  if (own === undefined || first === undefined || best === undefined || !(best.value > 0)) return undefined;
  const isFar = best.better === "higher"
    ? own.value * OUTDONE.higher < best.value
    : own.value > OUTDONE.lower * best.value;
  return isFar ? `${first.name.slice(folder.length)} comes to ${formatNumber(best.value)}` : undefined;
}

/** Statements that a curve stands still, at a level of which it does not tell how good it is. */
const STILL = ["convergence", "plateau"];

function verdict(history: History, diagnosis: Diagnosis, outdone: string | undefined): string {
  const first = leading(diagnosis), said = headline(history, diagnosis);
  if (first === undefined) return said;
  if (first.severity !== "info") return `${said}: ${beyond(said, first.title)}`;
  return outdone !== undefined && STILL.includes(first.rule) ? `STUCK: ${outdone}` : said;
}
