/**
 * One seed of the faults that are quick to make; `deno task study:faults` runs them all.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { RULES } from "../../../src/monitor/mod.ts";
import {
  CONTROLS,
  FAULTS,
  HEALTHY,
  judgeTrial,
  measureSmall,
  type Recipe,
  summarise,
  trainSmall,
  type Trial,
} from "../../../src/studies/faults/mod.ts";

const SEED = 4242;
const QUICK = [
  "initial weights x 12, no clipping",
  "a target not a number",
  "three epochs",
  "test rows leaked",
];

async function trial(name: string, change: Partial<Recipe>, fault?: typeof FAULTS[number]): Promise<Trial> {
  const run = await trainSmall({ ...HEALTHY, ...change }, SEED);
  const evidence = await measureSmall(run);
  run.engine.dispose();
  return judgeTrial({ kind: name, seed: SEED, fault }, { history: run.history, evidence });
}

for (const fault of FAULTS.filter(({ name }) => QUICK.includes(name))) {
  Deno.test(`fault: ${fault.name} is named first, and its cause too`, async () => {
    const { namedFirst, rank } = await trial(fault.name, fault.change, fault);
    assertEquals({ namedFirst, rank }, { namedFirst: true, rank: 1 });
  });
}

Deno.test("fault: a healthy run raises no alarm", async () => {
  assertEquals((await trial("as it is", {})).alarms, []);
});

Deno.test("fault: the same seed gives the same run", async () => {
  const [a, b] = await Promise.all([1, 2].map(() => trainSmall({ ...HEALTHY, epochs: 2 }, 3)));
  assertEquals(a.history.trainLoss, b.history.trainLoss);
});

Deno.test("faults: at least twelve kinds, each named by rules that exist", () => {
  assert(FAULTS.length >= 12 && CONTROLS.length >= 1);
  const known = new Set(RULES.map(({ name }) => name));
  for (const { name, namedBy } of FAULTS) {
    for (const rule of namedBy) assert(known.has(rule), `${name}: ${rule}`);
  }
});

Deno.test("summary: seeds the rules were tuned on are left out", () => {
  const made = (seed: number, detected: boolean): Trial => ({
    kind: "one unit",
    seed,
    fault: true,
    fromHistory: false,
    detected,
    namedFirst: detected,
    rank: detected ? 1 : 2,
    alarms: [],
    cause: "capacity",
  });
  const healthy: Trial = { ...made(6, false), kind: "as it is", fault: false, alarms: ["plateau"] };
  const summary = summarise([made(0, true), made(5, false), made(6, true), healthy], [0]);
  assertEquals([summary.seeds, summary.allFaults.detected.share, summary.allHealthy.share], [[5, 6], 0.5, 1]);
  assertThrows(() => summarise([made(0, true)], [0]), RangeError, "none is left to report");
});
