import { assertEquals } from "@std/assert";
import { numberDifferences } from "../../src/notebook/run.ts";

Deno.test("a record that says what was measured has no differences; words are not compared", () => {
  const measured = { testMse: 0.5, byFrequency: [0.1, 0.2], interval: { low: -1e-5 }, protocol: "a" };
  assertEquals(numberDifferences({ ...measured, testMse: 0.50001, protocol: "b" }, measured, "result"), []);
});

Deno.test("every changed, missing or non-numeric number is named", () => {
  const measured = { testMse: 0.5, byFrequency: [0.1, 0.2] };
  assertEquals(numberDifferences({ testMse: 0.4, byFrequency: [0.1] }, measured, "result"), [
    "result.testMse says 0.4, measured 0.5",
    "result.byFrequency.1 says undefined, measured 0.2",
  ]);
  assertEquals(numberDifferences(null, measured, "result").length, 3);
});
