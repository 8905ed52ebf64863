/**
 * Levels that are known beforehand: infinite, zero, guessing, perfect.
 *
 * @module
 */
import type { Rule } from "../../records.ts";
import { alwaysZero } from "./always_zero.ts";
import { assignmentsAlike } from "./assignments_alike.ts";
import { chanceLevel } from "./chance_level.ts";
import { memorising } from "./memorising.ts";
import { nearChance } from "./near_chance.ts";
import { negativeCrossEntropy } from "./negative_cross_entropy.ts";
import { noBetterThanMean } from "./no_better_than_mean.ts";
import { nonFiniteLoss } from "./non_finite_loss.ts";
import { perfectFromTheStart } from "./perfect_from_the_start.ts";
import { softmaxTwice } from "./softmax_twice.ts";
import { stuckQuantity } from "./stuck_quantity.ts";
import { suspiciouslyGood } from "./suspiciously_good.ts";
import { unscaledTargets } from "./unscaled_targets.ts";
import { viewsCollapse } from "./views_collapse.ts";
import { worseThanGuessing } from "./worse_than_guessing.ts";

/** In the order in which equal findings are told. */
export const KNOWN_LEVELS: readonly Rule[] = [
  nonFiniteLoss,
  alwaysZero,
  negativeCrossEntropy,
  viewsCollapse,
  assignmentsAlike,
  chanceLevel,
  memorising,
  nearChance,
  softmaxTwice,
  worseThanGuessing,
  noBetterThanMean,
  unscaledTargets,
  suspiciouslyGood,
  perfectFromTheStart,
  stuckQuantity,
];
