/**
 * One stage of a curriculum: a sampling rate, and how to train at it.
 *
 * @module
 */
import { z } from "zod";

const positive = () => z.number().positive();
const count = () => z.number().int().positive();

/** Every field of a stage, with its reason. */
const stageFields = z.strictObject({
  decimation: count().max(1_000_000)
    .describe("every how many-th sample is used; 20 makes 50 Hz of 1000 Hz"),
  epochs: count().max(100_000)
    .describe("an epoch is one recording's length of samples on every lane, or one pass that is longer"),
  learningRate: positive()
    .describe("Adam's rate at the stage's begin; it falls to 0 with a cosine"),
  windowSeconds: positive().nullable()
    .describe("back-propagation is truncated to this; null goes back to the pass's first sample"),
  horizonsSeconds: z.array(positive()).min(1)
    .describe(
      "length of a pass from the zero state; the stage's epochs are shared out equally in this order",
    ),
  starts: count().max(128)
    .describe(
      "lanes per selector: one begins at the recording's first sample, the others at random, anew each pass",
    ),
  warmUpSeconds: z.number().min(0)
    .describe("the loss leaves out so much of a lane that begins at random: it cannot know its phase yet"),
  noise: z.enum(["fixed", "redrawn", "silent"])
    .describe(
      "the training recording's own noise, or noise drawn anew for every pass; silent: S is 0, and so are the weights from it " +
        "from the stage's begin on; only such passes may be longer than the recording, since sines go on",
    ),
});

/** A stage as it is checked; older records call its warm-up `graceSeconds`. */
export const stageSchema = z.preprocess((stage) => {
  if (typeof stage !== "object" || stage === null || !("graceSeconds" in stage)) return stage;
  const { graceSeconds, ...others } = stage;
  return { warmUpSeconds: graceSeconds, ...others };
}, stageFields);

/** A stage. Times are in seconds of the recording, whatever the rate. */
export type Stage = Readonly<z.output<typeof stageSchema>>;

/** Where an epoch lies in a list of stages. */
export interface Position {
  /** Index of the stage. */
  readonly index: number;
  readonly stage: Stage;
  /** Epoch within the stage, counted from 0. */
  readonly epoch: number;
}

/** Epochs of all stages. */
export function epochCount(stages: readonly Stage[]): number {
  return stages.reduce((sum, { epochs }) => sum + epochs, 0);
}

/**
 * The stage that an epoch of the run belongs to.
 *
 * @param epoch counted from 1 over all stages
 * @throws {RangeError} when the stages have no such epoch
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { CURRICULA } from "./curricula.ts";
 * const { index, epoch } = positionOf(CURRICULA.softened, CURRICULA.softened[0].epochs + 1);
 * assertEquals([index, epoch], [1, 0]);
 * ```
 */
export function positionOf(stages: readonly Stage[], epoch: number): Position {
  let first = 1;
  for (const [index, stage] of stages.entries()) {
    if (epoch >= first && epoch < first + stage.epochs) return { index, stage, epoch: epoch - first };
    first += stage.epochs;
  }
  throw new RangeError(`epoch must be from 1 to ${first - 1}, given: ${epoch}`);
}

/** The pass length in force at an epoch of the stage. */
export function horizonAt({ horizonsSeconds, epochs }: Stage, epoch: number): number {
  return horizonsSeconds[Math.floor(epoch / epochs * horizonsSeconds.length)];
}

/** The learning rate after the share `progress` of the stage: half a cosine from the stage's rate to 0. */
export function rateAt({ learningRate }: Stage, progress: number): number {
  return learningRate * (1 + Math.cos(Math.PI * progress)) / 2;
}
