/**
 * What the cells and results of studies are made of, as their schemas name it.
 *
 * @module
 */
import { z } from "zod";
import { ENGINE_NAMES } from "../engine/contract.ts";
import { type Proportion, wilson } from "../evaluation/proportion.ts";
import { MAX_SEED } from "../random/generator.ts";
import { NOISE_NAMES } from "../signal/mod.ts";

export const noise = z.enum(NOISE_NAMES);
export const seed = z.number().int().min(0).max(MAX_SEED);
export const epochs = z.number().int().min(1).max(100_000);
/** Units; what memory allows is the engine's to judge. */
export const hiddenSize = z.number().int().min(8).multipleOf(8).max(4096);
/** Of a curriculum's epochs. */
export const share = z.number().positive().max(1);
/** A mean squared error, or a loss that is one; above the square of the largest float32 there is none. */
export const error = z.number().min(0).max(1e77);
export const errors = z.array(error).readonly();
export const seconds = z.number().min(0);
/** Samples trained on, all lanes together. */
export const samples = z.number().min(0);
export const trainedBy = z.enum(ENGINE_NAMES);

/** A share: its interval is worked out again. */
export const proportion = z.object({
  successes: z.number().int().min(0),
  trials: z.number().int().min(1),
}).refine(({ successes, trials }) => successes <= trials, "has more successes than trials")
  .transform(({ successes, trials }): Proportion => wilson(successes, trials));

/** One of the names of a table, and of those that every object has none. */
export function nameIn<Name extends string>(table: Readonly<Record<Name, unknown>>): z.ZodType<Name> {
  return z.enum(Object.keys(table) as [Name, ...Name[]]) as unknown as z.ZodType<Name>;
}
