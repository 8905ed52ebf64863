/**
 * Ways to corrupt rows. Each returns new rows and leaves the given ones alone.
 *
 * @module
 */
import { drawNormal, shuffle } from "../../random/draw.ts";
import type { SignalRows } from "../../signal/mod.ts";
import type { DataPair, Recipe } from "./recipe.ts";

type Corruption = Recipe["corrupt"];

/** The same corruption for both sets. */
const both =
  (corrupt: (rows: SignalRows, random: () => number) => SignalRows): Corruption =>
  ({ train, test }, random) => ({
    train: corrupt(train, random),
    test: corrupt(test, random),
  });

/** Each selector's targets in a random order. */
export const shuffleTargets: Corruption = both((rows, random) => {
  const targets = rows.targets.slice();
  for (let selector = 0; selector < rows.selectors; selector++) {
    shuffle(targets.subarray(selector * rows.samples, (selector + 1) * rows.samples), random);
  }
  return { ...rows, targets };
});

/** The signal column holds one value. */
export const freezeInput: Corruption = both((rows) => {
  const inputs = rows.inputs.slice();
  for (let at = 0; at < inputs.length; at += 1 + rows.selectors) inputs[at] = 0.25;
  return { ...rows, inputs };
});

/** Normal noise of standard deviation 0.7 on every target. */
export const blurTargets: Corruption = both((rows, random) => ({
  ...rows,
  targets: rows.targets.map((target) => target + 0.7 * drawNormal(random)),
}));

/** The test rows are rows of the training set. */
export const leakTestRows: Corruption = ({ train }: DataPair) => ({ train, test: train });

/** Training rows of the second selector are overwritten by those of the first. */
export const dropSecondGroup: Corruption = ({ train, test }: DataPair) => {
  const width = 1 + train.selectors;
  const inputs = train.inputs.slice(), targets = train.targets.slice();
  inputs.copyWithin(train.samples * width, 0, train.samples * width);
  targets.copyWithin(train.samples, 0, train.samples);
  return { train: { ...train, inputs, targets }, test };
};

/** One training target is not a number. */
export const breakOneTarget: Corruption = ({ train, test }: DataPair, random) => {
  const targets = train.targets.slice();
  targets[Math.floor(random() * targets.length)] = NaN;
  return { train: { ...train, targets }, test };
};
