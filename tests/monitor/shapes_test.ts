import { assertMatch } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { headline } from "../../src/report/headline.ts";
import { leading } from "../../src/report/leading.ts";
import { nextStep } from "../../src/report/next_step.ts";
import { checkpoint } from "../../src/report/checkpoint_advice.ts";
import { CAUSE_SHAPES } from "./cause_shapes.ts";
import { EVALUATION_SHAPES } from "./evaluation_shapes.ts";
import { KIND_SHAPES } from "./kind_shapes.ts";
import { SHAPES } from "./shapes.ts";

for (
  const { what, text, says, tells, advises } of [
    ...SHAPES,
    ...EVALUATION_SHAPES,
    ...KIND_SHAPES,
    ...CAUSE_SHAPES,
  ]
) {
  Deno.test(`shape: ${what}`, () => {
    const history = readHistory(new TextEncoder().encode(text));
    const diagnosis = diagnose({ history, evidence: {} });
    assertMatch(headline(history, diagnosis), says);
    if (tells !== undefined) assertMatch(`${leading(diagnosis)?.title}`, tells);
    if (advises !== undefined) {
      assertMatch(`${checkpoint(history, diagnosis)} ${nextStep(history, diagnosis)}`, advises);
    }
  });
}
