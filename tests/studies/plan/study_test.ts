import { assert, assertEquals } from "@std/assert";
import report from "../../../data/original_runs/quick_summary.txt" with { type: "text" };
import { ORDERS, type PlanResult, runPlanCell } from "../../../src/studies/plan/cell.ts";
import { planFigure, planTable } from "../../../src/studies/plan/show.ts";
import { FULL_SCOPE, planStudy, summarise } from "../../../src/studies/plan/study.ts";
import { ONLINE_PRESETS } from "../../../src/training/presets.ts";

Deno.test("plan study: the first order is the preset that the report's plan became, from five seeds", () => {
  const { hiddenSize, epochs, patience } = ONLINE_PRESETS["retrain-128"];
  assertEquals(ORDERS["128 units, 100 epochs"], { hiddenSize, epochs, stopsEarly: patience !== null });
  const { cells } = planStudy(FULL_SCOPE);
  assertEquals(cells.filter(({ order }) => order === "128 units, 100 epochs").map(({ seed }) => seed), [
    1,
    2,
    3,
    4,
    5,
  ]);
});

Deno.test("plan study: the orders are those of the report's text", () => {
  for (const words of ["hidden_size: 128", "num_epochs: 100", "training to 150 epochs", "hidden_size=256"]) {
    assert(report.includes(words), words);
  }
});

Deno.test("plan study: a cell is a function of its description", async () => {
  const cell = { order: "128 units, 100 epochs", seed: 3, atMost: 1 } as const;
  const [first, second] = [await runPlanCell(cell), await runPlanCell(cell)];
  assertEquals({ ...first, seconds: 0 }, { ...second, seconds: 0 });
  assertEquals([first.epochs, first.bestRunningLoss], [1, first.runningLoss]);
});

const result = (values: Partial<PlanResult>): PlanResult => ({
  order: "128 units, 100 epochs",
  seed: 1,
  atMost: 1000,
  epochs: 28,
  runningLoss: 0.38,
  bestRunningLoss: 0.37,
  testMse: 0.5,
  trainedBy: "fused",
  seconds: 1,
  ...values,
});

Deno.test("plan study: the table has the spread of the seeds, the figure every seed", () => {
  const results = [result({}), result({ seed: 2, epochs: 33, testMse: 0.51 })];
  assert(
    planTable(summarise(results)).includes(
      "| 128 units, 100 epochs | 2 | 28 to 33 | 0.3800 | 0.5000 to 0.5100 |",
    ),
  );
  assertEquals(planFigure(results).panels[0].rows, [{
    label: "128 units, 100 epochs",
    values: [[0.38, 0.38], [0.5, 0.51]],
  }]);
});
