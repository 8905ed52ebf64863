/**
 * The JSON lines of this project's recorders (`python/recorder`, `src/recorder`): a history and typed evidence.
 *
 * @module
 */
import { z } from "zod";
import { validated } from "../../boundary/mod.ts";
import type { Evidence, History, Observation } from "../records.ts";
import type { Recorded } from "../recorded.ts";
import { entryAsNumber } from "./json.ts";
import type { Chosen } from "./chosen.ts";
import { historyFromRows, type Row } from "./rows.ts";

/** Layers, columns and classes of one record: more is no record of a training. */
const MOST = 10_000;

/** Python's NaN and infinities are numbers here: a rule asks for the finite ones. */
const number = z.preprocess((value) => entryAsNumber(value) ?? undefined, z.number().or(z.nan()));
const real = z.union([number, z.literal(Infinity), z.literal(-Infinity)]);
/** What is never negative: spreads, norms, rates. */
const size = real.refine((value) => !(value < 0), "must not be negative");
/** Words are printed in a terminal: no control characters. */
const word = z.string().max(200).regex(/^\P{C}*$/u, "holds control characters");
const count = z.number().int().nonnegative();
const counts = z.array(count).max(MOST);
const share = z.number().min(0).max(1);
const byLayer = <T extends z.ZodType>(entry: T) => z.record(word, entry);

const layer = z.strictObject({
  name: word,
  type: word,
  activation: word.nullish(),
  initializer: word.nullish(),
  trainable: z.boolean().nullish(),
  weight_scale: size.nullish(),
  identical_units: z.boolean().nullish(),
  units: count.nullish(),
  fan_in: count.nullish(),
  rate: share.nullish(),
  penalty: real.nullish(),
});
/** What single precision may lose of a sum. */
const slack = (min: number, max: number) => 1e-3 * Math.max(Math.abs(min), Math.abs(max));
const data = z.strictObject({
  shape: z.array(count).max(16),
  min: real,
  max: real,
  mean: real,
  std: size,
  non_finite: count,
  column_std: z.tuple([size, size]),
  integers: z.boolean(),
  one_hot: z.boolean(),
  sum_to_one: z.boolean(),
  counts,
}).partial().refine(
  ({ min = -Infinity, max = Infinity }) => !(min > max),
  "has a smallest value above its largest",
).refine(
  ({ min = -Infinity, max = Infinity, mean = min }) =>
    !(mean < min - slack(min, max) || mean > max + slack(min, max)),
  "has a mean outside of its values",
).refine(
  ({ min = -Infinity, max = Infinity, std = 0 }) => !(std > max - min + slack(min, max)),
  "has a spread wider than its values",
);

/** The recorder's number for what its lines hold: one that is higher says more than is understood here. */
const VERSION = 2;

/** Lines that state facts of the program; a later line adds to the earlier ones. */
const program = z.strictObject({
  recorder: z.number().int().min(1).max(VERSION, `is newer than the ${VERSION} that is read`),
  framework: word,
  script: word,
  source: byLayer(z.strictObject({ line: count, text: word })),
  layers: z.array(layer).max(MOST),
  loss: word,
  from_logits: z.boolean(),
  reduction: word,
  optimizer: word,
  learning_rate: size,
  batch_size: count,
  rows: count,
  probed: z.boolean(),
  shuffle: z.boolean(),
  not_trained: z.array(word).max(MOST),
  not_in_optimizer: z.array(word).max(MOST),
  not_in_model: z.array(word).max(MOST),
  loss_cut: z.boolean(),
  gradient_stops_at: word,
  cleared_before_update: z.boolean(),
  weight_decay: size,
  neighbours: z.object({ rows: count, explained: real }),
  inputs: data,
  targets: data,
  outputs: data,
  output_activation: word,
  batches: z.strictObject({ seen: count, spread: real.nullish(), counts: counts.nullish() }),
  validation: z.strictObject({ rows: count, shared: count }),
  held_out: z.strictObject({ inputs: data.nullish(), targets: data.nullish() }),
  hidden_activations: byLayer(word),
  softmax_over_rows: z.boolean(),
  rows_apart: size,
  rows_taken_for_time: z.boolean(),
  first_step_taken: z.boolean(),
  gradients_kept: z.boolean(),
  trained_in_evaluation_mode: z.boolean(),
  validated_in_training_mode: z.boolean(),
}).partial();

const reading = z.object({
  step: count,
  gradient_norms: byLayer(size.nullable()).optional(),
  update_ratios: byLayer(size).optional(),
  activations: byLayer(
    z.strictObject({ mean: real, std: size, dead: share.nullish(), saturated: share.nullish() }),
  ).optional(),
  not_finite: z.array(word).max(MOST).optional(),
});

const experiments = z.strictObject({
  experiment: word,
  one_batch: z.strictObject({ first: real, last: real, steps: count }),
  loss_at_start: z.strictObject({ loss: real, expected: real }),
  rates: z.array(z.strictObject({ rate: real, loss: real })).max(100),
  labels: z.strictObject({ as_they_are: real, shuffled: real }),
  inputs: z.strictObject({ as_they_are: real, zero: real }),
  shared_rows: z.strictObject({ shared: count, rows: count }),
  gradients: z.array(z.strictObject({ layer: word, backward: real, measured: real, unsure: real })).max(MOST),
}).partial();

/** Whether these are lines of a recorder: one of the first says so. */
export function isRecord(rows: readonly Row[]): boolean {
  return rows.slice(0, 5).some((row) => "recorder" in row || "experiment" in row);
}

/**
 * Reads the lines. What existing rules know under other names (a constant input, rows with NaN, shared rows) is told to them
 * too.
 *
 * @throws {TypeError | RangeError} one line that names the line and field.
 */
export function observationFromRecord(rows: readonly Row[], chosen: Chosen = {}): Observation {
  const facts: Record<string, unknown> = {}, tried: Record<string, unknown> = {};
  const readings: unknown[] = [];
  rows.forEach((row, index) => {
    const place = `line ${index + 1}`;
    if ("recorder" in row) {
      const { recorder: _, ...stated } = validated(program, row, place);
      Object.assign(facts, stated);
    } else if ("experiment" in row) {
      const { experiment: _, ...found } = validated(experiments, row, place);
      Object.assign(tried, found);
    } else if (MEASURED.some((key) => key in row)) readings.push(inWords(validated(reading, row, place)));
  });
  // where the rows themselves were not seen: as many as the batches of the first epoch held
  const updates = rows.find(({ epoch, step }) => epoch !== undefined && step !== undefined)?.step;
  const seen = Number(facts.batch_size) * Number(updates);
  if (facts.rows === undefined && seen > 0) facts.rows = seen;
  const recorded = {
    program: inWords(facts),
    updates: updatesOf(rows),
    readings,
    experiments: inWords(tried),
  } as Recorded;
  return { history: historyOf(rows, recorded, chosen), evidence: { recorded, ...knownElsewhere(recorded) } };
}

/** The line of an epoch counts the updates before it, that of a step is one of them. */
function updatesOf(rows: readonly Row[]): number {
  return rows.reduce(
    (most, { epoch, step }) =>
      typeof step === "number" ? Math.max(most, epoch === undefined ? step + 1 : step) : most,
    0,
  );
}

const MEASURED = ["gradient_norms", "update_ratios", "activations", "not_finite"];

/** Epochs where the run told of at least two of them, else steps; of each row the plain numbers. */
function historyOf(rows: readonly Row[], { program }: Recorded, chosen: Chosen): History {
  const points = rows.filter((row) => !("recorder" in row) && !("experiment" in row));
  const epochs = points.filter(({ epoch }) => Number.isInteger(epoch));
  const inEpochs = new Set(epochs.map(({ epoch }) => epoch)).size > 1;
  const place = inEpochs ? "step" : "epoch";
  const plain = (inEpochs ? epochs : points).map((row) =>
    Object.fromEntries(
      Object.entries(row).filter(([key, value]) =>
        key !== place && (typeof value === "number" || entryAsNumber(value as number) !== undefined)
      ),
    )
  );
  const format = `recorder${program.framework === undefined ? "" : ` in ${program.framework}`}`;
  const known = plain.filter((row) => Object.keys(row).length > 1);
  if (known.length > 0) return historyFromRows(known, { format, chosen });
  return { format, unit: "step", trainLoss: [], series: [], settings: {}, notes: ["no step was recorded"] };
}

function knownElsewhere(
  { program: { inputs, validation }, experiments: { sharedRows } }: Recorded,
): Evidence {
  const shared = sharedRows ?? validation;
  if (shared !== undefined && shared.shared > shared.rows) {
    throw new TypeError(`${shared.shared} rows are shared, and there are ${shared.rows}`);
  }
  return {
    ...(inputs?.nonFinite === undefined ? {} : { nonFiniteRows: inputs.nonFinite }),
    ...(inputs?.std === undefined || !Number.isFinite(inputs.std) ? {} : { inputVariance: inputs.std ** 2 }),
    ...(shared === undefined || shared.rows === 0
      ? {}
      : { sharedRows: { shared: shared.shared, test: shared.rows } }),
  };
}

/** Objects whose keys are layers' names. */
const BY_LAYER = ["gradient_norms", "update_ratios", "activations", "hidden_activations", "source"];

/** Keys as TypeScript has them, what is `null` left out; the names of layers stay as they are. */
function inWords(value: unknown, ofLayers = false): unknown {
  if (Array.isArray(value)) return value.map((entry) => inWords(entry));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([, inner]) => ofLayers || inner !== null && inner !== undefined).map((
      [key, inner],
    ) => [
      ofLayers ? key : key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      inWords(inner, BY_LAYER.includes(key)),
    ]),
  );
}
