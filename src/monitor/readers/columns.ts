/**
 * From named columns, one entry an epoch, to a {@linkcode History}. Every format ends here.
 *
 * @module
 */
import { z } from "zod";
import type { History, Series } from "../records.ts";
import { findColumn, NAMES, plainName, type SeriesName } from "./names.ts";
import { alignTo, readSeries } from "./series_column.ts";

/** What one format knows beside its columns. */
export interface Frame {
  readonly format: string;
  readonly unit?: History["unit"];
  readonly at?: readonly number[];
  readonly notes?: readonly string[];
}

const losses = z.array(z.number().nonnegative());
const readings = z.array(
  z.object({ frequency_hz: z.number(), reported_loss: z.tuple([z.number(), z.number()]) }),
);
const byGroup = z.array(z.union([losses, z.null()])).min(1).refine(
  (rows) => new Set(rows.filter((row) => row !== null).map((row) => row.length)).size <= 1,
  "every epoch must have the same number of groups",
);
const positive = z.number().positive();

/** Single values that a history may state beside its series. */
const STATED = {
  hidden_size: z.number().int().positive(),
  clip_norm: positive,
  patience: z.number().int().positive(),
  min_delta: z.number().nonnegative(),
  target_loss: positive,
  best_loss: z.number(),
  best_epoch: z.number().int().nonnegative(),
} as const;

/** Largest value of series that cannot be negative. */
const MOST: Partial<Record<SeriesName, number>> = {
  epochSeconds: Infinity,
  learningRate: Infinity,
  gradientNorm: Infinity,
  gradientNormMax: Infinity,
  clippedShare: 1,
};

/** Refuses a value that cannot be: a negative norm, a share above 1. */
function possible(series: Series, key: string, most: number | undefined): Series {
  const at = most === undefined
    ? -1
    : series.findIndex((value) => value !== null && (value < 0 || value > most));
  if (at < 0) return series;
  return fail(`${key}[${at}] must be ${most === 1 ? "from 0 to 1" : "0 or more"} (given: ${series[at]})`);
}

/**
 * Reads the columns.
 *
 * @throws {TypeError} one line that names the field.
 */
export function historyFromColumns(columns: Readonly<Record<string, unknown>>, frame: Frame): History {
  const notes = [...frame.notes ?? []];
  const series = (name: SeriesName) => {
    const key = findColumn(columns, name);
    if (key === undefined) return undefined;
    if (name !== "trainLoss" && isUnmeasured(columns[key])) {
      notes.push(`${key}: every entry is null, taken as not measured yet`);
      return undefined;
    }
    return possible(readSeries(columns[key], key), key, MOST[name]);
  };
  const trainLoss = series("trainLoss") ?? failWithoutLoss(columns);
  const validation = series("validationLoss"), test = series("testLoss");
  const heldOutLoss = validation ?? test;
  const align = (values: Series | undefined, name: string) => alignTo(trainLoss.length, values, name, notes);
  const stated = <K extends keyof typeof STATED>(key: K) => field(columns, key, STATED[key]);
  const withinKey = Object.keys(columns).find((key) => /^within_epoch(_\d+)?$/.test(key));
  const within = withinKey === undefined ? undefined : field(columns, withinKey, readings);
  const rate = typeof columns.learning_rate === "number"
    ? field(columns, "learning_rate", positive)
    : undefined;
  return dropUndefined({
    format: frame.format,
    unit: frame.unit ?? "epoch",
    at: frame.at,
    trainLoss,
    heldOutLoss: align(heldOutLoss, "the held-out loss"),
    heldOutName: heldOutLoss === undefined ? undefined : validation === undefined ? "test" : "validation",
    trainLossByGroup: field(columns, "train_loss_by_frequency", byGroup),
    heldOutLossByGroup: isUnmeasured(columns.test_loss_by_frequency)
      ? undefined
      : field(columns, "test_loss_by_frequency", byGroup),
    groups: within?.map(({ frequency_hz }) => `${frequency_hz} Hz`),
    withinEpoch: within?.map(({ frequency_hz, reported_loss: [low, high] }) => ({
      group: `${frequency_hz} Hz`,
      low,
      high,
    })),
    epochSeconds: align(series("epochSeconds"), "the list of epoch times"),
    learningRate: align(series("learningRate"), "the learning rate"),
    gradientNorm: align(series("gradientNorm"), "the gradient norm"),
    gradientNormMax: align(series("gradientNormMax"), "the largest gradient norm"),
    clippedShare: align(series("clippedShare"), "the clipped share"),
    claimed: dropUndefined({ bestLoss: stated("best_loss"), bestEpoch: stated("best_epoch") }),
    settings: dropUndefined({
      hiddenSize: stated("hidden_size"),
      learningRate: rate,
      clipNorm: stated("clip_norm"),
      patience: stated("patience"),
      minDelta: stated("min_delta"),
      targetLoss: stated("target_loss"),
    }),
    notes,
  });
}

/** Entries, and not one measured: a run that measures every k-th epoch, or in its last stage only, begins so. */
function isUnmeasured(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((entry) => entry === null);
}

/** No list of training losses: says which field was expected, or what stands in its place. */
function failWithoutLoss(columns: Readonly<Record<string, unknown>>): never {
  const keys = Object.keys(columns);
  const misfit = keys.find((key) => (NAMES.trainLoss as readonly string[]).includes(plainName(key)));
  if (misfit !== undefined) {
    return fail(`${misfit}: expected a list of numbers, got ${JSON.stringify(columns[misfit]).slice(0, 60)}`);
  }
  const found = keys.length === 0
    ? "nothing"
    : keys.slice(0, 8).join(", ") + (keys.length > 8 ? ", ..." : "");
  return fail(`no training losses: expected a list named train_loss or loss, found ${found}`);
}

/** One validated field, or `undefined` when the history has none. */
function field<T>(
  columns: Readonly<Record<string, unknown>>,
  name: string,
  schema: z.ZodType<T>,
): T | undefined {
  const value = columns[name];
  if (value === undefined || value === null) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0];
  const place = path.map((part) => typeof part === "number" ? `[${part}]` : `.${String(part)}`).join("");
  return fail(`${name}${place}: ${message}`);
}

function dropUndefined<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}

function fail(message: string): never {
  throw new TypeError(message);
}
