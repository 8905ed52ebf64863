import { assertEquals, assertThrows } from "@std/assert";
import { createFusedEngine } from "../../src/engine/fused/engine.ts";
import { initialise } from "../../src/model/mod.ts";
import { refuseOtherBeginning } from "../../src/run/beginning.ts";
import { readRunRecord } from "../../src/run/record.ts";
import { onlineConfiguration } from "../../src/training/configuration.ts";
import { type EpochRecord, toHistory } from "../../src/training/epoch.ts";
import { onlineTraining } from "../../src/training/trainings.ts";

const record = readRunRecord("models/baseline-64");
const measure = () => ({ mse: NaN, byFrequency: [] });

/** A training of 8 units, and what it writes when the given build of the kernel goes through it. */
function trained(changed: object, relaxedSimd = true) {
  const training = onlineTraining(
    onlineConfiguration({ hiddenSize: 8, epochs: 1, durationSeconds: 2, ...changed }),
  );
  const shape = { inputSize: 5, hiddenSize: 8, biases: 2 } as const;
  const engine = createFusedEngine(initialise(shape, { scheme: "pytorch", seed: 1 }), relaxedSimd);
  const epochs: EpochRecord[] = [];
  for (const event of training.events({ engine, done: [], measure })) {
    if (event.kind === "epoch") epochs.push(event.record);
  }
  const { backend } = engine;
  engine.dispose();
  return {
    training,
    history: toHistory(epochs),
    record: { ...record, engine: { ...record.engine, backend } },
  };
}

Deno.test("a run that is trained again begins as its history says, whatever became of it", () => {
  for (const changed of [{}, { learningRate: 0.1 }, { learningRate: 1e30 }, { dropout: 0.3 }]) {
    const { history, record, training } = trained(changed);
    refuseOtherBeginning(history, record, training);
  }
});

Deno.test("another seed gives another beginning", () => {
  const { history, record } = trained({});
  const other = onlineTraining(
    onlineConfiguration({ hiddenSize: 8, epochs: 1, durationSeconds: 2, seed: 2 }),
  );
  assertThrows(() => refuseOtherBeginning(history, record, other), TypeError, "train_loss_by_frequency.0");
});

Deno.test("where rounding alone decides, a run of another build is not called wrong", () => {
  const wild = { learningRate: 0.03, durationSeconds: 10 };
  const { training, ...mine } = trained(wild), other = trained(wild, false);
  const [a, b] = [mine, other].map(({ history }) => history.train_loss_by_frequency[0][0]);
  assertEquals(Math.abs(a / b - 1) > 1e-2, true, `${a} and ${b}`);
  refuseOtherBeginning(other.history, other.record, training);
  assertThrows(() => refuseOtherBeginning(other.history, mine.record, training), TypeError);
});

Deno.test("a run that went on with another engine is held against the one that began it", () => {
  const { history, record, training } = trained({ seed: 1 });
  const reason = "fast; its first 3 epochs were trained with native-avx2, so it is not the same bit for bit";
  const mixed = { ...record, engine: { ...record.engine, reason } };
  refuseOtherBeginning(history, mixed, training);
  const other = onlineTraining(
    onlineConfiguration({ hiddenSize: 8, epochs: 1, durationSeconds: 2, seed: 2 }),
  );
  assertThrows(() => refuseOtherBeginning(history, mixed, other), TypeError);
});
