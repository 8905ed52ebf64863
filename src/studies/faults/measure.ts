/**
 * The evidence of a small run: every run is measured alike, faulty or not. Experiments that cost training (other
 * rates, more epochs, more units) are made only where the network does not work, as one would do by hand.
 *
 * @module
 */
import { baselines } from "../../evaluation/baselines.ts";
import { measureError } from "../../evaluation/mod.ts";
import type { Weights } from "../../model/weights.ts";
import { TENSOR_NAMES } from "../../model/weights.ts";
import type { Evidence } from "../../monitor/mod.ts";
import type { SignalRows } from "../../signal/mod.ts";
import { gateUse } from "./gates.ts";
import { laneBatch, laneCount, laneSteps } from "./lanes.ts";
import { fitWindowPredictor } from "./window_predictor.ts";
import { LANES_PER_SELECTOR, type Recipe, SIGNAL } from "./recipe.ts";
import { type SmallRun, trainSmall } from "./train.ts";

/** Inputs that the linear predictor sees: one period of the slowest sine. */
const WINDOW = SIGNAL.sampleRateHz;

/** A network that explains this share of the variance needs no experiments. */
const WORKS = 0.9;

/** Measures a finished run. */
export async function measureSmall(run: SmallRun): Promise<Evidence> {
  const { recipe, engine, data: { train, test }, initial } = run;
  const targetVariance = variance(test.targets);
  const frozen = measureError(engine, test);
  const weights = engine.exportWeights();
  const finite = Number.isFinite(frozen.mse) && weights.weightHh.every(Number.isFinite);
  const nonFiniteRows = brokenRows(train);
  if (!finite) {
    return { initialWeightScale: initialScale(initial), rowsByGroup: rowsByGroup(train), nonFiniteRows };
  }
  const use = gateUse(weights, test);
  const evidence: Evidence = {
    targetVariance,
    frozen: {
      testMse: frozen.mse,
      trainMse: measureError(engine, train).mse,
      testMseByGroup: frozen.byFrequency,
    },
    protocols: protocols(run),
    carriedState: { carriedMse: frozen.mse, resetMse: resetMse(run), carriedInTraining: recipe.carried },
    predictors: {
      memoryless: baselines(train, test).memoryless,
      windowed: { steps: WINDOW, mse: fitWindowPredictor(train, test, WINDOW) },
    },
    nonFiniteRows,
    inputVariance: signalVariance(train),
    targetNoiseVariance: jumpVariance(train),
    sharedRows: sharedRows(train, test),
    rowsByGroup: rowsByGroup(train),
    initialWeightScale: initialScale(initial),
    initialGates: gateUse(initial, test).gates,
    gates: use.gates,
    units: use.units,
  };
  return 1 - frozen.mse / targetVariance >= WORKS ? evidence : { ...evidence, ...await experiments(run) };
}

/** The same run with one thing changed at a time. */
async function experiments({ recipe, seed, data }: SmallRun): Promise<Evidence> {
  const errorOf = async (change: Partial<Recipe>) => {
    const { engine } = await trainSmall({ ...recipe, ...change }, seed, { data, watched: false });
    const { mse } = measureError(engine, data.test);
    engine.dispose();
    return Number.isFinite(mse) ? mse : Number.MAX_VALUE;
  };
  const larger = recipe.hiddenSize < 16 ? 16 : recipe.hiddenSize + 16;
  return {
    rateProbes: [
      { factor: 1 / 30, testMse: await errorOf({ learningRate: recipe.learningRate / 30 }) },
      { factor: 30, testMse: await errorOf({ learningRate: recipe.learningRate * 30 }) },
    ],
    longer: { factor: 4, testMse: await errorOf({ epochs: 4 * recipe.epochs }) },
    capacity: { larger: { hiddenSize: larger, testMse: await errorOf({ hiddenSize: larger }) } },
  };
}

/**
 * The same number of steps from the zero state twice: on the lanes it was trained on, and one sample at a time in time
 * order (the first stretch of each selector).
 */
function protocols({ engine, recipe, data: { test } }: SmallRun): NonNullable<Evidence["protocols"]> {
  const steps = laneSteps(test), lanes = laneCount(test);
  const asTrained = laneBatch(test, recipe.lanes, 0, steps), inTime = laneBatch(test, "stretches", 0, steps);
  const outputs = engine.predict(inTime.inputs, { lanes });
  const isFirst = (_: number, i: number) => i % LANES_PER_SELECTOR === 0;
  return {
    lanesMse: meanSquare(engine.predict(asTrained.inputs, { lanes }), asTrained.targets),
    sequentialMse: meanSquare(outputs.filter(isFirst), inTime.targets.filter(isFirst)),
  };
}

/** Error when the state is zero before every sample: each row is a lane of one step. */
function resetMse({ engine, data: { test } }: SmallRun): number {
  return meanSquare(engine.predict(test.inputs, { lanes: test.targets.length }), test.targets);
}

function meanSquare(outputs: Float32Array, targets: Float32Array): number {
  return outputs.reduce((sum, output, i) => sum + (output - targets[i]) ** 2, 0) / targets.length;
}

function variance(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

function signalVariance({ inputs, selectors }: SignalRows): number {
  return variance(inputs.filter((_, i) => i % (1 + selectors) === 0));
}

function brokenRows({ targets, inputs, selectors }: SignalRows): number {
  const width = 1 + selectors;
  return targets.filter((target, i) =>
    ![target, ...inputs.subarray(i * width, (i + 1) * width)].every(Number.isFinite)
  ).length;
}

/** Noise variance from second differences along each selector's recording (Gasser et al. 1986). */
function jumpVariance({ targets, samples }: SignalRows): number {
  let sum = 0, count = 0;
  for (let i = 1; i + 1 < targets.length; i++) {
    if (i % samples === 0 || (i + 1) % samples === 0) continue;
    sum += (targets[i - 1] - 2 * targets[i] + targets[i + 1]) ** 2 / 6;
    count++;
  }
  return sum / count;
}

function sharedRows(train: SignalRows, test: SignalRows): NonNullable<Evidence["sharedRows"]> {
  const keysOf = ({ inputs, targets, selectors }: SignalRows) =>
    Array.from(
      targets,
      (target, i) => [...inputs.subarray(i * (1 + selectors), (i + 1) * (1 + selectors)), target].join(),
    );
  const seen = new Set(keysOf(train)), keys = keysOf(test);
  return { shared: keys.filter((key) => seen.has(key)).length, test: keys.length };
}

function rowsByGroup({ inputs, targets, selectors }: SignalRows): number[] {
  const counts = new Array<number>(selectors).fill(0);
  for (let row = 0; row < targets.length; row++) {
    for (let selector = 0; selector < selectors; selector++) {
      counts[selector] += inputs[row * (1 + selectors) + 1 + selector];
    }
  }
  return counts;
}

/** Root mean square of the weights over that of uniform(-1/sqrt(H), 1/sqrt(H)). */
function initialScale(weights: Weights<Float32Array>): number {
  let sum = 0, count = 0;
  for (const name of TENSOR_NAMES) {
    if (name.startsWith("bias")) continue;
    for (const value of weights[name]) sum += value * value;
    count += weights[name].length;
  }
  return Math.sqrt(3 * weights.shape.hiddenSize * sum / count);
}
