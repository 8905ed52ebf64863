import { median } from "simple-statistics";
import { type NetworkTrace, traceNetwork, zeroState } from "../../model/cell.ts";
import { backThroughStep, type StateError } from "../../model/cell_backward.ts";
import type { Weights } from "../../model/weights.ts";

/** How strongly an output depends on the network's state k steps earlier. */
export interface GradientReachProbe {
  /** k, from 0 on. */
  readonly lags: readonly number[];
  /** Norm of d y(t) / d (h, c)(t - k), median over the times t that were looked at; one a lag. */
  readonly norms: readonly number[];
  /** First lag at which the median norm is below 1 % of that at lag 0; null when it never is. */
  readonly onePercentLag: number | null;
}

/**
 * Follows the gradient of single outputs back through the trajectory. Where it fades within fewer steps than a period
 * of the sine, training cannot learn the period from it.
 *
 * @param inputs [T, I], from the zero state
 * @param maxLag largest k
 * @param times outputs looked at, spread evenly over the steps that have `maxLag` steps before them
 * @throws {RangeError} when the recording is not longer than `maxLag`
 */
export function probeGradientReach(
  weights: Weights,
  inputs: Float32Array,
  { maxLag, times = 16 }: { readonly maxLag: number; readonly times?: number },
): GradientReachProbe {
  const trace = traceNetwork(weights, inputs);
  const last = trace.outputs.length - 1;
  if (!(maxLag >= 1 && maxLag <= last)) {
    throw new RangeError(`maxLag must be 1 to ${last}, the steps before the last output, given: ${maxLag}`);
  }
  const anchors = Array.from(
    { length: times },
    (_, k) => Math.round(maxLag + (last - maxLag) * k / Math.max(1, times - 1)),
  );
  const curves = anchors.map((anchor) => normsBackFrom(weights, trace, anchor, maxLag));
  const lags = Array.from({ length: maxLag + 1 }, (_, lag) => lag);
  const norms = lags.map((lag) => median(curves.map((curve) => curve[lag])));
  const faded = norms.findIndex((norm) => norm < 0.01 * norms[0]);
  return { lags, norms, onePercentLag: faded < 0 ? null : faded };
}

function normsBackFrom(weights: Weights, { steps }: NetworkTrace, anchor: number, maxLag: number): number[] {
  const { hiddenSize } = weights.shape;
  let error: StateError = {
    hidden: Float64Array.from(weights.weightOut),
    cell: new Float64Array(hiddenSize),
  };
  const norms: number[] = [];
  for (let lag = 0; lag <= maxLag; lag++) {
    norms.push(Math.hypot(...error.hidden, ...error.cell));
    const t = anchor - lag;
    error = backThroughStep(weights, steps[t - 1] ?? zeroState(hiddenSize), steps[t], error).before;
  }
  return norms;
}
