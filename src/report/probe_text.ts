import type { ProbeResults } from "../evaluation/probes/all.ts";
import { formatError } from "../text/mod.ts";

/** The probes' results, a line or two each, with what they mean. */
export function probeText(probes: ProbeResults, frequenciesHz: readonly number[]): string {
  const {
    memoryless,
    linearFilter,
    information,
    constructed,
    silence,
    shiftedStart,
    gradientReach,
    eigenvalues,
  } = probes;
  const { shortStretch, oneFrequency } = probes;
  const list = (values: readonly number[]) => values.map(formatError).join("  ");
  const reach = ({ onePercentLag, lags }: ProbeResults["gradientReach"]["trained"]) =>
    onePercentLag === null ? `more than ${lags[lags.length - 1]} steps` : `${onePercentLag} steps`;
  const lines: [string, string][] = [
    ["best memoryless predictor", `test MSE ${formatError(memoryless.mse)}`],
    [
      "best linear filter",
      `of ${linearFilter.taps} taps: ridge ${formatError(linearFilter.ridge.mse)}, Wiener ${
        formatError(linearFilter.wiener.mse)
      }`,
    ],
    [
      "mutual information",
      `${
        formatError(information.overall.bits)
      } bits between S and the target, p = ${information.overall.pValue}`,
    ],
    [
      "constructed network",
      `${constructed.hiddenSize} units, no training: test MSE ${formatError(constructed.error.mse)}`,
    ],
    ["silence (S = 0)", `MSE ${formatError(silence.silence.mse)}; with S ${formatError(silence.signal.mse)}`],
    [
      "late start",
      `by ${shiftedStart.shiftSeconds} s: MSE ${formatError(shiftedStart.late.mse)}; on time ${
        formatError(shiftedStart.onTime.mse)
      }` +
      ` (first ${shiftedStart.skipSeconds} s left out)`,
    ],
    [
      "reach of the gradient",
      `to 1 %: ${reach(gradientReach.trained)} trained, ${reach(gradientReach.initial)} at the start`,
    ],
    [
      "recurrent eigenvalues",
      `distance to the rotations of ${frequenciesHz.join(", ")} Hz: ${list(eigenvalues.nearestDistance)}`,
    ],
    [
      "short stretch overfitted",
      `${shortStretch.samples} samples, ${shortStretch.updates} updates: MSE ${
        formatError(shortStretch.error.mse)
      }`,
    ],
  ];
  if (oneFrequency) {
    const { selector, epochs, testMse } = oneFrequency;
    lines.push([
      "one frequency alone",
      `${frequenciesHz[selector]} Hz, ${epochs} epochs online: test MSE ${formatError(testMse)}`,
    ]);
  }
  return lines.map(([label, text]) => `  ${label.padEnd(28)}${text}`).join("\n");
}
