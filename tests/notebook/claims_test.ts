import { assertEquals, assertStringIncludes } from "@std/assert";
import published from "../../data/original_runs/baseline_64_lr1e-4.json" with { type: "json" };
import { auditClaims } from "../../src/notebook/claims.ts";

const claims = auditClaims({
  published: published.train_loss,
  frozenMse: 0.503,
  zeroMse: 0.5,
  constructed: { units: 12, testMse: 8e-5 },
  clippedShare: 0.6,
});
const found = (claim: string) => claims.find((row) => row.claim === claim)!.found;

Deno.test("the report's ratios are computed from its own readings", () => {
  assertEquals(
    ["3 Hz", "5 Hz", "7 Hz"].map((sine) => found(`${sine} is worse than 1 Hz by`).split(" = ")[1]),
    [
      "1000x",
      "1875x",
      "3750x",
    ],
  );
  assertStringIncludes(found("loss by frequency adds up"), "0.1325");
});

Deno.test("parameters and early stopping are counted anew", () => {
  assertEquals(found("parameters at 64 units"), "18,241");
  assertEquals(found("parameters at 128 units"), "69,249, or 68,737 with one bias vector");
  assertEquals(found("early stopping was due"), "best epoch 43 + patience 15 = 58");
});

Deno.test("unpublished epochs do not count as losses", () => {
  assertStringIncludes(found("loss fell since epoch 1"), "9.4 %");
});
