import { assertEquals } from "@std/assert";
import type { History } from "../../src/monitor/mod.ts";
import { judge, placeOf } from "../../src/watch/run.ts";
import { viewOf } from "../../src/watch/view.ts";

const falling = (count: number) => Array.from({ length: count }, (_, i) => 2 * 0.97 ** i);

function history(trainLoss: readonly (number | null)[]): History {
  return { format: "by hand", unit: "epoch", trainLoss, settings: {}, notes: [] };
}

function placesOf(trainLoss: readonly (number | null)[]): Record<string, number | undefined> {
  const read = { history: history(trainLoss), evidence: {}, settings: {} };
  const { diagnosis, raised } = judge(read, true);
  return Object.fromEntries(
    diagnosis.findings.map((finding) => [finding.rule, placeOf(finding, read.history, raised)]),
  );
}

Deno.test("a finding lies where its facts say", () => {
  assertEquals(placesOf([...falling(30), NaN, NaN])["non-finite-loss"], 31);
});

Deno.test("a finding without a place of its own lies at the first epoch from which on it stood", () => {
  const loss = [...falling(40), ...Array.from({ length: 60 }, (_, i) => 0.6 * 1.05 ** i)];
  const read = { history: history(loss), evidence: {}, settings: {} };
  const { diagnosis, raised } = judge(read, true);
  const finding = diagnosis.findings.find(({ rule }) => rule === "loss-not-decreasing")!;
  const since = placeOf(finding, read.history, raised)!;
  const rules = (entries: number) =>
    judge({ ...read, history: history(loss.slice(0, entries)) }, true).diagnosis.findings.map(({ rule }) =>
      rule
    );
  assertEquals(rules(since).includes(finding.rule), true);
  assertEquals(rules(since - 1).includes(finding.rule), false);
});

Deno.test("a history that grew is judged once more, one that starts anew from its beginning", () => {
  const read = (count: number) => ({ history: history(falling(count)), evidence: {}, settings: {} });
  const first = judge(read(10), true);
  assertEquals(first.raised.size, 10);
  const grown = judge(read(11), true, first.raised);
  assertEquals([...grown.raised.keys()].filter((entries) => !first.raised.has(entries)), [11]);
  assertEquals(Math.max(...judge(read(4), true, grown.raised).raised.keys()), 4);
});

Deno.test("of a run that goes on nobody says that it ended", () => {
  const read = { history: history(falling(60)), evidence: {}, settings: {} };
  const says = (isOver: boolean) => judge(read, isOver).diagnosis.findings.map(({ rule }) => rule);
  assertEquals(says(true).includes("stopped-while-improving"), true);
  assertEquals(says(false).includes("stopped-while-improving"), false);
});

Deno.test("time left is that of the stage that is trained, and of what the later ones cost", () => {
  const loss = falling(12);
  const read = {
    history: {
      ...history(loss),
      stageStarts: [1, 11],
      epochSeconds: [...new Array<number>(10).fill(1), 4, 4],
    },
    evidence: {},
    settings: {},
    planned: [
      ...new Array<number>(10).fill(1),
      ...new Array<number>(4).fill(4),
      ...new Array<number>(2).fill(20),
    ],
  };
  const run = { ...read, ...judge(read, false), name: "staged", status: "running" as const, writtenAt: 1 };
  const { plannedEpochs, secondsPerEpoch, secondsLeft } = viewOf(run);
  assertEquals([plannedEpochs, secondsPerEpoch, secondsLeft], [16, 4, 4 * 2 + 20 * 2]);
});
