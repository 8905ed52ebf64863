import type { ProbeResults } from "../../evaluation/probes/all.ts";

/** The probes' results, a line or two each, with what they mean. */
export function probeTable(probes: ProbeResults, frequenciesHz: readonly number[]): string {
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
  const list = (values: readonly number[]) => values.map(figure).join("  ");
  const reach = ({ onePercentLag, lags }: ProbeResults["gradientReach"]["trained"]) =>
    onePercentLag === null ? `more than ${lags[lags.length - 1]} steps` : `${onePercentLag} steps`;
  const lines: [string, string][] = [
    ["best memoryless predictor", `test MSE ${figure(memoryless.mse)}`],
    [
      "best linear filter",
      `of ${linearFilter.taps} taps: ridge ${figure(linearFilter.ridge.mse)}, Wiener ${
        figure(linearFilter.wiener.mse)
      }`,
    ],
    [
      "mutual information",
      `${
        information.overall.bits.toFixed(4)
      } bits between S and the target, p = ${information.overall.pValue}`,
    ],
    [
      "constructed network",
      `${constructed.hiddenSize} units, no training: test MSE ${figure(constructed.error.mse)}`,
    ],
    ["silence (S = 0)", `MSE ${figure(silence.silence.mse)}; with S ${figure(silence.signal.mse)}`],
    [
      "late start",
      `by ${shiftedStart.shiftSeconds} s: MSE ${figure(shiftedStart.late.mse)}; on time ${
        figure(shiftedStart.onTime.mse)
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
        figure(shortStretch.error.mse)
      }`,
    ],
  ];
  if (oneFrequency) {
    const { selector, epochs, testMse } = oneFrequency;
    lines.push([
      "one frequency alone",
      `${frequenciesHz[selector]} Hz, ${epochs} epochs online: test MSE ${figure(testMse)}`,
    ]);
  }
  return lines.map(([label, text]) => `  ${label.padEnd(28)}${text}`).join("\n");
}

function figure(value: number): string {
  return value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(1) : value.toFixed(4);
}
