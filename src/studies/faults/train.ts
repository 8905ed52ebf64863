/**
 * One small run, recorded as any run is: a history and the trained network.
 *
 * @module
 */
import { chooseEngine } from "../../engine/choose.ts";
import { createEngine, type Engine } from "../../engine/mod.ts";
import { type MeasuredError, measureError } from "../../evaluation/mod.ts";
import { initialise } from "../../model/initialise.ts";
import type { Weights } from "../../model/weights.ts";
import type { History } from "../../monitor/mod.ts";
import { createGenerator } from "../../random/generator.ts";
import { makeRows } from "../../signal/mod.ts";
import { laneBatch, laneCount, laneSteps } from "./lanes.ts";
import { type DataPair, type Recipe, SIGNAL, TEST_SECONDS } from "./recipe.ts";

/** A finished run. */
export interface SmallRun {
  readonly recipe: Recipe;
  readonly seed: number;
  readonly data: DataPair;
  readonly initial: Weights<Float32Array>;
  /** The trained network; the caller disposes of it. */
  readonly engine: Engine;
  readonly history: History;
}

/** The rows of a seed, corrupted by the recipe. */
function makeData({ noise, trainSeconds, corrupt }: Recipe, seed: number): DataPair {
  const base = { ...SIGNAL, noise };
  const train = makeRows({ ...base, durationSeconds: trainSeconds, seed: 1_000_000 + seed });
  const test = makeRows({ ...base, durationSeconds: TEST_SECONDS, seed: 2_000_000 + seed });
  return corrupt({ train, test }, createGenerator(3_000_000 + seed).next);
}

/** Held-out evaluations of a watched run, at most. */
const LOOKS = 60;

/** Trains by the recipe: windows over all lanes, Adam, cosine decay of the rate. */
export async function trainSmall(
  recipe: Recipe,
  seed: number,
  { data = makeData(recipe, seed), watched = true }: { data?: DataPair; watched?: boolean } = {},
): Promise<SmallRun> {
  const every = Math.ceil(recipe.epochs / LOOKS);
  const { train, test } = data;
  const initial = initialWeights(recipe, train.selectors, seed);
  const engine = await createEngine(chooseEngine("auto", "windows", initial.shape).name, initial);
  const { epochs, windowSteps, carried, learningRate, clipNorm } = recipe;
  const lanes = laneCount(train), windows = Math.floor(laneSteps(train) / windowSteps);
  const batches = Array.from(
    { length: windows },
    (_, w) => laneBatch(train, recipe.lanes, w * windowSteps, (w + 1) * windowSteps),
  );
  const trainLoss: number[] = [], heldOut: (MeasuredError | null)[] = [];
  const norms: number[] = [], largest: number[] = [], clipped: number[] = [], rates: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = learningRate * (1 + Math.cos(Math.PI * epoch / epochs)) / 2;
    engine.resetCarriedState(lanes);
    const updates = batches.map(({ inputs, targets }) => {
      if (!carried) engine.resetCarriedState(lanes);
      return engine.trainWindow(inputs, targets, { learningRate: rate, clipNorm, lanes });
    });
    const ordered = updates.map(({ gradientNorm }) => gradientNorm).sort((a, b) => a - b);
    trainLoss.push(updates.reduce((sum, { loss }) => sum + loss, 0) / windows);
    heldOut.push(watched && (epoch + 1) % every === 0 ? measureError(engine, test) : null);
    norms.push(ordered[windows >> 1]);
    largest.push(ordered[windows - 1]);
    clipped.push(ordered.filter((norm) => norm > clipNorm).length / windows);
    rates.push(rate);
    if (!Number.isFinite(trainLoss[epoch])) break;
  }
  return {
    recipe,
    seed,
    data,
    initial,
    engine,
    history: {
      format: "fault study",
      unit: "epoch",
      trainLoss,
      ...(watched ? { heldOutLoss: heldOut.map((error) => error?.mse ?? null) } : {}),
      heldOutName: "test",
      heldOutLossByGroup: heldOut.map((error) => error?.byFrequency ?? null),
      groups: SIGNAL.frequenciesHz.map((hz) => `${hz} Hz`),
      gradientNorm: norms,
      gradientNormMax: largest,
      clippedShare: clipped,
      learningRate: rates,
      settings: { hiddenSize: recipe.hiddenSize, learningRate, clipNorm },
      notes: [],
    },
  };
}

function initialWeights({ hiddenSize, weightScale, inputGateBias }: Recipe, selectors: number, seed: number) {
  const usual = initialise({ inputSize: 1 + selectors, hiddenSize, biases: 2 }, { scheme: "pytorch", seed });
  const scaled = (values: Float32Array) => values.map((value) => value * weightScale);
  return {
    ...usual,
    weightIh: scaled(usual.weightIh),
    weightHh: scaled(usual.weightHh),
    biasIh: scaled(usual.biasIh).map((bias, row) => row < hiddenSize ? bias + inputGateBias : bias),
    biasHh: scaled(usual.biasHh),
    weightOut: scaled(usual.weightOut),
  };
}
