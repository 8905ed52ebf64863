import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type ArmName, ARMS, armStages } from "../../../src/studies/ablations/arms.ts";
import { type AblationResult, runAblationCell } from "../../../src/studies/ablations/cell.ts";
import { ablationsTable, stripsOf } from "../../../src/studies/ablations/show.ts";
import { armsStudy, bestRate, ratesStudy, summarise } from "../../../src/studies/ablations/study.ts";
import { samplesOf } from "../../../src/studies/network.ts";

const scope = { seeds: 2, share: 1 / 4, rates: [1, 3] };
const arms = Object.keys(ARMS) as ArmName[];

Deno.test("ablations: every arm trains on about as many samples as the curriculum", () => {
  for (const arm of arms) {
    const ratio = samplesOf(armStages({ arm, noise: "softened", rate: 1, share: 1 / 4 })) /
      samplesOf(armStages({ arm: "the curriculum", noise: "softened", rate: 1, share: 1 / 4 }));
    assertAlmostEquals(ratio, 1, 0.05, arm);
  }
});

Deno.test("ablations: an arm differs from the curriculum in what its name says", () => {
  const stages = (arm: ArmName) => armStages({ arm, noise: "softened", rate: 1, share: 1 });
  const all = stages("the curriculum");
  assertEquals(stages("biases left alone"), all);
  assertEquals("slowDown" in ARMS["biases left alone"], true);
  assertEquals(stages("one start").map(({ starts }) => starts), all.map(() => 1));
  // windows of one sample, whatever the rate
  assertEquals(
    stages("L = 1 in every stage").map(({ windowSeconds, decimation }) => windowSeconds! * 1000 / decimation),
    [
      1,
      1,
      1,
      1,
      1,
    ],
  );
  assertEquals(stages("1000 Hz alone").map(({ decimation }) => decimation), [1]);
});

const result = (values: Partial<AblationResult>): AblationResult => ({
  arm: "one start",
  noise: "softened",
  seed: 0,
  rate: 1,
  share: 1 / 4,
  validationMse: 1,
  testMse: 0.1,
  lateStartMse: 0.2,
  trainedBy: "fused",
  samples: 0,
  seconds: 0,
  ...values,
});

Deno.test("ablations: a rate is chosen by the validation error of a seed that is not told about, never by a test error", () => {
  const tried = ratesStudy(scope).cells.map((cell) =>
    result({ ...cell, validationMse: cell.rate === 3 ? 0.1 : 0.2, testMse: cell.rate === 3 ? 0.9 : 0.1 })
  );
  assertEquals(bestRate(tried, "one start", "softened"), 3);
  const { cells } = armsStudy(scope, tried);
  assert(cells.every(({ rate }) => rate === 3));
  const chosenBy = new Set(tried.map(({ seed }) => seed));
  assert(cells.every(({ seed }) => !chosenBy.has(seed)));
  assertThrows(() => bestRate([], "one start", "softened"), RangeError, "no rate has been tried");
});

Deno.test("ablations: the summary is of the chosen rate and the seeds told about; table and figure take it", () => {
  const summary = summarise([
    result({ seed: 50, rate: 1, validationMse: 0.3 }),
    result({ seed: 50, rate: 3, validationMse: 0.1, testMse: 9 }),
    result({ seed: 0, rate: 1, testMse: 8 }),
    result({ seed: 0, rate: 3, testMse: 0.02 }),
    result({ seed: 1, rate: 3, testMse: 0.04 }),
  ]);
  assertEquals(summary.map(({ arm, rate, testMse }) => [arm, rate, testMse.all]), [["one start", 3, [
    0.02,
    0.04,
  ]]]);
  assert(ablationsTable(summary).includes("| 0.03 (0.02 to 0.04) | 0.2 (0.2 to 0.2) |"));
  assertEquals(stripsOf(summary).panels[0].rows, [
    { label: "one start", values: [[0.02, 0.04], [0.2, 0.2]] },
  ]);
});

Deno.test("ablations: a cell is a function of its description", async () => {
  const cell = { arm: "biases left alone", noise: "literal", seed: 1, rate: 1, share: 1e-9 } as const;
  const [first, second] = [await runAblationCell(cell), await runAblationCell(cell)];
  assertEquals({ ...first, seconds: 0 }, { ...second, seconds: 0 });
  assert(Number.isFinite(first.testMse));
});
