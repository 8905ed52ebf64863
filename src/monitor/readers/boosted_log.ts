/**
 * What gradient boosting prints, a line a tree: XGBoost's `[0]\ttrain-rmse:4.1`, LightGBM's
 * `[1]\ttraining's l2: 0.6`, CatBoost's `0:\tlearn: 0.6\ttest: 0.7`.
 *
 * @module
 */
import type { History } from "../records.ts";
import { historyFromLog, type LogFrame } from "./log.ts";
import { xgboostNames } from "./nested.ts";

/** A number; the spread over the folds of a cross-validation may stand behind it. */
const NUMBER = String.raw`[-+]?(?:\d[\d.]*(?:e[-+]?\d+)?|nan|inf\w*)`;

/** A line of each, and the set, metric and number of its pairs; CatBoost names no metric. */
const DIALECTS = [
  {
    format: "XGBoost log",
    counted: "round",
    line: /^\[(\d+)\]\s+[\w@-]+-[\w@.]+:[-\d]/,
    pair: new RegExp(String.raw`(?<![\w@-])([\w@-]+)-([\w@.]+):(${NUMBER})`, "g"),
  },
  {
    format: "LightGBM log",
    counted: "round",
    line: /^\[(\d+)\]\s+[\w@-]+'s [\w@.-]+: [-\d]/,
    pair: new RegExp(String.raw`(?<![\w@-])([\w@-]+)'s ([\w@.-]+): (${NUMBER})`, "g"),
  },
  {
    format: "CatBoost log",
    counted: "iteration",
    line: /^(\d+):\s+learn: [-\d]/,
    pair: new RegExp(String.raw`\b(learn|test)()(?:: )(${NUMBER})`, "g"),
  },
] as const;

/** Lines that are looked at to tell what a file is, and characters of a line. */
const LINES = 200, CHARACTERS = 2000;

/** The time that distributed runs print before a line. */
const CLOCK = /^\[\d[\d:.T\/ -]{3,30}(?::[A-Z]{1,9})?\] (?=\[\d)/gm;

/** What LightGBM prints above the line of its best tree, which stands there for the second time. */
const SAID_AGAIN = /best iteration is:\s*$/i;

/** The text without what is put around its lines; SageMaker writes a tab as its code. */
function withoutFrame(text: string): string {
  return text.replace(CLOCK, "").replaceAll("#011", "\t");
}

/** Whether two lines of the text are such. */
export function looksBoosted(text: string): boolean {
  return dialectOf(text) !== undefined;
}

function dialectOf(text: string) {
  const lines = text.split("\n", LINES).map((line) => withoutFrame(line.slice(0, CHARACTERS)));
  return DIALECTS.find(({ line }) => lines.filter((text) => line.test(text)).length >= 2);
}

/**
 * Reads the lines that stand for a tree; what else was printed is passed over. CatBoost's test set chooses its trees: it is validation.
 *
 * @throws {TypeError} when none of it is a measure of training.
 */
export function historyFromBoosted(text: string, frame: Partial<LogFrame> = {}): History {
  const dialect = dialectOf(text);
  if (dialect === undefined) throw new TypeError("no lines of gradient boosting");
  const columns = new Map<string, { at: number[]; values: number[] }>();
  const lines = withoutFrame(text).split("\n");
  for (const [i, line] of lines.entries()) {
    if (SAID_AGAIN.test(lines[i - 1] ?? "")) continue;
    const tree = line.slice(0, CHARACTERS).match(dialect.line)?.[1];
    if (tree === undefined) continue;
    for (const [, set, metric, number] of line.slice(0, CHARACTERS).matchAll(dialect.pair)) {
      const own = dialect.format === "CatBoost log"
        ? (set === "test" ? "validation/loss" : "learn/loss")
        : `${set}/${metric}`;
      const column = columns.get(own) ?? { at: [], values: [] };
      columns.set(own, column);
      column.at.push(Number(tree));
      column.values.push(Number(number.replace(/^(\W?)inf\w*$/i, "$1Infinity")));
    }
  }
  return historyFromLog(
    xgboostNames([...columns].map(([name, column]) => ({ name, ...column }))),
    { ...frame, format: dialect.format, unit: "step", counted: dialect.counted },
  );
}
