/**
 * What the report's prose claims, as conditions on the records: no sentence outlives the figures it was written for.
 *
 * @module
 */
import { testMseOf } from "../studies/capacity/show.ts";
import type { Findings } from "./record.ts";

/** Each claim of `report.eta` and whether the records bear it out. */
function claims(findings: Findings): readonly (readonly [claim: string, holds: boolean])[] {
  const { target, online: { baseline, retrain }, presets, seeds, curriculum, capacity, ablations, beyond } =
    findings;
  const sized = (...ways: readonly string[]) => capacity.filter(({ way }) => ways.includes(way));
  const arms = (name: string) => ablations.filter(({ arm }) => arm === name);
  const of = (noise: string) => curriculum[noise];
  const listening = ["softened", "quarter"].map(of);
  const offKey = beyond.filter(({ condition }) => condition === "frequencies 5 % high");
  return [
    [
      "the three presets are softened, quarter, literal",
      `${presets.map(({ noise }) => noise)}` === "softened,quarter,literal",
    ],
    [
      "trained with L = 1 nothing is learnt",
      [baseline, retrain].every((run) => run.testMse >= run.zero),
    ],
    ["its running loss is far below its error", baseline.runningLoss < 0.9 * baseline.testMse],
    [
      "no seed of the baseline beats zero",
      seeds.every(({ testMse }) => testMse >= baseline.zero),
    ],
    ["each network shown reaches the target", presets.every(({ testMse }) => testMse < target)],
    [
      "each frequency of each network reaches the target",
      presets.every((run) => run.testMseByFrequency.every((mse) => mse < target)),
    ],
    [
      "every seed of the curriculum reaches the target",
      presets.every(({ noise }) =>
        of(noise).testMse.max < target && of(noise).seeds === of(presets[0].noise).seeds
      ),
    ],
    ["the present sample alone is not enough", presets.every(({ memoryless }) => memoryless > 10 * target)],
    [
      "on literal noise the present sample tells nothing",
      presets[2].memoryless >= presets[2].zero,
    ],
    [
      "no size reaches the target without the curriculum",
      sized("online", "windows").every(({ testMse }) => testMse > target),
    ],
    [
      "every size reaches it with the curriculum, in the median",
      sized("curriculum").every((kind) => testMseOf(capacity, kind) < target),
    ],
    [
      "softened and quarter are filters",
      listening.every(({ lateStart, silence }) => lateStart.max < target && silence.min > 10 * target),
    ],
    ["literal is a clock", of("literal").silence.max < target && of("literal").lateStart.min > 10 * target],
    [
      "without the change of biases, with L = 1 or at 1000 Hz alone the curriculum misses the target",
      ["biases left alone", "L = 1 in every stage", "1000 Hz alone"].every((arm) =>
        arms(arm).length > 0 && arms(arm).every(({ testMse }) => testMse.min > target)
      ),
    ],
    [
      "the ablations have five seeds",
      ablations.every(({ testMse }) => testMse.all.length === 5),
    ],
    [
      "cut short, the curriculum reaches the target",
      arms("the curriculum").every(({ testMse }) => testMse.max < target),
    ],
    [
      "frequencies 5 % higher are beyond each network",
      offKey.length === presets.length && offKey.every(({ mse }) => mse > target),
    ],
    [
      "the baseline is the first of the seeds",
      Math.abs(seeds[0].runningLoss - baseline.runningLoss) < 1e-6,
    ],
  ];
}

/**
 * Stops when the records no longer say what the report says.
 *
 * @throws {RangeError} naming the claims that do not hold
 */
export function refuseUntrue(findings: Findings): void {
  const untrue = claims(findings).filter(([, holds]) => !holds).map(([claim]) => claim);
  if (untrue.length === 0) return;
  throw new RangeError(
    `the records contradict the report (src/submission/report.eta): ${untrue.join("; ")}`,
  );
}
