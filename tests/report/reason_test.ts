/**
 * What a headline rests on.
 */
import { assertEquals } from "@std/assert";
import { beyond } from "../../src/report/reason.ts";

Deno.test("reason: a first clause that says what the headline says is left out", () => {
  assertEquals(beyond("LEARNING RATE TOO LOW", "The learning rate looks too low: it falls"), "it falls");
  assertEquals(
    beyond("NO ALARM: FLAT AT THE END", "Flat near 5.2: best 5.1 at epoch 40"),
    "Flat near 5.2: best 5.1 at epoch 40",
  );
  assertEquals(
    beyond("TARGETS NOT SCALED", "Targets look unscaled: the loss is 5"),
    "Targets look unscaled: the loss is 5",
  );
});
