/**
 * Every rule of the table: a case in which it fires, one in which it must not, and silence without its evidence.
 */
import { assert, assertEquals, assertFalse, assertMatch } from "@std/assert";
import { diagnose, type Evidence, type History, RULES } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { descent, historyOf } from "./histories.ts";

interface Case {
  readonly fires: [History, Evidence?];
  readonly clear: [History, Evidence?];
}

const falling = descent(30, 1);
const healthy = historyOf(falling, { heldOutLoss: falling.map((loss) => 1.1 * loss) });
const flat = historyOf(Array.from({ length: 30 }, (_, i) => 0.5 + 0.001 * Math.sin(i)));
const poor = { targetVariance: 0.5, frozen: { testMse: 0.4, trainMse: 0.4 } };
const idle = { closed: 0, open: 0 }, shut = { closed: 0.95, open: 0.01 };
const constant = (value: number, length = 30) => Array<number>(length).fill(value);
const withNorms = (gradientNorm: number[], loss = flat.trainLoss) =>
  historyOf(loss, { gradientNorm, gradientNormMax: gradientNorm });

const log = (text: string, file = "value") => readHistory(new TextEncoder().encode(text), { name: file });
const keras = (columns: Record<string, readonly number[]>) => log(JSON.stringify(columns));
/** Twenty epochs of two terms, the one as given, whose sum stands still after the first. */
const twoTerms = (edge: (epoch: number) => number) => {
  const epochs = Array.from({ length: 20 }, (_, i) => i), loss = epochs.map((i) => i === 0 ? 2 : 0.5);
  return keras({ loss, edge_loss: epochs.map(edge), inner_loss: epochs.map((i) => loss[i] - edge(i)) });
};
const trainer = (rows: readonly Record<string, number>[]) => log(JSON.stringify({ log_history: rows }));
const kerasHealthy = keras({
  loss: [2.1, 1.2, 0.8, 0.5, 0.4],
  val_loss: [1.9, 1.1, 0.8, 0.6, 0.5],
  accuracy: [0.3, 0.6, 0.7, 0.8, 0.85],
  val_accuracy: [0.4, 0.6, 0.7, 0.8, 0.82],
});
const atRate = (learning_rate: number, losses: readonly number[]) =>
  trainer(losses.map((loss, i) => ({ loss, learning_rate, step: 10 * (i + 1), epoch: (i + 1) / 7 })));

/** Twelve entries of a Trainer whose rate and loss go as given. */
const atRates = (rate: (i: number) => number, loss: (i: number) => number) =>
  trainer(
    Array.from({ length: 12 }, (_, i) => ({ learning_rate: rate(i), loss: loss(i), step: 10 * (i + 1) })),
  );

/** Steps of a Trainer, twelve an epoch. */
const byEpochs = (losses: readonly number[]) =>
  trainer(losses.map((loss, i) => ({ loss, step: i + 1, epoch: (i + 1) / 12 })));

const decaying = (n: number) => Array.from({ length: n }, (_, i) => 1 + Math.exp(-i / 2));

const CASES: Readonly<Record<string, Case>> = {
  "loss-is-no-error": {
    fires: [keras({ "gen/loss": [1.4, 1.9, 2.5], "dis/loss": [1.1, 0.8, 0.6] })],
    clear: [kerasHealthy],
  },
  "answers-cut": {
    fires: [keras({ reward: [0.2, 0.3, 0.2, 0.2], "completions/clipped_ratio": [0.4, 0.7, 0.95, 1] })],
    clear: [keras({ reward: [0.2, 0.3, 0.4, 0.5], "completions/clipped_ratio": [0.4, 0.2, 0.1, 0.1] })],
  },
  "policy-leaps": {
    fires: [keras({ reward: [1, 2, 3, 4], approx_kl: [30, 12, 14, 9] })],
    clear: [
      keras({ reward: [1, 2, 3, 4], approx_kl: [0.01, 0.02, 0.02, 0.03], clip_fraction: constant(0.2, 4) }),
    ],
  },
  "critic-explodes": {
    fires: [keras({ reward: constant(-40, 8), critic_loss: [2, 3, 5, 9e3, 4e6, 7e6, 6e6, 6e6] })],
    clear: [keras({ reward: constant(-40, 8), critic_loss: [2, 9, 60, 80, 120, 90, 100, 110] })],
  },
  "evaluation-apart": {
    fires: [
      keras({
        "rollout/ep_rew_mean": falling.map((loss) => 500 - 400 * loss),
        "eval/mean_reward": falling.map((_, i) => 30 + 20 * Math.cos(4 * i)),
      }),
    ],
    clear: [
      keras({
        "rollout/ep_rew_mean": falling.map((loss) => 500 - 400 * loss),
        "eval/mean_reward": falling.map((loss, i) => 400 - 400 * loss + 20 * Math.cos(4 * i)),
      }),
    ],
  },
  "worse-from-the-first": {
    fires: [
      keras({ loss: [0.9, 0.7, 0.6, 0.55], val_loss: [1, 1.1, 1.3, 1.2], val_dice: [0.6, 0.55, 0.5, 0.4] }),
    ],
    clear: [
      keras({ loss: [0.9, 0.7, 0.6, 0.55], val_loss: [1, 1.1, 1.3, 1.2], val_dice: [0.6, 0.55, 0.57, 0.4] }),
    ],
  },
  "rewards-alike": {
    fires: [keras({ reward: constant(0, 6), frac_reward_zero_std: [0.7, 0.9, 0.9, 1, 1, 1] })],
    clear: [keras({ reward: constant(0.4, 6), frac_reward_zero_std: [0.2, 0.1, 0.2, 0.3, 0.2, 0.2] })],
  },
  "bonus-gone": {
    fires: [keras({ reward: constant(12), intrinsic_reward: falling.map((_, i) => 10 ** -i) })],
    clear: [keras({ reward: constant(12), intrinsic_reward: constant(0.4) })],
  },
  "objective-grows": {
    fires: [keras({ loss: [0.1, 0.2, 0.3, 0.4, 0.5], val_loss: [2, 1.6, 1.4, 1.3, 1.25] })],
    clear: [keras({ loss: [0.1, 0.2, 0.3, 0.4, 0.5], val_loss: [2, 1.6, 1.9, 2.6, 3.1] })],
  },
  "unseen-rows-unknown": {
    fires: [log("iter\tRMSE\n0\t9\n1\t7\n2\t6\n3\t5.5\n", "learn_error.tsv")],
    clear: [log('{"training": {"l2": [9, 7, 6, 5]}, "valid_1": {"l2": [9, 8, 7, 7]}}', "evals_result.json")],
  },
  "too-short": { fires: [keras({ loss: [2.1], val_loss: [1.9] })], clear: [kerasHealthy] },
  "negative-cross-entropy": {
    fires: [keras({ loss: [-1, -5, -30, -200], accuracy: [0.2, 0.2, 0.2, 0.2] })],
    clear: [keras({ loss: [1, 0.5, 0.2, 0.1], accuracy: [0.2, 0.5, 0.6, 0.7] })],
  },
  "always-zero": {
    fires: [keras({ loss: [3, 2, 1, 0.5, 0.4], "val_map": [0, 0, 0, 0, 0], "val_recall": [0, 0, 0, 0, 0] })],
    clear: [
      keras({ loss: [3, 2, 1, 0.5, 0.4], "val_map": [0, 0, 0, 0, 0.1], "val_recall": [0, 0, 0, 0, 0] }),
    ],
  },
  "metric-worsens": {
    fires: [keras({ loss: [3, 2, 1, 0.5, 0.4], val_wer: [0.41, 0.39, 0.62, 0.88, 0.97] })],
    clear: [keras({ loss: [3, 2, 1, 0.5, 0.4], val_wer: [0.41, 0.39, 0.38, 0.4, 0.39] })],
  },
  "training-behind": {
    fires: [keras({
      loss: [2.3, 1.5, 1.4, 1.3, 1.3],
      accuracy: [0.2, 0.6, 0.66, 0.67, 0.67],
      val_loss: [2.1, 1, 0.7, 0.6, 0.6],
      val_accuracy: [0.5, 0.8, 0.9, 0.92, 0.92],
    })],
    clear: [kerasHealthy],
  },
  "held-out-as-training": {
    fires: [keras({
      loss: [2.3, 1.6, 0.8, 0.4, 0.2, 0.1, 0.06, 0.04],
      val_loss: [2.2, 1.5, 0.8, 0.4, 0.21, 0.1, 0.061, 0.039],
    })],
    clear: [keras({
      loss: [2.3, 1.6, 0.8, 0.4, 0.2, 0.1, 0.06, 0.04],
      val_loss: [2.2, 1.5, 0.8, 0.45, 0.26, 0.17, 0.12, 0.11],
    })],
  },
  "views-collapse": {
    fires: [keras({ byol_loss: [0.8, 0.1, 0.004, 0.002, 0.002] })],
    clear: [keras({ byol_loss: [0.8, 0.6, 0.5, 0.4, 0.35] })],
  },
  "assignments-alike": {
    fires: [keras({ dino_loss: Array.from({ length: 30 }, () => 6.931) })],
    clear: [{
      ...keras({ loss: Array.from({ length: 30 }, (_, i) => 3 - 0.05 * i) }),
      selfSupervised: { prototypes: 20 },
    }],
  },
  "posterior-collapse": {
    fires: [
      keras({ loss: [9, 8, 7, 6, 5], reconstruction_loss: [8, 7, 7, 6, 5], kl_loss: [1, 1, 0.1, 0, 0] }),
    ],
    clear: [keras({ loss: [9, 8, 7, 6, 5], reconstruction_loss: [8, 7, 7, 6, 5], kl_loss: [0, 1, 1, 2, 2] })],
  },
  "terms-in-conflict": {
    fires: [twoTerms((i) => 0.1 + 0.01 * i)],
    clear: [twoTerms((i) => 0.3 - 0.01 * i)],
  },
  "chance-level": {
    fires: [keras({ loss: [2.4, 2.303, 2.302, 2.302, 2.302], accuracy: [0.1, 0.11, 0.112, 0.112, 0.112] })],
    clear: [kerasHealthy],
  },
  "memorising": {
    fires: [keras({
      loss: [2.33, 2.2, 2, 1.8, 1.6],
      val_loss: [2.31, 2.35, 2.4, 2.5, 2.6],
      val_accuracy: [0.1, 0.11, 0.09, 0.1, 0.1],
    })],
    clear: [kerasHealthy],
  },
  "softmax-twice": {
    fires: [keras({
      loss: [2.28, 2.1, 1.7, 1.55, 1.52, 1.51, 1.505, 1.5, 1.5],
      accuracy: [0.2, 0.5, 0.8, 0.93, 0.95, 0.96, 0.96, 0.96, 0.96],
    })],
    clear: [kerasHealthy],
  },
  "worse-than-guessing": {
    fires: [trainer([211, 51, 24, 15, 14, 13].map((loss, i) => ({ loss, step: 10 * i, epoch: i / 7 })))],
    clear: [trainer([23, 1.1, 0.8, 0.7, 0.6].map((loss, i) => ({ loss, step: 10 * i, epoch: i / 7 })))],
  },
  "no-better-than-mean": {
    fires: [keras({ loss: [9, 3, 1], val_r2: [-4, -1, -0.2] })],
    clear: [keras({ loss: [9, 3, 1], val_r2: [0.1, 0.5, 0.8] })],
  },
  "unscaled-targets": {
    fires: [keras({ loss: [2.8e10, 2.79e10, 2.79e10] })],
    clear: [keras({ loss: [2.8e10, 1e8, 1e6] })],
  },
  "suspiciously-good": {
    fires: [atRate(1e-4, [5, 0.5, 0.001, 1e-4, 1e-4, 1e-4, 1e-4, 1e-4, 1e-4])],
    clear: [atRate(1e-4, [5, 4, 3, 2.5, 2.2])],
  },
  "perfect-from-the-start": {
    fires: [keras({ loss: [0.02, 1e-4, 1e-5, 1e-6], val_accuracy: [1, 1, 1, 1] })],
    clear: [keras({ loss: [0.9, 0.1, 0.01, 1e-3], val_accuracy: [0.97, 1, 1, 1] })],
  },
  "rate-at-zero": {
    fires: [
      keras({ loss: decaying(12), learning_rate: [4, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0].map((r) => r / 1e3) }),
    ],
    clear: [
      keras({ loss: decaying(12), learning_rate: [3, 3, 3, 2, 2, 2, 1, 1, 1, 0, 0, 0].map((r) => r / 1e3) }),
    ],
  },
  "validation-far-off": {
    fires: [keras({ loss: [1.3, 0.8, 0.4, 0.2, 0.1], val_loss: [2.9, 3.1, 3.3, 3.4, 3.4] })],
    clear: [keras({ loss: [1.3, 0.8, 0.4, 0.2, 0.1], val_loss: [1.4, 1.6, 2.1, 2.9, 3.4] })],
  },
  "schedule-not-over": {
    fires: [
      keras({ loss: decaying(12), learning_rate: Array.from({ length: 12 }, (_, i) => 1e-3 * (1 - i / 24)) }),
    ],
    clear: [
      keras({ loss: decaying(12), learning_rate: Array.from({ length: 12 }, (_, i) => 1e-3 * (1 - i / 12)) }),
    ],
  },
  "epochs-cut": {
    fires: [keras({
      loss: [0.5, 0.5, 0.4, 0.38, 0.35, 0.45, 0.32, 0.2],
      accuracy: [0.7213456, 0.75, 0.7854321, 0.8125, 0.8112345, 0.78125, 0.8333333, 0.90625],
    })],
    clear: [keras({
      loss: [0.5, 0.46, 0.4, 0.38, 0.35, 0.33],
      accuracy: [0.7213456, 0.7312345, 0.7854321, 0.8012345, 0.8112345, 0.8212345],
    })],
  },
  "not-shuffled": {
    fires: [keras({
      loss: [1, 0.8, 0.6, 0.5, 0.4],
      val_loss: [4, 3.5, 3, 2.5, 2],
      accuracy: [0.77, 0.8, 0.84, 0.87, 0.9],
      val_accuracy: [0.1, 0.1, 0.14, 0.2, 0.3],
    })],
    clear: [kerasHealthy],
  },
  "rate-out-of-range": {
    fires: [atRate(0.1, [4, 3.1, 3, 2.98, 3, 2.99, 2.98, 3])],
    clear: [atRate(1e-4, [4, 3.1, 3, 2.98, 3, 2.99, 2.98, 3])],
  },
  "metric-disagrees": {
    fires: [
      trainer([[0.31, 34.6], [0.36, 33.1], [0.42, 32.6], [0.46, 32]].map(([eval_loss, eval_wer], i) => ({
        eval_loss,
        eval_wer,
        step: 1000 * (i + 1),
      }))),
    ],
    clear: [kerasHealthy],
  },
  "near-chance": {
    fires: [keras({
      loss: [0.693, 0.685, 0.676, 0.66, 0.645, 0.63],
      val_loss: [0.695, 0.691, 0.692, 0.69, 0.691, 0.686],
      val_accuracy: [0.48, 0.55, 0.5, 0.53, 0.51, 0.56],
    })],
    clear: [kerasHealthy],
  },
  "stuck-quantity": {
    fires: [keras({ loss: decaying(12), edge_loss: constant(0.4127, 12), inner_loss: decaying(12) })],
    clear: [keras({ loss: decaying(12), edge_loss: decaying(12), inner_loss: constant(0.5, 12) })],
  },
  "metric-flat": {
    fires: [keras({ val_acc: [0.857, 0.858, 0.857, 0.857, 0.857] })],
    clear: [keras({ val_acc: [0.4, 0.5, 0.6, 0.7, 0.8] })],
  },
  "non-finite-loss": { fires: [historyOf([1, NaN])], clear: [historyOf([1, null, 0.5])] },
  "constant-input": { fires: [healthy, { inputVariance: 0 }], clear: [healthy, { inputVariance: 0.1 }] },
  "group-missing-from-training": {
    fires: [healthy, { rowsByGroup: [1000, 0] }],
    clear: [healthy, { rowsByGroup: [1000, 900] }],
  },
  "label-noise": {
    fires: [healthy, { ...poor, targetNoiseVariance: 0.2 }],
    clear: [healthy, { ...poor, targetNoiseVariance: 0.01 }],
  },
  "test-rows-in-training": {
    fires: [healthy, { sharedRows: { shared: 5, test: 100 } }],
    clear: [healthy, { sharedRows: { shared: 0, test: 100 } }],
  },
  "selection-on-test-set": {
    fires: [healthy, { selectedOn: "test" }],
    clear: [healthy, { selectedOn: "validation" }],
  },
  "lanes-hide-state": {
    fires: [healthy, { protocols: { lanesMse: 0.094, sequentialMse: 0.64 } }],
    clear: [healthy, { protocols: { lanesMse: 0.004, sequentialMse: 0.004 } }],
  },
  "running-loss-is-not-model-error": {
    fires: [historyOf([0.41, 0.374]), { targetVariance: 0.5, frozen: { testMse: 0.503 } }],
    clear: [historyOf([0.41, 0.374]), { targetVariance: 0.5, frozen: { testMse: 0.38 } }],
  },
  "group-errors-do-not-average": {
    fires: [historyOf([0.374], { trainLossByGroup: [[0.00008, 0.08, 0.15, 0.3]] })],
    clear: [historyOf([0.375], { trainLossByGroup: [[0, 0.5, 0.5, 0.5]] })],
  },
  "reported-best": {
    fires: [historyOf([1, 0.5, 0.7], { claimed: { bestLoss: 0.3 } })],
    clear: [historyOf([1, 0.5, 0.7], { claimed: { bestLoss: 0.5, bestEpoch: 2 } })],
  },
  "no-information": {
    fires: [flat, { ...poor, predictors: { memoryless: 0.5, windowed: { steps: 50, mse: 0.51 } } }],
    clear: [flat, { ...poor, predictors: { memoryless: 0.377, windowed: { steps: 50, mse: 0.2 } } }],
  },
  "initial-weights": {
    fires: [healthy, { initialWeightScale: 8 }],
    clear: [healthy, { initialWeightScale: 1 }],
  },
  "saturated-gates": {
    fires: [healthy, { initialGates: { input: shut, forget: idle, output: idle } }],
    clear: [healthy, { gates: { input: idle, forget: { closed: 0, open: 1 }, output: idle } }],
  },
  "dead-units": {
    fires: [healthy, { units: { total: 8, dead: 5 } }],
    clear: [healthy, { units: { total: 8, dead: 1 } }],
  },
  "exploding-gradient": {
    fires: [withNorms(Array.from({ length: 30 }, (_, i) => 1.2 ** i))],
    clear: [withNorms(constant(0.7))],
  },
  "vanishing-gradient": { fires: [withNorms(constant(1e-9))], clear: [withNorms(constant(1e-9), falling)] },
  "clipping-always-on": {
    fires: [historyOf(falling, { clippedShare: constant(1) })],
    clear: [historyOf(falling, { clippedShare: constant(0.2) })],
  },
  "collapses-and-recovers": {
    fires: [keras({ val_acc: [0.5, 0.7, 0.8, 0.6, 0.1, 0.05, 0.1, 0.4, 0.6, 0.7] })],
    clear: [keras({ val_acc: [0.5, 0.7, 0.8, 0.6, 0.1, 0.05, 0.1, 0.4, 0.7, 0.9] })],
  },
  "falls-at-epochs": {
    fires: [byEpochs([1.6, 1.1, 0.7, 0.4].flatMap((level) => constant(level, 12)))],
    clear: [byEpochs(Array.from({ length: 48 }, (_, i) => 1.6 * Math.exp(-i / 30)))],
  },
  "falls-off": {
    fires: [keras({ val_acc: [0.8, 0.85, 0.9, 0.92, 0.93, 0.935, 0.93, 0.7] })],
    clear: [keras({ val_acc: [0.8, 0.85, 0.9, 0.92, 0.93, 0.935, 0.93, 0.92] })],
  },
  "rate-raised": {
    fires: [atRates((i) => i < 6 ? 1e-4 : 1e-3, (i) => i < 6 ? 1 + 1 / (i + 1) : 2.4)],
    clear: [atRates((i) => i < 6 ? 1e-4 : 1e-3, (i) => 1 + 1 / (i + 1))],
  },
  "leaps-and-recovers": {
    fires: [keras({ loss: [9, 4, 3, 2.6, 5, 3, 2.6, 5, 3, 2.6, 5, 3, 2.6] })],
    clear: [keras({ loss: [9, 4, 3, 2.6, 5, 3, 2, 4, 2, 1.4, 3, 1.4, 0.9] })],
  },
  "divergence": { fires: [historyOf([0.285, 0.406, 0.411, 0.462, 0.458])], clear: [healthy] },
  "learning-rate-too-high": {
    fires: [flat, { ...poor, rateProbes: [{ factor: 0.1, testMse: 0.01 }] }],
    clear: [flat, { ...poor, rateProbes: [{ factor: 0.1, testMse: 0.39 }] }],
  },
  "learning-rate-too-low": {
    fires: [historyOf(Array.from({ length: 40 }, (_, i) => 2.3 - 0.005 * i))],
    clear: [healthy],
  },
  "oscillation": {
    fires: [historyOf([1, 0.6, 0.4, 0.3, 0.9, 1.1, 0.8, 0.3, 0.2, 0.2, 0.19, 0.19])],
    clear: [healthy],
  },
  "loss-not-decreasing": { fires: [flat], clear: [healthy] },
  "no-learning": {
    fires: [flat, { targetVariance: 0.5, frozen: { testMse: 0.503 } }],
    clear: [flat, { targetVariance: 0.5, frozen: { testMse: 0.1 } }],
  },
  "state-not-carried": {
    fires: [flat, {
      ...poor,
      predictors: { memoryless: 0.38, windowed: { steps: 50, mse: 0.1 } },
      carriedState: { carriedMse: 0.4, resetMse: 0.4 },
    }],
    clear: [flat, {
      ...poor,
      predictors: { memoryless: 0.38, windowed: { steps: 50, mse: 0.1 } },
      carriedState: { carriedMse: 0.2, resetMse: 0.4 },
    }],
  },
  "information-unused": {
    fires: [flat, { ...poor, predictors: { memoryless: 0.38, windowed: { steps: 50, mse: 0.1 } } }],
    clear: [flat, { ...poor, predictors: { memoryless: 0.5, windowed: { steps: 50, mse: 0.5 } } }],
  },
  "stopped-while-improving": { fires: [historyOf([2, 1.4, 1, 0.7, 0.5])], clear: [flat] },
  "capacity": {
    fires: [flat, { ...poor, capacity: { larger: { hiddenSize: 128, testMse: 0.01 } } }],
    clear: [flat, { ...poor, capacity: {} }],
  },
  "underfitting": {
    fires: [flat, poor],
    clear: [flat, { targetVariance: 0.5, frozen: { testMse: 0.1, trainMse: 0.1 } }],
  },
  "overfitting": {
    fires: [historyOf(falling, { heldOutLoss: falling.map((loss, i) => loss + 0.03 * i) })],
    clear: [healthy],
  },
  "generalisation-gap": {
    fires: [historyOf(falling, { heldOutLoss: falling.map((loss) => loss + 1) })],
    clear: [healthy],
  },
  "one-group-dominates": {
    fires: [flat, { frozen: { testMse: 0.4, testMseByGroup: [0.001, 0.5, 0.5, 0.5] } }],
    clear: [flat, { frozen: { testMse: 0.5, testMseByGroup: [0.5, 0.5, 0.5, 0.5] } }],
  },
  "plateau": { fires: [flat], clear: [healthy] },
  "convergence": { fires: [historyOf(descent(60, 2, { rate: 12 }))], clear: [flat] },
  "early-stopping-due": {
    fires: [historyOf([...falling, ...constant(2)])],
    clear: [historyOf(Array.from({ length: 30 }, (_, i) => 1 / (i + 1)))],
  },
  "epoch-time-drift": {
    fires: [historyOf(falling, { epochSeconds: falling.map((_, i) => 10 + i) })],
    clear: [historyOf(falling, { epochSeconds: constant(10) })],
  },
};

/** Those of a record have their programs in recorded_rules_test.ts, those that refute a quiet course a table in refutes_quiet_test.ts. */
const HERE = RULES.filter(({ readsRecord, refutesQuiet }) => !readsRecord && !refutesQuiet);

Deno.test("rules: every one has a case, a name of its own, a remedy and a source", () => {
  assertEquals(HERE.map(({ name }) => name), Object.keys(CASES).toSorted((a, b) => order(a) - order(b)));
  assertEquals(new Set(RULES.map(({ name }) => name)).size, RULES.length);
  for (const { remedy, source, watches, predicate } of RULES) {
    assert(remedy && source && watches && predicate);
  }
});

const order = (name: string) => RULES.findIndex((rule) => rule.name === name);

for (const { name, check } of HERE) {
  Deno.test(`rules: ${name} fires when it should and not when it should not`, () => {
    const outcome = ([history, evidence = {}]: [History, Evidence?]) => check({ history, evidence });
    assertEquals(outcome(CASES[name].fires).status, "found");
    assertEquals(outcome(CASES[name].clear).status, "clear");
  });
}

Deno.test("rules: a rule that lacks its evidence says how to get it", () => {
  const bare = { history: historyOf([0.5]), evidence: {} };
  for (const { name, check } of RULES.filter(({ readsSeries }) => !readsSeries)) {
    const outcome = check(bare);
    if (outcome.status === "not tested") assert(outcome.how.endsWith("."), name);
    else {assert(
        ["non-finite-loss", "running-loss-is-not-model-error", "early-stopping-due"].includes(name),
        name,
      );}
  }
});

Deno.test("rules: nothing about the series of a log is asked of a history that has none", () => {
  const { notTested, findings, clear } = diagnose({ history: historyOf([0.5, 0.4, 0.3]), evidence: {} });
  const told = [...notTested, ...findings].map(({ rule }) => rule).concat(clear);
  const aboutSeries = RULES.filter(({ readsSeries, readsRecord }) => readsSeries || readsRecord).map((
    { name },
  ) => name);
  assertEquals(told.filter((rule) => aboutSeries.includes(rule)), []);
  assertEquals(told.length, RULES.length - aboutSeries.length);
});

Deno.test("rules: an epoch of which no loss was logged yet takes none from the one before it", () => {
  const { check } = RULES.find(({ name }) => name === "falls-at-epochs")!;
  const losses = [1.6, 1.1, 0.7, 0.4].flatMap((level) => constant(level, 12));
  const rows = losses.map((loss, i) => ({ loss, step: i + 1, epoch: (i + 1) / 12 }));
  const history = trainer([...rows, { learning_rate: 1e-5, step: 49, epoch: 49 / 12 }]);
  const outcome = check({ history, evidence: {} });
  assertEquals(outcome.status === "found" && outcome.facts.epochs, 4);
});

Deno.test("rules: capacity that is not the cause is a statement, not an alarm", () => {
  const capacity = RULES.find(({ name }) => name === "capacity")!;
  const outcome = capacity.check({
    history: historyOf([0.4], { settings: { hiddenSize: 64 } }),
    evidence: { ...poor, capacity: { constructed: { hiddenSize: 12, testMse: 8e-5 } } },
  });
  assert(outcome.status === "found");
  assertEquals(outcome.severity, "info");
});

Deno.test("rules: a classifier that was thrown far off and guesses since is told of the rate, not of its labels", () => {
  const { findings, verdict } = diagnose({
    history: keras({
      loss: [410, 2.8, 2.41, 2.34, 2.35, 2.33, 2.34, 2.35],
      accuracy: [0.09, 0.1, 0.1, 0.09, 0.1, 0.1, 0.11, 0.1],
      val_accuracy: [0.09, 0.09, 0.1, 0.11, 0.1, 0.1, 0.1, 0.1],
    }),
    evidence: {},
  });
  assertEquals([findings[0].rule, verdict.cause], ["learning-rate-too-high", "learning rate"]);
});

Deno.test("rules: a loss that crawls away from ln K on unseen rows too is no chance level", () => {
  const crawl = (from: number) => Array.from({ length: 20 }, (_, i) => from - 0.002 * i);
  const { findings } = diagnose({
    history: keras({ loss: crawl(2.33), val_loss: crawl(2.32), accuracy: Array(20).fill(0.1) }),
    evidence: {},
  });
  assertEquals(findings.map(({ rule }) => rule), ["learning-rate-too-low"]);
});

Deno.test("rules: losses far apart are harmless where the answers are not", () => {
  const history = (accuracy: number) =>
    keras({
      loss: [1.5, 0.5, 0.1, 0.02, 0.01, 0.01],
      val_loss: [1.2, 0.6, 0.4, 0.35, 0.36, 0.36],
      accuracy: [0.4, 0.8, 0.95, 0.99, 1, 1],
      val_accuracy: [0.5, 0.8, accuracy, accuracy, accuracy, accuracy],
    });
  const severity = (accuracy: number) =>
    diagnose({ history: history(accuracy), evidence: {} }).findings.find(({ rule }) =>
      rule === "generalisation-gap"
    )?.severity;
  assertEquals([severity(0.93), severity(0.7)], ["info", "warning"]);
});

Deno.test("a gap of boosted trees is no alarm where they stopped near their lowest held-out loss", () => {
  const history = (heldOut: (round: number) => number) => {
    const rounds = Array.from({ length: 200 }, (_, round) => round);
    const logloss = (values: readonly number[]) => ({ logloss: values });
    return readHistory(new TextEncoder().encode(JSON.stringify({
      train: logloss(rounds.map((round) => 0.69 * Math.exp(-round / 40))),
      eval: logloss(rounds.map(heldOut)),
    })));
  };
  const alarms = (heldOut: (round: number) => number) =>
    diagnose({ history: history(heldOut), evidence: {} }).findings
      .filter(({ severity }) => severity !== "info").map(({ rule }) => rule);
  assertEquals(alarms((round) => 0.3 + 0.39 * Math.exp(-round / 30)), []);
  assertEquals(
    alarms((round) => 0.3 + 0.39 * Math.exp(-round / 30) + (round / 200) ** 2 / 3).length > 0,
    true,
  );
});

Deno.test("rules: early stopping is due to a run that goes on, was due to one that ended there", () => {
  const title = (epochs: number, inProgress = false) =>
    diagnose({
      history: historyOf([...falling.slice(0, 10), ...constant(1, epochs - 10)], { inProgress }),
      evidence: {},
    }).findings.find(({ rule }) => rule === "early-stopping-due")?.title;
  assertMatch(title(25, true)!, /^Early stopping is due at epoch 25 \(best .* at 10, patience 15\)$/);
  assertMatch(title(25)!, /^Early stopping was due at epoch 25, the last \(best /);
  assertMatch(title(28)!, /^Early stopping was due at epoch 25 \(best .*\); 3 epochs ran on$/);
});

Deno.test("rules: whoever speaks of a rule by its name speaks of one there is", async () => {
  const names = RULES.map(({ name }) => name);
  const advice = ["headline", "leading", "next_step"].map((name) => `report/${name}.ts`);
  for (const file of ["monitor/diagnose.ts", "monitor/source_line.ts", ...advice]) {
    const text = await Deno.readTextFile(new URL(`../../src/${file}`, import.meta.url));
    const spoken = [...text.matchAll(/(?<!limitsOf\()"([a-z]+(?:-[a-z]+)+)"/g)].map(([, name]) => name);
    assert(spoken.length > 10, file);
    assertEquals(spoken.filter((name) => !names.includes(name)), [], file);
  }
});

Deno.test("of a run of ours that goes on, gradients that grow are no alarm while the loss of its stage keeps its gain", () => {
  const growing = Array.from({ length: 30 }, (_, i) => 1.2 ** i);
  const severities = (loss: readonly number[]) =>
    diagnose({ history: { ...withNorms(growing, [...loss]), inProgress: true }, evidence: {} }).findings
      .filter(({ rule }) => rule === "exploding-gradient").map(({ severity }) => severity);
  assertEquals(severities(falling), []);
  assertEquals(severities(constant(0.5)), ["critical"]);
});

Deno.test("rules: softmax is not applied twice where another loss, or a sum of losses, happens to end there", () => {
  const firesFor = (values: Parameters<typeof keras>[0]) =>
    diagnose({ history: keras(values), evidence: {} }).findings.some(({ rule }) => rule === "softmax-twice");
  const accuracy = [0.2, 0.5, 0.8, 0.93, 0.95, 0.96, 0.96, 0.96, 0.96];
  const loss = [2.28, 2.1, 1.7, 1.55, 1.52, 1.51, 1.505, 1.5, 1.5];
  assert(firesFor({ loss, accuracy }));
  assertFalse(firesFor({ a_loss: loss.map((value) => value - 0.5), b_loss: loss.map(() => 0.5), accuracy }));
  // the answers that are wrong alone would cost more among five classes
  assertFalse(firesFor({
    loss: [1.1, 1, 0.97, 0.95, 0.94, 0.93, 0.93, 0.93, 0.93],
    accuracy: [0.5, 0.6, 0.7, 0.8, 0.83, 0.84, 0.85, 0.85, 0.85],
  }));
});
