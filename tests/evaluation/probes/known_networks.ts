/** Networks whose nature is known: weights from equations, a clock and a filter. */
import { createReferenceEngine } from "../../../src/engine/reference/engine.ts";
import { constructNetwork } from "../../../src/evaluation/construction/mod.ts";
import { PHASE_RANGES, signalConfiguration } from "../../../src/signal/mod.ts";

export const SIGNAL = signalConfiguration({ noise: "softened", sampleRateHz: 100, seed: 2 });
export const ROTATIONS = { frequenciesHz: SIGNAL.frequenciesHz, sampleRateHz: SIGNAL.sampleRateHz };
export const CLOCK = constructNetwork(ROTATIONS);
export const FILTER = constructNetwork({
  ...ROTATIONS,
  observer: { phaseRange: PHASE_RANGES.softened, amplitudeRange: [0.8, 1.2], memorySamples: 40 },
});
export const clock = () => createReferenceEngine(CLOCK);
export const filter = () => createReferenceEngine(FILTER);
