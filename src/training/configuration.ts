/**
 * What fixes an online run: one table of fields, each with its type, its default and the reason for it.
 * The command line makes its flags from the same table.
 *
 * @module
 */
import { z } from "zod";
import { validated } from "../boundary/mod.ts";
import { ENGINE_NAMES } from "../engine/contract.ts";
import { GRIDS, NOISE_NAMES, type SignalConfiguration, signalConfiguration } from "../signal/mod.ts";

const positive = () => z.number().positive();
const count = () => z.number().int().positive();
const share = () => z.number().min(0).lt(1);
const seed = () => z.number().int().min(0).max(2 ** 32 - 1);

/** Every field of an online run; `describe` gives the reason for the default. */
export const onlineSchema = z.strictObject({
  hiddenSize: count().multipleOf(8).default(64)
    .describe("LSTM units; 64 is the monitored run's (the fused kernel works in blocks of 8)"),
  biases: z.union([z.literal(1), z.literal(2)]).default(2)
    .describe("bias vectors per gate: 2 as in PyTorch, which made the monitored run; 1 as in Keras"),
  initialisation: z.enum(["pytorch", "keras"]).default("pytorch")
    .describe("how weights start; the monitored run used PyTorch's uniform(-1/sqrt(H), 1/sqrt(H))"),
  epochs: count().max(100_000).default(50)
    .describe("passes over the training rows; 50 is the monitored run's"),
  learningRate: positive().default(1e-4)
    .describe("Adam's rate; 1e-4 after the first try at 1e-3 diverged"),
  clipNorm: positive().default(1)
    .describe("largest gradient norm of an update; 1.0 is the monitored run's"),
  weightDecay: z.number().min(0).default(0)
    .describe("L2 penalty in Adam; the plan's mitigation against overfitting is 1e-5"),
  dropout: share().default(0)
    .describe("share of LSTM outputs dropped before the linear layer; the plan's mitigation is 0.2"),
  patience: count().max(100_000).nullable().default(null)
    .describe("epochs without improvement before training stops early; none (null in a file) never stops"),
  minDelta: z.number().min(0).default(0.001)
    .describe("smallest fall of the running loss that counts as an improvement; the plan's 0.001"),
  testEvery: z.number().int().min(0).default(5)
    .describe("epochs between measurements of the test MSE on frozen weights; 0 measures at the end only"),
  seed: seed().default(1)
    .describe(
      "seed of the initial weights and of dropout",
    ),
  noise: z.enum(NOISE_NAMES).default("literal")
    .describe("noise preset; the monitored run drew every phase from the full circle"),
  grid: z.enum(GRIDS).default("exclusive")
    .describe("sampling times: n / rate, or the exercise's grid that includes the end point"),
  frequenciesHz: z.array(positive()).min(1).default([1, 3, 5, 7])
    .describe("the sines in the mixture, one selector each"),
  sampleRateHz: positive().default(1000)
    .describe("samples a second; the exercise's 1000"),
  durationSeconds: positive().default(10)
    .describe("length of a recording; the exercise's 10 s"),
  amplitudeRange: z.tuple([z.number(), z.number()]).default([0.8, 1.2])
    .describe("each amplitude is drawn anew at every sample between these"),
  trainSeed: seed().default(1)
    .describe("seed of the training recording"),
  testSeed: seed().default(2)
    .describe("seed of the test recording; never used for a choice"),
  engine: z.enum(["auto", ...ENGINE_NAMES]).default("auto")
    .describe("what computes the updates; auto takes the fastest for the regime"),
});

/** A complete, validated configuration of an online run. */
export type OnlineConfiguration = z.output<typeof onlineSchema>;

/** What a preset or a user may leave out. */
export type OnlineOverrides = z.input<typeof onlineSchema>;

/**
 * The configuration with every default filled in.
 *
 * @throws {TypeError} naming the first field that is unknown or of a wrong type, what it was and what is allowed
 * @throws {RangeError} likewise for a value out of range
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * assertEquals(onlineConfiguration({ epochs: 3 }).learningRate, 1e-4);
 * assertThrows(() => onlineConfiguration({ epochs: -3 }), RangeError, "epochs");
 * ```
 */
export function onlineConfiguration(overrides: unknown): OnlineConfiguration {
  const configuration = validated(onlineSchema, overrides, "configuration");
  signalOf(configuration, configuration.trainSeed); // what only the signal can judge: Nyquist, lengths, order
  return configuration;
}

/** The fields that decide a recording, whatever the regime. */
export type RecordingFields = Pick<
  SignalConfiguration,
  "frequenciesHz" | "sampleRateHz" | "durationSeconds" | "amplitudeRange" | "noise" | "grid"
>;

/** What the recording with the given seed is made from, at its full rate. */
export function signalOf(configuration: RecordingFields, seed: number): SignalConfiguration {
  const { frequenciesHz, sampleRateHz, durationSeconds, amplitudeRange, noise, grid } = configuration;
  return signalConfiguration({
    frequenciesHz,
    sampleRateHz,
    durationSeconds,
    amplitudeRange,
    noise,
    grid,
    seed,
  });
}
