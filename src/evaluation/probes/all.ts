/**
 * All probes of a run, one after the other.
 *
 * @module
 */
import { chooseEngine } from "../../engine/choose.ts";
import { createEngine, type Engine } from "../../engine/mod.ts";
import { constructNetwork } from "../construction/mod.ts";
import { type MeasuredError, measureError } from "../error.ts";
import {
  type EigenvalueProbe,
  type GradientReachProbe,
  type LinearFilterProbe,
  type MemorylessProbe,
  type MutualInformationProbe,
  type OneFrequencyProbe,
  type OverfitProbe,
  probeGradientReach,
  probeLinearFilter,
  probeMemoryless,
  probeMutualInformation,
  probeOneFrequency,
  probeOverfit,
  probeRecurrentEigenvalues,
  probeShiftedStart,
  probeSilence,
  type ShiftedStartProbe,
  type SilenceProbe,
} from "./mod.ts";
import type { Weights } from "../../model/mod.ts";
import { makeRows, phaseRange, type SignalConfiguration, type SignalRows } from "../../signal/mod.ts";

/** What is probed. */
export interface ProbedRun {
  readonly weights: Weights<Float32Array>;
  /** The weights before the first update, or weights drawn like them. */
  readonly initial: Weights<Float32Array>;
  readonly train: SignalConfiguration;
  readonly test: SignalConfiguration;
  /** Settings of online training, for the probe that trains on one frequency alone; null for other ways of training. */
  readonly online: { readonly learningRate: number; readonly clipNorm: number } | null;
}

/** Results by the probe's name. */
export interface ProbeResults {
  readonly memoryless: MemorylessProbe;
  readonly linearFilter: LinearFilterProbe;
  readonly information: MutualInformationProbe;
  readonly constructed: { readonly hiddenSize: number; readonly error: MeasuredError };
  readonly silence: SilenceProbe;
  readonly shiftedStart: ShiftedStartProbe;
  readonly gradientReach: { readonly initial: GradientReachProbe; readonly trained: GradientReachProbe };
  readonly eigenvalues: EigenvalueProbe;
  readonly shortStretch: OverfitProbe;
  readonly oneFrequency: OneFrequencyProbe | null;
}

/** Memories tried for the constructed observer, in seconds; the best on the training set is taken. */
const MEMORIES = [0.4, 1, 2.5];
/** Passes over one frequency's rows. */
const ONE_FREQUENCY_EPOCHS = 10;

/** Runs the probes one after the other; `onResult` hears of each as it ends. */
export async function runProbes(
  { weights, initial, online, ...data }: ProbedRun,
  onResult: (name: string) => void,
): Promise<ProbeResults> {
  const [train, test] = [makeRows(data.train), makeRows(data.test)];
  const { frequenciesHz, sampleRateHz } = data.test;
  const slowest = Math.round(sampleRateHz / Math.min(...frequenciesHz));
  const period = Math.max(1, Math.min(slowest, Math.floor(test.samples / 3) - 1)); // of the slowest sine, in samples
  const excerpt = test.inputs.subarray(0, 3 * period * (1 + test.selectors));
  const reach = (weights: Weights<Float32Array>) => probeGradientReach(weights, excerpt, { maxLag: period });
  const report = async <Result>(name: string, probe: () => Result | Promise<Result>): Promise<Result> => {
    const result = await probe();
    onResult(name);
    return result;
  };
  return {
    memoryless: await report("best memoryless predictor", () => probeMemoryless(train, test)),
    linearFilter: await report("best linear filter", () => probeLinearFilter(train, test, period)),
    information: await report("mutual information", () => probeMutualInformation(test)),
    constructed: await report("constructed network", () => probeConstructed(data.train, train, test)),
    silence: await report("silence", () => withEngine(weights, (engine) => probeSilence(engine, test))),
    shiftedStart: await report(
      "late start",
      () => withEngine(weights, (engine) => probeShiftedStart(engine, data.test)),
    ),
    gradientReach: await report(
      "reach of the gradient",
      () => ({ initial: reach(initial), trained: reach(weights) }),
    ),
    eigenvalues: await report(
      "recurrent eigenvalues",
      () =>
        probeRecurrentEigenvalues(weights, excerpt, { frequenciesHz, sampleRateHz }, [period, 2 * period]),
    ),
    shortStretch: await report(
      "short stretch overfitted",
      () => withEngine(initial, (engine) => probeOverfit(engine, train)),
    ),
    oneFrequency: online && await report("one frequency alone", () =>
      withEngine(initial, (engine) => {
        const fastest = test.selectors - 1;
        const options = { selector: fastest, epochs: ONE_FREQUENCY_EPOCHS, ...online };
        return probeOneFrequency(engine, train, test, options);
      })),
  };
}

/** The constructed network of the run's task: a clock where the noise hides everything, else an observer. */
async function probeConstructed(
  { frequenciesHz, sampleRateHz, noise, amplitudeRange }: SignalConfiguration,
  train: SignalRows,
  test: SignalRows,
): Promise<ProbeResults["constructed"]> {
  const task = { frequenciesHz, sampleRateHz };
  const width = phaseRange(noise);
  const candidates = width >= 2 * Math.PI
    ? [constructNetwork(task)]
    : MEMORIES.map((seconds) =>
      constructNetwork({
        ...task,
        observer: { phaseRange: width, amplitudeRange, memorySamples: seconds * sampleRateHz },
      })
    );
  const errors = await Promise.all(
    candidates.map((weights) =>
      withEngine(
        weights,
        (engine) => ({ seen: measureError(engine, train).mse, error: measureError(engine, test) }),
      )
    ),
  );
  const best = errors.reduce((least, candidate) => candidate.seen < least.seen ? candidate : least);
  return { hiddenSize: candidates[0].shape.hiddenSize, error: best.error };
}

async function withEngine<Result>(
  weights: Weights<Float32Array>,
  use: (engine: Engine) => Result,
): Promise<Result> {
  const engine = await createEngine(chooseEngine("auto", "windows", weights.shape).name, weights);
  try {
    return use(engine);
  } finally {
    engine.dispose();
  }
}
