/**
 * What refutes a quiet course: asked last, of what nothing else alarms.
 *
 * @module
 */
import type { Rule } from "../../records.ts";
import { classesMissed } from "./classes_missed.ts";
import { errorsFarApart } from "./errors_far_apart.ts";
import { measureNearNothing } from "./measure_near_nothing.ts";
import { oneShare } from "./one_share.ts";
import { rewardSinks } from "./reward_sinks.ts";
import { sinksAndRecovers } from "./sinks_and_recovers.ts";
import { standsPoorly } from "./stands_poorly.ts";
import { standsSinceCut } from "./stands_since_cut.ts";
import { trainingLossRisen } from "./training_loss_risen.ts";
import { updatesOfNothing } from "./updates_of_nothing.ts";
import { worseAtEach } from "./worse_at_each.ts";

/** In the order in which equal findings are told. */
export const REFUTES_QUIET: readonly Rule[] = [
  measureNearNothing,
  classesMissed,
  oneShare,
  worseAtEach,
  trainingLossRisen,
  standsPoorly,
  standsSinceCut,
  updatesOfNothing,
  errorsFarApart,
  rewardSinks,
  sinksAndRecovers,
];
