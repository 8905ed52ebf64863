/**
 * The evidence of a small run: every run is measured alike, faulty or not. Experiments that cost training (other
 * rates, more epochs, more units) are made only where the network does not work, as one would do by hand.
 *
 * @module
 */
import { baselines } from "../../evaluation/baselines.ts";
import { checkData, variance } from "../../evaluation/data_checks.ts";
import { mean, squaredErrors } from "../../evaluation/error.ts";
import { gateUse } from "../../evaluation/gate_use.ts";
import { measureError } from "../../evaluation/mod.ts";
import { probeLinearFilter } from "../../evaluation/probes/mod.ts";
import { weightScale } from "../../evaluation/weight_scale.ts";
import type { Evidence } from "../../monitor/mod.ts";
import { laneBatch, laneCount, laneSteps } from "./lanes.ts";
import { LANES_PER_SELECTOR, type Recipe, SIGNAL } from "./recipe.ts";
import { type SmallRun, trainSmall } from "./train.ts";

/** Inputs that the linear filter sees: one period of the slowest sine. */
const TAPS = SIGNAL.sampleRateHz;

/** A network that explains this share of the variance needs no experiments. */
const WORKS = 0.9;

/** Measures a finished run. */
export async function measureSmall(run: SmallRun): Promise<Evidence> {
  const { recipe, engine, data: { train, test }, initial } = run;
  const targetVariance = variance(test.targets);
  const frozen = measureError(engine, test);
  const weights = engine.exportWeights();
  const finite = Number.isFinite(frozen.mse) && weights.weightHh.every(Number.isFinite);
  const before = { ...checkData(train, test), initialWeightScale: weightScale(initial) };
  if (!finite) return before;
  const evidence: Evidence = {
    ...before,
    ...gateUse(weights, test),
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
      windowed: { steps: TAPS, mse: probeLinearFilter(train, test, TAPS).ridge.mse },
    },
    initialGates: gateUse(initial, test).gates,
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
  return mean(squaredErrors(outputs, targets));
}
