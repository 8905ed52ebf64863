/**
 * What fixes a curriculum run: the online run's fields where they mean the same, and the stages.
 *
 * @module
 */
import { z } from "zod";
import { validated } from "../boundary/mod.ts";
import { onlineSchema, signalOf } from "./configuration.ts";
import { CURRICULA } from "./curricula.ts";
import { signalConfiguration } from "../signal/mod.ts";
import { type Stage, stageSchema } from "./stage.ts";

const { hiddenSize, biases, initialisation, clipNorm, testEvery, seed, engine } = onlineSchema.shape;
const { noise, grid, frequenciesHz, sampleRateHz, durationSeconds, amplitudeRange, trainSeed, testSeed } =
  onlineSchema.shape;

/** Every field of a curriculum run; `stages` defaults to the noise preset's own list. */
export const curriculumSchema = z.strictObject({
  hiddenSize,
  biases,
  initialisation,
  clipNorm,
  testEvery,
  seed,
  noise,
  grid,
  frequenciesHz,
  sampleRateHz,
  durationSeconds,
  amplitudeRange,
  trainSeed,
  testSeed,
  engine,
  stages: z.array(stageSchema).min(1).readonly()
    .describe("sampling rates in the order of training"),
});

/** A complete, validated configuration of a curriculum run. */
export type CurriculumConfiguration = z.output<typeof curriculumSchema>;

/**
 * The configuration with every default filled in.
 *
 * @throws {TypeError} or {RangeError} naming the first field that is wrong, what it was and what is allowed
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * assertEquals(curriculumConfiguration({ noise: "softened" }).stages[0].decimation, 20);
 * assertThrows(() => curriculumConfiguration({ epochs: 50 }), TypeError, "epochs"); // each stage has its own
 * ```
 */
export function curriculumConfiguration(overrides: unknown): CurriculumConfiguration {
  const { noise = "literal", stages } = Object(overrides) as { noise?: unknown; stages?: unknown };
  const own = Object.hasOwn(CURRICULA, String(noise))
    ? CURRICULA[noise as keyof typeof CURRICULA]
    : undefined;
  const configuration = validated(
    curriculumSchema,
    { ...overrides as object, stages: stages ?? own ?? [] },
    "configuration",
  );
  const coarsest = Math.max(...configuration.stages.map(({ decimation }) => decimation));
  const signal = signalOf(configuration, configuration.trainSeed);
  signalConfiguration({ ...signal, sampleRateHz: signal.sampleRateHz / coarsest }); // Nyquist at the coarsest rate
  for (const [index, stage] of configuration.stages.entries()) refuseEmpty(stage, index, signal.sampleRateHz);
  return configuration;
}

/** @throws {RangeError} when passes or windows of a stage hold no sample, or none that counts */
function refuseEmpty(stage: Stage, index: number, sampleRateHz: number): void {
  const seconds = stage.decimation / sampleRateHz; // of one sample
  const holds = (time: number) => time > seconds * (1 - 1e-9);
  const [shortest, longest] = [Math.min(...stage.horizonsSeconds), Math.max(...stage.horizonsSeconds)];
  const wrong = !holds(shortest)
    ? `horizonsSeconds must be ${seconds} or more, one sample (given: ${shortest})`
    : stage.windowSeconds !== null && !holds(stage.windowSeconds)
    ? `windowSeconds must be ${seconds} or more, one sample (given: ${stage.windowSeconds})`
    : stage.warmUpSeconds >= longest
    ? `warmUpSeconds must be below the longest pass, ${longest} (given: ${stage.warmUpSeconds})`
    : null;
  if (wrong !== null) throw new RangeError(`configuration: stages.${index}.${wrong}`);
}
