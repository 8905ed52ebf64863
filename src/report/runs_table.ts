/**
 * Several runs as one table: the best first, what differs in their settings, a verdict each.
 *
 * @module
 */
import type { Diagnosis, History } from "../monitor/mod.ts";
import { formatNumber } from "../text/mod.ts";
import { beyond, headline, leading } from "./advice.ts";
import { bestOf, extent } from "./short_text.ts";

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

/** The table; runs that measure something else stand below those that measure what most do. */
export function runsTable(runs: readonly RunRow[]): string {
  const rows = runs.map((run) => ({ ...run, best: bestOf(run.history) }));
  const measured = rows.map(({ best }) => best?.name).filter((name) => name !== undefined);
  const usual = measured.toSorted((a, b) => count(measured, b) - count(measured, a))[0];
  const order = ({ best }: typeof rows[number]) =>
    best === undefined ? Infinity : best.better === "higher" ? -best.value : best.value;
  const sorted = rows.toSorted((a, b) =>
    Number(a.best?.name !== usual) - Number(b.best?.name !== usual) || order(a) - order(b)
  );
  const differing = differingSettings(runs);
  const shown = differing.slice(0, SETTINGS_SHOWN);
  const head = ["run", "length", "best", ...shown, "verdict"];
  const cells = sorted.map(({ name, history, diagnosis, settings, best }) => [
    name,
    extent(history),
    best === undefined ? "" : `${best.name} ${formatNumber(best.value)}`,
    ...shown.map((key) => settings[key] ?? "-"),
    verdict(history, diagnosis),
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => row[column].length))
  );
  const lines = [head, ...cells].map((row) =>
    row.map((cell, column) => column === row.length - 1 ? cell : cell.padEnd(widths[column])).join("  ")
      .trimEnd()
  );
  const more = differing.slice(SETTINGS_SHOWN);
  return [...lines, ...(more.length === 0 ? [] : [`They also differ in ${more.join(", ")}.`])].join("\n");
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

function verdict(history: History, diagnosis: Diagnosis): string {
  const first = leading(diagnosis), said = headline(history, diagnosis);
  return first === undefined || first.severity === "info" ? said : `${said}: ${beyond(said, first.title)}`;
}
