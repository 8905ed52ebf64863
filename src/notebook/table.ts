/**
 * Tables: danfojs data frames that notebooks show as HTML.
 *
 * @module
 */
import process from "node:process";
import { escapeMarkup, formatNumber } from "../text/mod.ts";
import { display } from "./display.ts";

/** A name that no module graph sees: danfojs comes with two TensorFlows, and is fetched only where a table is wanted. */
const DANFOJS: string = "danfojs-node";

/** One value of a table. */
export type TableValue = string | number | boolean | null;

/** Rows with the same keys, in the order of the columns. */
export type Rows = readonly Readonly<Record<string, TableValue>>[];

/** The part of danfojs's DataFrame that notebooks use. */
export interface Frame {
  readonly columns: string[];
  readonly values: TableValue[][];
  readonly shape: [number, number];
  /** Count, mean, deviation, extremes and so on of each column. */
  describe(): Frame;
  head(rows: number): Frame;
  readonly index: (string | number)[];
}

/** A danfojs data frame of these rows. */
export async function frame(rows: Rows): Promise<Frame> {
  // One of its dependencies uses a module that Node deprecates, which would be printed in the cell.
  process.noDeprecation = true;
  // Loading danfojs takes most of a second: only where a table is wanted.
  const { DataFrame }: typeof import("danfojs-node") = await import(DANFOJS);
  return new DataFrame(rows.map((row) => ({ ...row }))) as unknown as Frame;
}

/** Displays rows, or a frame, as an HTML table. */
export async function table(data: Rows | Frame, caption = ""): Promise<void> {
  const shown = "columns" in data ? data : await frame(data);
  await display({ "text/html": tableHtml(shown, caption), "text/plain": tableText(shown, caption) });
}

/**
 * A frame as an HTML table; row labels are shown when they are not just 0, 1, 2, ... A column of numbers is aligned to the right,
 * its heading too.
 */
export function tableHtml({ columns, values, index }: Frame, caption = ""): string {
  const labelled = hasLabels(index);
  const styles = columns.map((_, at) => `text-align:${isNumeric(values, at) ? "right" : "left"}`);
  const head = columns.map((name, at) => `<th style="${styles[at]}">${escapeMarkup(name)}</th>`);
  const body = values.map((row, line) => {
    const label = labelled ? `<th style="text-align:left">${escapeMarkup(String(index[line]))}</th>` : "";
    const cells = row.map((value, at) =>
      `<td style="${styles[at]}">${escapeMarkup(formatValue(value))}</td>`
    );
    return `<tr>${label}${cells.join("")}</tr>`;
  });
  return `<table class="frame">${caption && `<caption>${escapeMarkup(caption)}</caption>`}` +
    `<thead><tr>${labelled ? "<th></th>" : ""}${head.join("")}</tr></thead><tbody>${
      body.join("")
    }</tbody></table>`;
}

function tableText({ columns, values, index }: Frame, caption: string): string {
  const labelled = hasLabels(index);
  const lines = [columns, ...values.map((row) => row.map(formatValue))]
    .map((row, at) => [...(labelled ? [at === 0 ? "" : String(index[at - 1])] : []), ...row].join(" | "));
  return [...(caption ? [caption] : []), ...lines].join("\n");
}

function hasLabels(index: readonly (string | number)[]): boolean {
  return index.some((label, at) => label !== at);
}

function isNumeric(values: readonly TableValue[][], column: number): boolean {
  return values.some((row) => typeof row[column] === "number");
}

/** Whole numbers in full, others to four significant digits, rounding errors as 0; yes and no; nothing for null. */
export function formatValue(value: TableValue): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "number") return String(value);
  return Number.isInteger(value) ? (value + 0).toLocaleString("en") : formatNumber(value);
}
