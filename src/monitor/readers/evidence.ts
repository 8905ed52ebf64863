/**
 * Evidence from a JSON file, checked field by field.
 *
 * @module
 */
import { z } from "zod";
import type { Evidence } from "../records.ts";
import { parsePythonJson } from "./json.ts";

const error = z.number().nonnegative();
const count = z.number().int().nonnegative();
const positiveCount = z.number().int().positive();
/** An estimate of a quantity that is never negative may fall a little below zero by chance. */
const information = z.number().min(-1);
const share = z.number().min(0).max(1);
const gate = z.strictObject({ closed: share, open: share })
  .refine(
    ({ closed, open }) => closed + open <= 1 + 1e-9,
    "closed and open together are more than the whole",
  );
const gates = z.strictObject({ input: gate, forget: gate, output: gate });

/** Largest share by which numbers that follow from one another may differ: they are rounded when they are written down. */
const ROUNDING = 1e-3;

const isBetween = (low: number, value: number, high: number) => {
  const slack = ROUNDING * Math.max(Math.abs(low), Math.abs(high));
  return low - slack <= value && value <= high + slack;
};

const gap = z.strictObject({ value: z.number(), low: z.number(), high: z.number() })
  .refine(({ low, high }) => low <= high, "the interval's low end lies above its high end")
  .refine(({ value, low, high }) => isBetween(low, value, high), "the value lies outside of its interval");

const frozen = z.strictObject({
  testMse: error,
  trainMse: error.optional(),
  testMseByGroup: z.array(error).min(1).optional(),
  gap: gap.optional(),
}).refine(
  ({ testMse, trainMse, gap }) =>
    trainMse === undefined || gap === undefined ||
    Math.abs(testMse - trainMse - gap.value) <= ROUNDING * Math.max(testMse, trainMse),
  "the gap is not testMse - trainMse",
).refine(
  ({ testMse, testMseByGroup: groups = [testMse] }) =>
    isBetween(Math.min(...groups), testMse, Math.max(...groups)),
  "testMse lies outside of its groups'",
);

/** Every field of evidence; none has to be there. */
export const evidenceSchema = z.strictObject({
  targetVariance: z.number().positive(),
  frozen,
  protocols: z.strictObject({ lanesMse: error, sequentialMse: error }),
  carriedState: z.strictObject({
    carriedMse: error,
    resetMse: error,
    carriedInTraining: z.boolean().optional(),
  }),
  predictors: z.strictObject({
    memoryless: error,
    windowed: z.strictObject({ steps: positiveCount, mse: error }).optional(),
  }),
  information: z.strictObject({ bits: information, nullBits: information }),
  nonFiniteRows: count,
  inputVariance: error,
  targetNoiseVariance: error,
  sharedRows: z.strictObject({ shared: count, test: positiveCount })
    .refine(({ shared, test }) => shared <= test, "more rows are shared than the test set has"),
  selectedOn: z.enum(["train", "validation", "test"]),
  rowsByGroup: z.array(count).min(1),
  initialWeightScale: error,
  initialGates: gates,
  gates,
  units: z.strictObject({ total: positiveCount, dead: count })
    .refine(({ total, dead }) => dead <= total, "more units are dead than there are"),
  rateProbes: z.array(z.strictObject({ factor: z.number().positive(), testMse: error })).min(1),
  longer: z.strictObject({ factor: z.number().positive(), testMse: error }),
  capacity: z.strictObject({
    oneGroupAlone: error.optional(),
    shortStretch: error.optional(),
    larger: z.strictObject({ hiddenSize: positiveCount, testMse: error }).optional(),
    constructed: z.strictObject({ hiddenSize: positiveCount, testMse: error }).optional(),
  }),
  replicates: z.array(error).min(1),
}).partial();

/**
 * Reads evidence.
 *
 * @throws {TypeError | SyntaxError} one line that names the field.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(readEvidence('{"targetVariance": 0.5}').targetVariance, 0.5);
 * ```
 */
export function readEvidence(text: string): Evidence {
  const result = evidenceSchema.safeParse(parsePythonJson(text));
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0];
  throw new TypeError(`${path.length === 0 ? "evidence" : path.join(".")}: ${message}`);
}
