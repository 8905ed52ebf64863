/**
 * Tables: danfojs data frames that notebooks show as HTML.
 *
 * @module
 */
import process from "node:process";
import { display } from "./display.ts";

/** One value of a table. */
export type Cell = string | number | boolean | null;

/** Rows with the same keys, in the order of the columns. */
export type Rows = readonly Readonly<Record<string, Cell>>[];

/** The part of danfojs's DataFrame that notebooks use. */
export interface Frame {
  readonly columns: string[];
  readonly values: Cell[][];
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
  const { DataFrame } = await import("danfojs-node");
  return new DataFrame(rows.map((row) => ({ ...row }))) as unknown as Frame;
}

/** Displays rows, or a frame, as an HTML table. */
export async function table(data: Rows | Frame, caption = ""): Promise<void> {
  const shown = "columns" in data ? data : await frame(data);
  await display({ "text/html": tableHtml(shown, caption), "text/plain": tableText(shown, caption) });
}

/** A frame as an HTML table; row labels are shown when they are not just 0, 1, 2, ... */
export function tableHtml({ columns, values, index }: Frame, caption = ""): string {
  const labelled = hasLabels(index);
  const head = [...(labelled ? [""] : []), ...columns].map((name) => `<th>${escape(name)}</th>`).join("");
  const body = values.map((row, at) => {
    const first = labelled ? `<th>${escape(String(index[at]))}</th>` : "";
    return `<tr>${first}${row.map(cellHtml).join("")}</tr>`;
  });
  return `<table class="frame">${
    caption && `<caption>${escape(caption)}</caption>`
  }<thead><tr>${head}</tr></thead>` +
    `<tbody>${body.join("")}</tbody></table>`;
}

function tableText({ columns, values, index }: Frame, caption: string): string {
  const labelled = hasLabels(index);
  const lines = [columns, ...values.map((row) => row.map(formatCell))]
    .map((row, at) => [...(labelled ? [at === 0 ? "" : String(index[at - 1])] : []), ...row].join(" | "));
  return [...(caption ? [caption] : []), ...lines].join("\n");
}

function hasLabels(index: readonly (string | number)[]): boolean {
  return index.some((label, at) => label !== at);
}

function cellHtml(value: Cell): string {
  const align = typeof value === "number" ? ' style="text-align:right"' : ' style="text-align:left"';
  return `<td${align}>${escape(formatCell(value))}</td>`;
}

/** Whole numbers in full, others to four significant digits, rounding errors as 0; yes and no; nothing for null. */
export function formatCell(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "number") return String(value);
  if (Number.isInteger(value) || !Number.isFinite(value)) return value.toLocaleString("en");
  if (Math.abs(value) < 1e-12) return "0";
  return Math.abs(value) < 1e-3 ? value.toExponential(2) : String(Number(value.toPrecision(4)));
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
