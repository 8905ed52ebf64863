/**
 * The faults: what is done to a healthy run, and which rules would name it.
 *
 * @module
 */
import type { Cause } from "../../monitor/mod.ts";
import type { Recipe } from "./recipe.ts";
import * as corrupt from "./corrupt.ts";

/** A known fault. */
export interface Fault {
  readonly name: string;
  readonly change: Partial<Recipe>;
  /** Rules any of which names the fault. */
  readonly namedBy: readonly string[];
  readonly cause: Cause;
}

/** All faults of the study. */
export const FAULTS: readonly Fault[] = [
  {
    name: "learning rate x 100",
    change: { learningRate: 1 },
    namedBy: ["learning-rate-too-high"],
    cause: "learning rate",
  },
  {
    name: "learning rate / 100",
    change: { learningRate: 1e-4 },
    namedBy: ["learning-rate-too-low"],
    cause: "learning rate",
  },
  {
    name: "initial weights x 12, no clipping",
    change: { weightScale: 12, clipNorm: Infinity },
    namedBy: ["initial-weights", "exploding-gradient"],
    cause: "initialisation",
  },
  {
    name: "initial weights zero",
    change: { weightScale: 0 },
    namedBy: ["initial-weights", "dead-units"],
    cause: "initialisation",
  },
  {
    name: "input gates shut",
    change: { inputGateBias: -12 },
    namedBy: ["saturated-gates"],
    cause: "initialisation",
  },
  {
    name: "targets shuffled",
    change: { corrupt: corrupt.shuffleTargets },
    namedBy: ["no-information"],
    cause: "information",
  },
  {
    name: "input constant",
    change: { corrupt: corrupt.freezeInput },
    namedBy: ["constant-input"],
    cause: "data",
  },
  {
    name: "noise on the targets",
    change: { corrupt: corrupt.blurTargets },
    namedBy: ["label-noise"],
    cause: "data",
  },
  {
    name: "a group missing from training",
    change: { corrupt: corrupt.dropSecondGroup },
    namedBy: ["group-missing-from-training"],
    cause: "data",
  },
  {
    name: "a target not a number",
    change: { corrupt: corrupt.breakOneTarget },
    namedBy: ["non-finite-loss"],
    cause: "data",
  },
  {
    name: "state not carried",
    change: { carried: false, windowSteps: 1, epochs: 20 },
    namedBy: ["state-not-carried"],
    cause: "optimisation through time",
  },
  { name: "one unit", change: { hiddenSize: 1, epochs: 30 }, namedBy: ["capacity"], cause: "capacity" },
  {
    name: "three epochs",
    change: { epochs: 3 },
    namedBy: ["stopped-while-improving"],
    cause: "training budget",
  },
  {
    name: "four seconds of noisy training data",
    change: { trainSeconds: 4, noise: 3, hiddenSize: 32, epochs: 300 },
    namedBy: ["overfitting", "generalisation-gap"],
    cause: "regularisation",
  },
  {
    name: "test rows leaked",
    change: { corrupt: corrupt.leakTestRows },
    namedBy: ["test-rows-in-training"],
    cause: "measurement",
  },
  { name: "rows as lanes", change: { lanes: "rows" }, namedBy: ["lanes-hide-state"], cause: "measurement" },
];

/** Healthy runs: none of these is a fault. */
export const CONTROLS: readonly { readonly name: string; readonly change: Partial<Recipe> }[] = [
  { name: "as it is", change: {} },
  { name: "learning rate x 2", change: { learningRate: 2e-2 } },
  { name: "24 units", change: { hiddenSize: 24 } },
  { name: "more noise", change: { noise: "quarter", epochs: 80 } },
];
