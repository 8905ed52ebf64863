import { assert, assertEquals, assertThrows } from "@std/assert";
import { onlineConfiguration, onlineSchema, signalOf } from "../../src/training/configuration.ts";
import { ONLINE_PRESETS } from "../../src/training/presets.ts";

Deno.test("configuration: the defaults are the monitored run", () => {
  const { hiddenSize, learningRate, epochs, clipNorm, noise } = onlineConfiguration({});
  assertEquals({ hiddenSize, learningRate, epochs, clipNorm, noise }, {
    hiddenSize: 64,
    learningRate: 1e-4,
    epochs: 50,
    clipNorm: 1,
    noise: "literal",
  });
});

Deno.test("configuration: retrain-128 follows the report's order and changes nothing else", () => {
  const { "baseline-64": baseline, "retrain-128": retrain } = ONLINE_PRESETS;
  assertEquals(retrain, { ...baseline, hiddenSize: 128, epochs: 100, patience: 15, minDelta: 0.001 });
});

Deno.test("configuration: every field says why its default is what it is", () => {
  for (const [field, schema] of Object.entries(onlineSchema.shape)) {
    assert((schema.description ?? "").length > 20, field);
  }
});

Deno.test("configuration: it cannot be changed afterwards", () => {
  assertThrows(() => Object.assign(onlineConfiguration({}), { epochs: 1 }), TypeError);
});

Deno.test("configuration: a wrong field is named with what was given", () => {
  assertThrows(() => onlineConfiguration({ hiddenSize: 60 }), RangeError, "hiddenSize");
  assertThrows(() => onlineConfiguration({ hiddenSize: "64" }), TypeError, '(given: "64")');
  assertThrows(() => onlineConfiguration({ learningRate: NaN }), TypeError, "learningRate");
  assertThrows(() => onlineConfiguration({ epoch: 3 }), TypeError, "epoch");
  assertThrows(() => onlineConfiguration({ amplitudeRange: [1.2, 0.8] }), RangeError, "amplitudeRange");
});

Deno.test("configuration: training and test recordings differ in the seed only", () => {
  const configuration = onlineConfiguration({ noise: "softened" });
  assertEquals(signalOf(configuration, 2), { ...signalOf(configuration, 1), seed: 2 });
});
