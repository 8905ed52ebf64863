/**
 * Several runs as one table: the best first among those that measure the same, what differs in their settings, a verdict each.
 *
 * @module
 */
import type { Diagnosis, History } from "../monitor/mod.ts";
import { formatNumber } from "../text/mod.ts";
import { isLog } from "../monitor/series.ts";
import { type Best, bestAt, bestOf } from "./best.ts";
import { headline } from "./headline.ts";
import { judgeOf } from "./judged_by.ts";
import { leading } from "./leading.ts";
import { beyond } from "./reason.ts";
import { counted, quoted, sharedFolder } from "./run_names.ts";
import { differingSettings } from "./run_settings.ts";
import { extent } from "./short_text.ts";
import { type ComparedRun, isWorthKeeping, useOfRuns } from "./use_of_runs.ts";

/** One run of the table. */
export interface RunRow {
  readonly name: string;
  readonly history: History;
  readonly diagnosis: Diagnosis;
  readonly settings: Readonly<Record<string, string>>;
}

/** The table; runs that measure the same stand together, those with nothing worth keeping last among them. */
export function runsTable(runs: readonly RunRow[]): string {
  const folder = sharedFolder(runs.map(({ name }) => name));
  const sorted = bestFirst(compared(runs, folder));
  const { shown, more } = differingSettings(runs);
  const head = ["run", "length", "best", ...shown, "verdict"];
  const told = withoutShort(sorted), folded = sorted.filter((run) => !told.includes(run));
  const cells = told.map(({ shown: name, history, diagnosis, settings, best }) => [
    name,
    extent(history),
    best === undefined ? "" : `${best.name} ${formatNumber(best.value)} at ${placeIn(history, best)}`,
    ...shown.map((key) => settings[key] ?? "-"),
    verdict(
      history,
      diagnosis,
      outdoneBy(history, best, sorted.find((run) => run.best?.name === best?.name)),
    ),
  ]);
  return [
    ...(folder === "" ? [] : [`${counted(runs)} in ${folder}`]),
    ...inColumns([head, ...cells]),
    ...(folded.length === 0
      ? []
      : [`and ${folded.length} shorter: ${folded.map(({ shown }) => shown).join(", ")}`]),
    ...useOfRuns(sorted),
    ...(more.length === 0 ? [] : [`They also differ in ${more.join(", ")}.`]),
    `One of them in full: --run ${quoted(cells[0][0])}`,
  ].join("\n");
}

/** Where it was best, and what a file that counts from 0 calls that. */
function placeIn({ shifted }: History, { at }: Best): string {
  return shifted === undefined ? String(at) : `${at} (${at - shifted} in its file)`;
}

/** The runs with the best of what all are compared by: the one metric that judges the held-out rows of all, whatever their losses are, if there is one. */
function compared(runs: readonly RunRow[], folder: string): readonly (RunRow & ComparedRun)[] {
  const judges = runs.map(({ history }) => isLog(history) ? judgeOf(history) : undefined);
  const isOne = new Set(judges.map((judge) => judge?.name)).size === 1 && judges[0]?.role === "metric";
  return runs.map((run, i) => ({
    ...run,
    shown: run.name.slice(folder.length),
    best: isOne ? bestAt(judges[i]) : bestOf(run.history),
  }));
}

/** By how many measure the same, then what is worth keeping, then the best. */
function bestFirst<Run extends ComparedRun>(runs: readonly Run[]): readonly Run[] {
  const measured = runs.map(({ best }) => best?.name ?? "");
  const order = (run: Run) => [
    run.best === undefined ? -Infinity : measured.filter((name) => name === run.best?.name).length,
    -measured.indexOf(run.best?.name ?? ""),
    Number(isWorthKeeping(run)),
    run.best === undefined ? 0 : run.best.better === "higher" ? run.best.value : -run.best.value,
  ];
  return runs.toSorted((a, b) => {
    const [before, after] = [order(a), order(b)],
      differs = before.findIndex((_, i) => before[i] !== after[i]);
    return differs < 0 ? 0 : after[differs] - before[differs];
  });
}

/** Lines with their cells below one another, the last as long as it is. */
function inColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row.map((cell, column) => column === row.length - 1 ? cell : cell.padEnd(widths[column])).join("  ")
      .trimEnd()
  );
}

/** Rows with which all that is told stays within a dozen lines. */
const ROWS_SHOWN = 6;

/** Of many runs those that were stopped before half of the longest are counted, unless they are among the best. */
function withoutShort<Run extends RunRow>(sorted: readonly Run[]): readonly Run[] {
  if (sorted.length <= ROWS_SHOWN) return sorted;
  const lengths = sorted.map(({ history: { at, trainLoss } }) => at?.at(-1) ?? trainLoss.length);
  return sorted.filter((_, i) => i < ROWS_SHOWN / 2 || 2 * lengths[i] >= Math.max(...lengths));
}

/** How far apart errors, or shares, of runs of one kind have to be before the worse one is called stuck. */
const OUTDONE = { lower: 10, higher: 2 };

/**
 * The best run that measures the same, where it shows that what another came to is not what can be reached. A loss that fell as many times by
 * itself as the best lies below it has been learned; which of two such is lower is no fault of the other.
 */
function outdoneBy(
  { series = [] }: History,
  own: Best | undefined,
  first: ComparedRun | undefined,
): string | undefined {
  const best = first?.best;
  if (own === undefined || first === undefined || best === undefined || !(best.value > 0)) return undefined;
  const began = series.find(({ name }) => name === own.name)?.values.find(Number.isFinite) ?? NaN;
  const isFar = best.better === "higher"
    ? own.value * OUTDONE.higher < best.value
    : own.value > OUTDONE.lower * best.value && !(began >= OUTDONE.lower * own.value);
  return isFar ? `${first.shown} comes to ${formatNumber(best.value)}` : undefined;
}

/** Statements that a curve stands still, at a level of which it does not tell how good it is. */
const STILL = ["convergence", "plateau"];

function verdict(history: History, diagnosis: Diagnosis, outdone: string | undefined): string {
  const first = leading(diagnosis), said = headline(history, diagnosis);
  if (first === undefined) return said;
  if (first.severity !== "info") return `${said}: ${beyond(said, first.title)}`;
  return outdone !== undefined && STILL.includes(first.rule) ? `STUCK: ${outdone}` : said;
}
