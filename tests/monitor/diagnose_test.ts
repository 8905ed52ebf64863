import { assert, assertEquals } from "@std/assert";
import { diagnose, type History } from "../../src/monitor/mod.ts";
import { descent, historyOf, normalNumbers } from "./histories.ts";

const alarms = (history: History) =>
  diagnose({ history, evidence: {} }).findings.filter(({ severity }) => severity !== "info").map(({ rule }) =>
    rule
  );

Deno.test("diagnose: healthy runs of any length raise no alarm", () => {
  for (const epochs of [5, 10, 20, 50, 200]) {
    for (let seed = 0; seed < 20; seed++) {
      const loss = descent(epochs, seed);
      assertEquals(
        alarms(historyOf(loss, { heldOutLoss: descent(epochs, seed + 1000).map((v) => 1.1 * v) })),
        [],
      );
    }
  }
});

Deno.test("diagnose: the unit of the loss does not matter", () => {
  const normal = normalNumbers(7);
  const runs = [
    descent(40, 3),
    [0.285, 0.406, 0.411, 0.462, 0.458],
    Array.from({ length: 40 }, () => 0.7 * Math.exp(0.3 * normal())),
    Array.from({ length: 40 }, (_, i) => 2.3 - 0.005 * i),
  ];
  for (const loss of runs) {
    const asItIs = alarms(historyOf(loss));
    for (const factor of [1e-9, 1e-3, 1e6]) {
      assertEquals(alarms(historyOf(loss.map((v) => v * factor))), asItIs);
    }
  }
});

Deno.test("diagnose: losses at and below zero are read too", () => {
  const falling = Array.from({ length: 40 }, (_, i) => -3 + 4 * Math.exp(-i / 5));
  assertEquals(alarms(historyOf(falling)), []);
  assert(alarms(historyOf([...falling, ...Array<number>(20).fill(1)])).includes("divergence"));
  assertEquals(alarms(historyOf([1, 0.5, 0.1, 0, 0, 0, 0, 0, 0, 0])), []);
});

Deno.test("diagnose: a million epochs are no trouble", () => {
  const loss = descent(1_000_000, 1);
  assertEquals(alarms(historyOf(loss, { heldOutLoss: loss, epochSeconds: loss, gradientNorm: loss })), []);
});

Deno.test("diagnose: every length from one epoch up is judged without an error", () => {
  for (let epochs = 1; epochs < 30; epochs++) {
    diagnose({ history: historyOf(descent(epochs, 1)), evidence: {} });
  }
  diagnose({ history: historyOf([null, 0.5, null]), evidence: {} });
  diagnose({ history: historyOf([NaN]), evidence: {} });
});

Deno.test("diagnose: a curriculum is judged on its last stage", () => {
  const stages = [
    ...descent(30, 1, { floor: 0.001, rate: 12 }),
    ...descent(30, 2, { floor: 0.5, rate: 12 }),
  ];
  assert(alarms(historyOf(stages)).length > 0);
  assertEquals(alarms(historyOf(stages, { stageStarts: [1, 31] })), []);
});

Deno.test("verdict: one measurement outweighs many hints, and the upstream cause wins between equals", () => {
  const { verdict } = diagnose({
    history: historyOf(descent(30, 1)),
    evidence: {
      targetVariance: 0.5,
      frozen: { testMse: 0.3, trainMse: 0.3 },
      rowsByGroup: [1000, 0],
      capacity: { larger: { hiddenSize: 128, testMse: 0.1 } },
    },
  });
  assertEquals(verdict.cause, "data");
  assertEquals(verdict.rivals[0].for.length, 1);
});

Deno.test("verdict: alarms that nothing explains stay undetermined", () => {
  const flat = historyOf(Array.from({ length: 30 }, (_, i) => 0.5 + 0.001 * Math.sin(i)));
  assertEquals(diagnose({ history: flat, evidence: {} }).verdict.cause, "undetermined");
});
