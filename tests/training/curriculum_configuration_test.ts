import { assertEquals, assertThrows } from "@std/assert";
import { CURRICULA } from "../../src/training/curricula.ts";
import { signalOf } from "../../src/training/configuration.ts";
import { curriculumConfiguration } from "../../src/training/curriculum_configuration.ts";

Deno.test("curriculum configuration: the stages follow the noise unless they are given", () => {
  assertEquals(curriculumConfiguration({ noise: "quarter" }).stages, CURRICULA.quarter);
  assertEquals(curriculumConfiguration({}).stages, CURRICULA.literal);
  const stages = CURRICULA.literal.slice(0, 1);
  assertEquals(curriculumConfiguration({ noise: "quarter", stages }).stages, stages);
});

Deno.test("curriculum configuration: what it wrote down it reads back", () => {
  const configuration = curriculumConfiguration({ noise: "softened", seed: 7 });
  assertEquals(curriculumConfiguration(JSON.parse(JSON.stringify(configuration))), configuration);
});

Deno.test("curriculum configuration: a wrong field is named with what was given", () => {
  const [stage] = CURRICULA.literal;
  assertThrows(() => curriculumConfiguration({ noise: "loud" }), TypeError, "noise");
  assertThrows(() => curriculumConfiguration({ stages: [] }), RangeError, "stages");
  assertThrows(
    () => curriculumConfiguration({ stages: [{ ...stage, epochs: 0 }] }),
    RangeError,
    "stages.0.epochs",
  );
  assertThrows(() => curriculumConfiguration({ stages: [{ ...stage, warp: 1 }] }), TypeError, "warp");
  assertThrows(
    () => curriculumConfiguration({ stages: [{ ...stage, decimation: 100 }] }),
    RangeError,
    "Nyquist",
  );
});

Deno.test("curriculum configuration: a pass and a window hold a sample, and one that counts", () => {
  const [stage] = CURRICULA.literal;
  for (
    const [field, value] of [["windowSeconds", 1e-9], ["horizonsSeconds", [1e-9]], ["warmUpSeconds", 1e9]]
  ) {
    const configure = () => curriculumConfiguration({ stages: [{ ...stage, [String(field)]: value }] });
    assertThrows(configure, RangeError, `stages.0.${field} must be`);
  }
});

Deno.test("curriculum configuration: recordings are those of an online run", () => {
  const configuration = curriculumConfiguration({ grid: "endpoint" });
  const { sampleRateHz, grid, seed } = signalOf(configuration, 2);
  assertEquals({ sampleRateHz, grid, seed }, { sampleRateHz: 1000, grid: "endpoint", seed: 2 });
});
