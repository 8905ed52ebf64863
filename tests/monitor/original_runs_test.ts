/**
 * The two published runs, and what is known of them.
 */
import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import baseline from "../../data/original_runs/baseline_64_lr1e-4.json" with { type: "json" };
import firstTry from "../../data/original_runs/first_try_64_lr1e-3.json" with { type: "json" };
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";

const read = (content: unknown) => readHistory(new TextEncoder().encode(JSON.stringify(content)));
const said = (content: unknown) => diagnose({ history: read(content), evidence: {} });
const finding = (content: unknown, rule: string) => {
  const found = said(content).findings.find((candidate) => candidate.rule === rule);
  assert(found !== undefined, `${rule} was not found`);
  return found;
};

Deno.test("first try: the running loss diverges, and the learning rate is to blame", () => {
  const { severity, facts } = finding(firstTry, "divergence");
  assertEquals([severity, facts.bestEpoch], ["critical", 1]);
  assertEquals(said(firstTry).verdict.cause, "learning rate");
});

Deno.test("monitored run: plateau since its best epoch, 43", () => {
  const { facts } = finding(baseline, "plateau");
  assertEquals([facts.best, facts.bestEpoch, facts.epochsWithoutImprovement], [0.365, 43, 7]);
});

Deno.test("monitored run: away from its best in epochs 18 to 29, up to 0.481", () => {
  const { facts } = finding(baseline, "oscillation");
  assertEquals([facts.from, facts.to, facts.peak], [18, 29, 0.481]);
});

Deno.test("monitored run: early stopping due at epoch 58, best epoch 43 and patience 15", () => {
  const { facts } = finding(baseline, "early-stopping-due");
  assertEquals([facts.dueAt, facts.bestEpoch, facts.patience], [58, 43, 15]);
});

Deno.test("monitored run: the readings by frequency cannot average to the reported loss", () => {
  const { facts } = finding(baseline, "group-errors-do-not-average");
  assertAlmostEquals(facts.groupMeanHigh as number, (9e-5 + 0.08 + 0.17 + 0.37) / 4);
  assertEquals(facts.reportedTotal, 0.374);
});

Deno.test("monitored run: its loss is a running loss, not the model's error", () => {
  assertStringIncludes(
    finding(baseline, "running-loss-is-not-model-error").title,
    "no error on frozen weights",
  );
  assertEquals(said(baseline).verdict.cause, "measurement");
});

Deno.test("monitored run: capacity is not guessed at", () => {
  assert(said(baseline).notTested.some(({ rule }) => rule === "capacity"));
});

Deno.test("monitored run with evidence: no information in the input, and capacity ruled out", () => {
  const { verdict, findings } = diagnose({
    history: read(baseline),
    evidence: {
      targetVariance: 0.5,
      frozen: { testMse: 0.503, trainMse: 0.5 },
      predictors: { memoryless: 0.5001, windowed: { steps: 200, mse: 0.51 } },
      capacity: {
        constructed: { hiddenSize: 12, testMse: 8e-5 },
        larger: { hiddenSize: 128, testMse: 0.564 },
      },
    },
  });
  assertEquals(verdict.cause, "information");
  assertEquals(findings[0].rule, "no-information");
  assertEquals(verdict.rivals.at(-1)?.cause, "capacity");
});
