/**
 * The course of the training.
 *
 * @module
 */
import type { Rule } from "../../records.ts";
import { clippingAlwaysOn } from "./clipping_always_on.ts";
import { collapsesAndRecovers } from "./collapses_and_recovers.ts";
import { divergence } from "./divergence.ts";
import { explodingGradient } from "./exploding_gradient.ts";
import { fallsAtEpochs } from "./falls_at_epochs.ts";
import { fallsOff } from "./falls_off.ts";
import { informationUnused } from "./information_unused.ts";
import { leapsAndRecovers } from "./leaps_and_recovers.ts";
import { learningRateTooHigh } from "./learning_rate_too_high.ts";
import { learningRateTooLow } from "./learning_rate_too_low.ts";
import { lossNotDecreasing } from "./loss_not_decreasing.ts";
import { noLearning } from "./no_learning.ts";
import { oscillation } from "./oscillation.ts";
import { rateRaised } from "./rate_raised.ts";
import { scheduleNotOver } from "./schedule_not_over.ts";
import { stateNotCarried } from "./state_not_carried.ts";
import { stoppedWhileImproving } from "./stopped_while_improving.ts";
import { vanishingGradient } from "./vanishing_gradient.ts";

/** In the order in which equal findings are told. */
export const COURSE: readonly Rule[] = [
  explodingGradient,
  vanishingGradient,
  clippingAlwaysOn,
  rateRaised,
  leapsAndRecovers,
  collapsesAndRecovers,
  fallsAtEpochs,
  fallsOff,
  divergence,
  learningRateTooHigh,
  learningRateTooLow,
  oscillation,
  lossNotDecreasing,
  noLearning,
  stateNotCarried,
  informationUnused,
  scheduleNotOver,
  stoppedWhileImproving,
];
