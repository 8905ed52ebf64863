import { TARGET } from "../../evaluation/mod.ts";
import type { ErrorLine } from "../../plots/error_lines.ts";
import { NOISE_STYLES } from "../../plots/theme.ts";
import { timeToTarget } from "../../plots/time_to_target.ts";
import { EASIEST_FIRST } from "../../signal/mod.ts";
import type { CurriculumResult } from "./cell.ts";
import type { PyTorchCurve } from "./pytorch.ts";

/** The file beside the study's own. */
export function showTimes(results: readonly CurriculumResult[], curves: readonly PyTorchCurve[]) {
  return {
    "time_to_target.svg": timeToTarget({ runs: timesOf(results, curves), target: TARGET }) + "\n",
  };
}

/** The study for the figure "time to target": the first seed of each preset, dashed where PyTorch trained it. */
export function timesOf(
  results: readonly CurriculumResult[],
  curves: readonly PyTorchCurve[],
): readonly ErrorLine[] {
  return EASIEST_FIRST.flatMap((noise) => {
    const first = results.find((result) => result.noise === noise);
    const style = NOISE_STYLES[noise];
    return [
      ...(first
        ? [{ label: `${noise}, seed ${first.seed}`, points: first.curve, style: { ...style, dash: "" } }]
        : []),
      ...curves.filter((curve) => curve.noise === noise).map(({ curve }) => ({
        label: `${noise}, PyTorch`,
        points: curve,
        style: { ...style, dash: "4,4" },
      })),
    ];
  });
}
