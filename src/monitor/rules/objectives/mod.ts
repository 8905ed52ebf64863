/**
 * Whether the values say anything: losses that are no errors, what a policy is trained by, too few values.
 *
 * @module
 */
import type { Rule } from "../../records.ts";
import { answersCut } from "./answers_cut.ts";
import { bonusGone } from "./bonus_gone.ts";
import { criticExplodes } from "./critic_explodes.ts";
import { evaluationApart } from "./evaluation_apart.ts";
import { lossIsNoError } from "./loss_is_no_error.ts";
import { policyLeaps } from "./policy_leaps.ts";
import { rewardsAlike } from "./rewards_alike.ts";
import { tooShort } from "./too_short.ts";

/** In the order in which equal findings are told. */
export const OBJECTIVES: readonly Rule[] = [
  answersCut,
  lossIsNoError,
  policyLeaps,
  criticExplodes,
  evaluationApart,
  rewardsAlike,
  bonusGone,
  tooShort,
];
