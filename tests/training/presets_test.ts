import { assertEquals, assertThrows } from "@std/assert";
import { PRESETS, presetTraining } from "../../src/training/presets.ts";

Deno.test("a preset is trained as its table says, with what the user changed", () => {
  const { setup, planned, rows } = presetTraining("baseline-64", { durationSeconds: 1, epochs: 3 });
  assertEquals([setup.regime, setup.configuration.hiddenSize, planned], ["online", 64, 3]);
  assertEquals(rows.samples, 1000);
});

Deno.test("a quick training has so many epochs, of each stage where there are stages", () => {
  assertEquals(presetTraining("retrain-128", { durationSeconds: 1 }, 2).planned, 2);
  const { setup, planned } = presetTraining("curriculum-64", { noise: "softened" }, 2);
  assertEquals("stages" in setup.configuration && setup.configuration.stages.length * 2, planned);
});

Deno.test("a preset that is none is refused with those there are", () => {
  const error = assertThrows(() => presetTraining("constructor", {}), RangeError);
  for (const name of PRESETS) assertEquals(error.message.includes(name), true);
});
