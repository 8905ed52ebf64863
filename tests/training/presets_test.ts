import { assertEquals, assertThrows } from "@std/assert";
import { ONE_LENGTH, PATIENT_CURRICULA } from "../../src/training/curricula.ts";
import { curriculumConfiguration } from "../../src/training/curriculum_configuration.ts";
import { PRESETS, presetTraining } from "../../src/training/presets.ts";
import { epochCount } from "../../src/training/stage.ts";

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

Deno.test("the patient curricula have lists of their own and gradients of one length", () => {
  const fields = { noise: "quarter", durationSeconds: 1 };
  const { setup } = presetTraining("patient-64", fields);
  assertEquals(setup, {
    regime: "curriculum",
    configuration: curriculumConfiguration({
      ...fields,
      stages: PATIENT_CURRICULA.quarter,
      clipNorm: ONE_LENGTH,
    }),
  });
  assertThrows(() => presetTraining("patient-64", { noise: "loud" }), TypeError, "noise");
  const { stages } = curriculumConfiguration({});
  assertEquals(presetTraining("patient-64", { stages, durationSeconds: 1 }).planned, epochCount(stages));
});

Deno.test("a preset that is none is refused with those there are", () => {
  const error = assertThrows(() => presetTraining("constructor", {}), RangeError);
  for (const name of PRESETS) assertEquals(error.message.includes(name), true);
});
