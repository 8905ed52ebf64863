import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import baseline from "../../data/original_runs/baseline_64_lr1e-4.json" with { type: "json" };
import { diagnose, type Evidence } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { auditClaims } from "../../src/report/claims/audit.ts";
import { htmlPage } from "../../src/report/html_page.ts";
import { quickSummary } from "../../src/report/quick_summary.ts";
import type { RunFacts } from "../../src/report/run_facts.ts";

const published = readHistory(new TextEncoder().encode(JSON.stringify(baseline)));
const measured: Evidence = {
  targetVariance: 0.5,
  frozen: { testMse: 0.503, trainMse: 0.501, testMseByGroup: [0.512, 0.5, 0.5, 0.5] },
  predictors: { memoryless: 0.5001, windowed: { steps: 200, mse: 0.51 } },
  capacity: { larger: { hiddenSize: 128, testMse: 0.564 }, constructed: { hiddenSize: 12, testMse: 8e-5 } },
};

function factsOf(evidence: Evidence): RunFacts {
  const history = {
    ...published,
    settings: { ...published.settings, clipNorm: 1 },
    withinEpoch: undefined,
    gradientNorm: published.trainLoss.map(() => 0.3),
    gradientNormMax: published.trainLoss.map(() => 0.9),
    clippedShare: published.trainLoss.map(() => 0),
    trainLossByGroup: published.trainLoss.map(() => [0.0001, 0.5, 0.5, 0.5]),
    epochSeconds: published.trainLoss.map(() => 1),
  };
  return {
    name: "baseline-64",
    date: "2025-11-17",
    hiddenSize: 64,
    parameters: 18241,
    learningRates: [1e-4],
    plannedEpochs: 50,
    noise: "literal",
    frequenciesHz: [1, 3, 5, 7],
    protocol: "frozen weights, one sample at a time, zero initial state, 1000 Hz",
    target: 0.01,
    seconds: 50,
    engine: "fused engine",
    history,
    evidence,
    diagnosis: diagnose({ history, evidence }),
  };
}

const facts = factsOf(measured);
const audit = { claims: auditClaims({ ...facts, published }), published };

Deno.test("quick summary: every section of the original, in its order", () => {
  const text = quickSummary(facts);
  const titles = [
    "QUICK SUMMARY",
    "CURRENT STATUS",
    "TRAINING RUN SUMMARY",
    "PRIMARY DIAGNOSIS",
    "KEY FINDINGS",
    "RECOMMENDED ACTION",
    "DECISION TREE",
    "WHY NOT OTHER OPTIONS?",
    "RISK ASSESSMENT",
    "IMMEDIATE NEXT STEPS",
    "MONITORING ALERTS FOR NEXT RUN",
    "CONFIDENCE LEVELS",
    "SUCCESS CRITERIA",
    "FINAL VERDICT",
    "END OF SUMMARY",
  ];
  const places = titles.map((title) => text.indexOf(title));
  assert(places.every((place) => place >= 0), `${titles[places.indexOf(-1)]} is missing`);
  assertEquals(places, places.toSorted((a, b) => a - b));
});

Deno.test("quick summary: what was measured, and no percentage that nothing computes", () => {
  const text = quickSummary(facts);
  assertStringIncludes(text, "- Test MSE: 0.503");
  assertStringIncludes(text, "ROOT CAUSE: INFORMATION");
  assertStringIncludes(text, "Test MSE 0.503: NO GO");
  assertStringIncludes(text, "no replicate runs, so no probability is stated");
  assertStringIncludes(
    quickSummary(factsOf({ ...measured, replicates: [0.5, 0.6] })),
    "0 of 2 seeds reach MSE < 0.01",
  );
});

Deno.test("quick summary: with a recommended run that was studied, its configuration, chances, alerts and times", () => {
  const recommended = {
    name: "curriculum-64",
    command: "deno task train curriculum-64",
    hiddenSize: 64,
    parameters: 18241,
    rows: 40000,
    clipNorm: 1,
    ratesHz: [50, 1000],
    epochs: [200, 50],
    learningRates: [5e-3, 1e-3],
    testMse: [2e-4, 3e-4, 0.02],
    seconds: 180,
    secondsToTarget: 100,
    alerts: [{ epoch: 201, seconds: 60, least: 0.02, median: 0.03, largest: 0.04 }],
  };
  const text = quickSummary({ ...facts, recommended, took: { evaluate: 2, probe: 58 } });
  assertMatch(text, /hidden_size +64 +UNCHANGED/);
  assertMatch(text, /num_epochs +200, 50 +CHANGED from 50/);
  assertStringIncludes(text, "- Samples/Parameter ratio: 2.19");
  assertStringIncludes(text, "2 of 3 seeds reach MSE < 0.01");
  assertMatch(text, /201 +0\.03 +< 0\.02 +> 0\.04/);
  assertMatch(text, /1 min 40 s +first below 0\.01/);
  assertMatch(text, /STEP 1: .* \(3 min 00 s\)\n- deno task train curriculum-64/);
  assertStringIncludes(text, "TOTAL TIME, of the steps that were timed: 4 min 00 s");
  assertMatch(text, /2 +6 min 00 s +37% to 100%/); // 1 - (1 - 0.2077)^2, of Wilson's lower bound
  assertStringIncludes(text, "Next Review: after deno task train curriculum-64");
  assert(!text.includes("Loss < 0.38"), "the old plan's alerts are not the recommended run's");
});

Deno.test("quick summary: what worked is a line a topic, with its numbers", () => {
  const worked = quickSummary(facts).match(/What Worked:\n([^]*?)\n\n/)![1].split("\n");
  assert(worked.length <= 5 && worked.every((line) => line.startsWith("✓ ")), worked.join("\n"));
  assertStringIncludes(
    worked.join("\n"),
    "an epoch's median norm is 0.3 to 0.3, the largest 0.9; clipped at 1 in 0%",
  );
  assert(!worked.join().includes("not found"), "a finding is not told by what was not found");
});

Deno.test("quick summary: without an evaluation it says so and takes no branch", () => {
  const text = quickSummary(factsOf({}));
  assertStringIncludes(text, "NO ERROR ON FROZEN WEIGHTS");
  assertStringIncludes(text, "no branch is taken");
});

const outcomes = (evidence: Evidence) =>
  Object.fromEntries(
    auditClaims({ ...factsOf(evidence), published }).map(({ quote, outcome }) => [quote, outcome]),
  );

Deno.test("claims audit: the original's right and wrong figures", () => {
  const audit = outcomes(measured);
  assertEquals(audit["Hidden Size: 64 units (18,241 parameters)"], "agrees");
  assertEquals(audit["Early stopping should have triggered at epoch 58"], "agrees");
  assertEquals(audit["Oscillation Analysis (epochs 18-29 spikes to 0.48)"], "agrees");
  assertEquals(audit["Parameters: 68,481 (3.75x increase)"], "disagrees");
  assertEquals(audit["MSE ~0.08 (40x worse)"], "disagrees");
  assertEquals(audit["MSE = 0.015-0.025 after 100 epochs"], "disagrees");
  assertEquals(audit["Theoretical noise floor: MSE ~0.01-0.02"], "disagrees");
  assertEquals(audit["Diagnosis (Insufficient Capacity): 90%"], "cannot be checked");
});

Deno.test("claims audit: what was not measured cannot be checked", () => {
  const audit = outcomes({});
  assertEquals(audit["MSE = 0.015-0.025 after 100 epochs"], "cannot be checked");
  assertEquals(audit["Frequency f2 (3Hz): MSE ~0.08"], "cannot be checked");
  assertEquals(
    audit["Stable plateau indicates model has fully utilized current capacity"],
    "cannot be checked",
  );
});

const ignore = Deno.permissions.querySync({ name: "read" }).state !== "granted";

Deno.test({
  name: `claims audit: every quotation stands in the original${ignore ? " (needs --allow-read)" : ""}`,
  ignore,
  fn: () => {
    const file = new URL("../../data/original_runs/quick_summary.txt", import.meta.url);
    const original = Deno.readTextFileSync(file).replace(/\s+/g, " ");
    for (const { quote } of audit.claims) {
      for (const part of quote.split(" (")) assertStringIncludes(original, part.replace(/\)$/, ""), quote);
    }
  },
});

Deno.test("page: headings, lists and the audit's table instead of preformatted text", () => {
  const page = htmlPage(facts, audit);
  assertStringIncludes(page, "<h3>Configuration</h3>");
  assertStringIncludes(page, "<li>Hidden Size: 64 units (18,241 parameters)</li>");
  assertStringIncludes(page, "<td>MSE ~0.08 (40x worse)</td>");
  assert(!page.includes("<pre>"));
});

Deno.test("page: self-contained, with the figures, and safe against its own text", () => {
  const page = htmlPage({ ...facts, name: "<b>&" }, audit);
  assertEquals(page.match(/<svg/g)?.length, 5);
  assertStringIncludes(page, "Quick summary of &lt;b&gt;&amp;");
  assert(!/(src|href)="(?!#)/.test(page), "nothing is loaded from elsewhere");
  assertMatch(page, /^<!doctype html>/);
  assertStringIncludes(page, "Content-Security-Policy\" content=\"default-src 'none'");
});
