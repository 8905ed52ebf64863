import { assertAlmostEquals, assertEquals } from "@std/assert";
import { tensorboardWriter } from "../../src/exchange/tensorboard_writer.ts";
import { initialise } from "../../src/model/mod.ts";
import type { EpochRecord } from "../../src/training/epoch.ts";
import { missing } from "../engine/tensorflow/native_test_options.ts";
import { askPython, pythonTest } from "../parity/python.ts";

const WEIGHTS = initialise({ inputSize: 5, hiddenSize: 8, biases: 2 }, { scheme: "pytorch", seed: 1 });

const record = (epoch: number): EpochRecord => ({
  epoch,
  loss: 0.4 / epoch,
  lossByFrequency: [0.1, 0.5, 0.5, 0.5].map((loss) => loss / epoch),
  gradientNorm: { median: 0.5, max: 2, clippedShare: 0.25 },
  learningRate: 1e-4,
  seconds: 1,
  test: epoch === 2 ? { mse: 0.5, byFrequency: [0.2, 0.6, 0.6, 0.6] } : null,
});

const READ = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.util import tensor_util
events = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0, "tensors": 0})
events.Reload()
tags = events.Tags()
print(json.dumps({
    **{tag: [[event.step, event.value] for event in events.Scalars(tag)] for tag in tags["scalars"]},
    **{tag: [[event.step, tensor_util.make_ndarray(event.tensor_proto).tolist()] for event in events.Tensors(tag)]
       for tag in tags["tensors"]}}))`;

pythonTest(
  `TensorBoard reads back every scalar and every weight${missing === null ? "" : ` (skipped: ${missing})`}`,
  async (folder) => {
    if (missing !== null) return;
    const writer = await tensorboardWriter(folder, [1, 3, 5, 7]);
    writer.epoch(record(1), WEIGHTS);
    writer.epoch(record(2), WEIGHTS);
    writer.close();
    const events = await askPython(READ, `${folder}/tensorboard`) as Record<string, [number, unknown][]>;

    const scalars = (tag: string) => events[tag].map(([step, value]) => [step, value as number]);
    assertEquals(scalars("running loss/all").map(([step]) => step), [1, 2]);
    assertAlmostEquals(scalars("running loss/all")[1][1], 0.2, 1e-7);
    assertAlmostEquals(scalars("running loss/3 Hz")[0][1], 0.5, 1e-7);
    assertEquals(scalars("test MSE/all"), [[2, 0.5]]);
    assertAlmostEquals(scalars("test MSE/1 Hz")[0][1], 0.2, 1e-7);
    assertEquals(scalars("gradient norm/max"), [[1, 2], [2, 2]]);
    assertEquals(scalars("gradient norm/clipped share"), [[1, 0.25], [2, 0.25]]);
    assertAlmostEquals(scalars("learning rate")[0][1], 1e-4, 1e-10);

    // a histogram is rows of [left edge, right edge, count]
    const [, buckets] = events["weights/weightHh"][1] as [number, [number, number, number][]];
    assertEquals(buckets.reduce((sum, [, , count]) => sum + count, 0), WEIGHTS.weightHh.length);
    assertAlmostEquals(buckets[0][0], Math.min(...WEIGHTS.weightHh), 1e-6);
    assertEquals(events["weights/biasHh"].length, 2);
    assertEquals(events["weights/biasOut"][1], [2, WEIGHTS.biasOut[0]]);
  },
);
