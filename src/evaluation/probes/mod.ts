/**
 * Experiments on a network or on its data that tell why an error is what it is. Each takes plain records and returns
 * one; none changes the weights it is given, except the two that train a fresh network.
 *
 * @module
 */
export { type GradientReachProbe, probeGradientReach } from "./gradient_reach.ts";
export { type LinearFilterProbe, probeLinearFilter } from "./linear_filter.ts";
export { type MemorylessProbe, probeMemoryless } from "./memoryless.ts";
export { type MutualInformationProbe, probeMutualInformation } from "./mutual_information.ts";
export { type OneFrequencyProbe, probeOneFrequency } from "./one_frequency.ts";
export { OVERFIT, type OverfitProbe, probeOverfit } from "./overfit.ts";
export { type EigenvalueProbe, probeRecurrentEigenvalues, stepJacobian } from "./recurrent_eigenvalues.ts";
export { probeShiftedStart, SHIFTED_START, type ShiftedStartProbe, startedLate } from "./shifted_start.ts";
export { probeSilence, silenced, type SilenceProbe } from "./silence.ts";
