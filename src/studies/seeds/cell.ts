/**
 * The baseline again and again, from other initial weights: how much of the published figure is luck?
 *
 * @module
 */
import { createEngine } from "../../engine/mod.ts";
import { measureError } from "../../evaluation/mod.ts";
import { initialise } from "../../model/mod.ts";
import { makeRows } from "../../signal/mod.ts";
import { onlineConfiguration, signalOf } from "../../training/configuration.ts";
import { trainOnline } from "../../training/online.ts";

/** One repetition of the baseline. */
export interface Repetition {
  readonly seed: number;
  readonly epochs: number;
}

/** How it ended. */
export interface RepetitionResult extends Repetition {
  /** Running loss of the last epoch. */
  readonly runningLoss: number;
  readonly runningLossByFrequency: readonly number[];
  /** Lowest running loss of any epoch, which is what the report calls "best". */
  readonly bestRunningLoss: number;
  /** Frozen weights, one sample at a time, zero initial state, 1000 Hz; seed 2. */
  readonly testMse: number;
}

/** Trains the baseline from the seed's initial weights and measures it. */
export async function repeatBaseline({ seed, epochs }: Repetition): Promise<RepetitionResult> {
  const configuration = onlineConfiguration({ seed, epochs, testEvery: epochs });
  const { hiddenSize, biases, initialisation: scheme } = configuration;
  const engine = await createEngine(
    "fused",
    initialise({ inputSize: 5, hiddenSize, biases }, { scheme, seed }),
  );
  const [rows, test] = [configuration.trainSeed, configuration.testSeed]
    .map((dataSeed) => makeRows(signalOf(configuration, dataSeed)));
  const events = trainOnline({
    engine,
    rows,
    configuration,
    done: [],
    measure: (engine) => measureError(engine, test),
  });
  const records = [...events].flatMap((event) => event.kind === "epoch" ? [event.record] : []);
  engine.dispose();
  const last = records[records.length - 1];
  return {
    seed,
    epochs,
    runningLoss: last.loss,
    runningLossByFrequency: last.lossByFrequency,
    bestRunningLoss: Math.min(...records.map(({ loss }) => loss)),
    testMse: last.test?.mse ?? NaN,
  };
}
