import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { diagnose, type Evidence } from "../../../src/monitor/mod.ts";
import {
  alertsOf,
  assessRisks,
  decide,
  DECISION_TREE,
  estimateTime,
  milestoneAlert,
  MILESTONES,
  milestonesFor,
  milestonesOf,
  weighOptions,
} from "../../../src/report/plan/mod.ts";
import { probabilityBelow, wilson } from "../../../src/evaluation/proportion.ts";
import { parameterCount } from "../../../src/model/mod.ts";
import { descent, historyOf } from "../../monitor/histories.ts";

Deno.test("milestones: the original's four epochs and their flags", () => {
  assertEquals(MILESTONES.map(({ epoch }) => epoch), [5, 20, 50, 100]);
  assertEquals([0.34, 0.37, 0.4, 0.43, NaN].map((loss) => milestoneAlert(5, loss)?.flag), [
    "green",
    "expected",
    "watch",
    "red",
    "red",
  ]);
  assertEquals(milestoneAlert(6, 0.1), undefined);
});

Deno.test("milestones: another variance scales them", () => {
  assertEquals(milestonesFor(0.5), MILESTONES);
  assertAlmostEquals(milestonesFor(1)[0].redAbove, 0.84);
  assertThrows(() => milestonesFor(0), RangeError, "target variance must be positive");
});

Deno.test("decision tree: each branch of the original, its edges included", () => {
  const grades = [0.0099, 0.01, 0.0199, 0.02, 0.03, 0.05, Infinity, NaN].map((mse) => decide(mse).grade);
  assertEquals(grades, [
    "excellent",
    "good",
    "good",
    "marginal",
    "insufficient",
    "critical",
    "critical",
    "critical",
  ]);
  assertEquals(DECISION_TREE.map(({ below }) => below), [0.01, 0.02, 0.03, 0.05, Infinity]);
  assertEquals([decide(0.015).go, decide(0.025).go], [true, false]);
  assertThrows(() => decide(-1), RangeError, "cannot be negative");
});

Deno.test("decision tree: a failed run is told what removes its cause, not to grow", () => {
  assert(decide(0.5, "information").action.includes("input"));
  assert(decide(0.5, "capacity").action.includes("units"));
});

Deno.test("Wilson interval: values of R's binom.confint(method = 'wilson')", () => {
  assertAlmostEquals(wilson(0, 10).high, 0.2775328, 1e-6);
  assertAlmostEquals(wilson(10, 10).low, 0.7224672, 1e-6);
  assertThrows(() => wilson(3, 2), RangeError);
});

Deno.test("probability: from replicate seeds, or none at all", () => {
  assertEquals(probabilityBelow(0.01, []), undefined);
  assertEquals(probabilityBelow(0.01, [0.001, 0.02, 0.003])?.successes, 2);
});

Deno.test("time: the median pace, scaled by the work; nothing measured, nothing said", () => {
  assertEquals(estimateTime([null], 10), undefined);
  assertEquals(estimateTime([1, 2, 3, null], 10, 2)?.seconds, 40);
});

Deno.test("parameters: both layouts of 64 and 128 units", () => {
  assertEquals([
    parameterCount({ inputSize: 5, hiddenSize: 64, biases: 2 }),
    parameterCount({ inputSize: 5, hiddenSize: 64, biases: 1 }),
  ], [18241, 17985]);
  assertEquals([
    parameterCount({ inputSize: 5, hiddenSize: 128, biases: 2 }),
    parameterCount({ inputSize: 5, hiddenSize: 128, biases: 1 }),
  ], [69249, 68737]);
});

const recommended = (evidence: Evidence) => {
  const diagnosis = diagnose({ history: historyOf(descent(30, 1)), evidence });
  return weighOptions({ diagnosis, evidence, target: 0.01 }).find((option) => option.recommended)?.letter;
};
const poor = { targetVariance: 0.5, frozen: { testMse: 0.4, trainMse: 0.4 } };

Deno.test("options: which is recommended follows from the cause", () => {
  assertEquals(recommended({}), "A");
  assertEquals(recommended({ ...poor, longer: { factor: 2, testMse: 0.01 } }), "B");
  assertEquals(recommended({ ...poor, capacity: { larger: { hiddenSize: 128, testMse: 0.01 } } }), "C");
  assertEquals(
    recommended({ ...poor, predictors: { memoryless: 0.5, windowed: { steps: 9, mse: 0.5 } } }),
    "E",
  );
});

Deno.test("risks: five, and a larger network that was measured says whether the first came true", () => {
  const evidence = { ...poor, capacity: { larger: { hiddenSize: 128, testMse: 0.56 } } };
  const grounds = {
    diagnosis: diagnose({ history: historyOf(descent(30, 1)), evidence }),
    evidence,
    target: 0.01,
    time: "2 s",
  };
  const risks = assessRisks(grounds);
  assertEquals([risks.length, risks[0].measured], [5, "came true: 128 units reach 0.56"]);
  const orders = [{ order: "128 units, 100 epochs", testMse: [0.5, 0.56, 0.009] }];
  assertEquals(
    assessRisks({ ...grounds, orders })[0].measured,
    "Followed (128 units, 100 epochs): 1 of 3 seeds reach MSE < 0.01; test MSE 0.009 to 0.56",
  );
});

Deno.test("milestones are of the plan's one task: a training in stages has none", () => {
  const trainLoss = Array.from({ length: 20 }, () => 0.05);
  const milestones = milestonesOf(true);
  assertEquals(alertsOf({ trainLoss }, milestones).map(({ epoch }) => epoch), [5, 20]);
  assertEquals(alertsOf({ trainLoss, stageStarts: [1] }, milestones), []);
});
