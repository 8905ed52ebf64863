import type { Evaluation } from "../../evaluation/mod.ts";
import type { Evidence } from "../../monitor/mod.ts";
import { evidenceOfEvaluation } from "../../run/evidence.ts";
import type { ProbeResults } from "../../evaluation/probes/all.ts";

/** What the probes of a run say, as the monitor's rules take it; `result` is the run's own evaluation. */
export function evidenceOfProbes(probes: ProbeResults, result: Evaluation): Evidence {
  const { memoryless, linearFilter, information, constructed, shortStretch, oneFrequency } = probes;
  return {
    ...evidenceOfEvaluation(result),
    predictors: {
      memoryless: memoryless.mse,
      windowed: { steps: linearFilter.taps, mse: linearFilter.ridge.mse },
    },
    information: { bits: information.overall.plugInBits, nullBits: information.overall.null95Bits },
    capacity: {
      constructed: { hiddenSize: constructed.hiddenSize, testMse: constructed.error.mse },
      shortStretch: shortStretch.error.mse,
      ...(oneFrequency && { oneGroupAlone: oneFrequency.testMse }),
    },
  };
}
