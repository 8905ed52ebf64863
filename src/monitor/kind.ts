/**
 * What kind of training a log is of, as far as its losses measure errors or do not.
 *
 * @module
 */
import { ACCURACY, seriesOf } from "./logged.ts";
import { once } from "./once.ts";
import type { History } from "./records.ts";
import { isOfOneSide, wordsOf } from "./readers/classify.ts";

/** The two sides of an adversarial game, in the words of a name. */
const GENERATOR = /(^|_)(gen|generator|(net|err)?g(loss)?)(_|\d|$)/;
const DISCRIMINATOR = /(^|_)(dis|disc|discriminator|critic|(net|err)?d(loss)?)(_|\d|$)/;
const GAME = /(^|_)(gan|generator|discriminator|disc)(_|\d|$)/;

/** Whose losses they are where a policy is trained. */
const POLICY =
  /policy|value_loss|actor|critic|(^|_)(entropy_loss|loss_pi|pi_loss|pg_loss|vf_loss|qf\d?_loss)(_|$)/;

/**
 * Whether answers are preferred in pairs (DPO and its kin, as TRL logs them), with a loss of held-out pairs: that is what is judged. Its
 * rewards are what the policy itself makes of the pairs, and their margin grows while it learns them by heart.
 */
export function arePairs(history: History): boolean {
  return history.heldOutLoss !== undefined &&
    seriesOf(history, "reward").some(({ name }) => /rewards\/(margins|chosen|rejected)$/.test(name));
}

/** Whether how far each update moved a policy is all that was logged: it is a size, and no error. */
export function areUpdatesAlone(history: History): boolean {
  const losses = [...seriesOf(history, "loss"), ...seriesOf(history, "loss term")];
  return losses.length > 0 && seriesOf(history, "metric").length === 0 &&
    losses.every(({ name }) => /^((mean|avg|policy)_)?kl(_(div|divergence))?$/.test(wordsOf(name).join("_")));
}

/** What kind of training it is, as far as losses measure errors or do not. */
export const kindOf = once((history: History): "adversarial" | "reinforcement" | "supervised" => {
  if (arePairs(history)) return "supervised";
  if (seriesOf(history, "reward").length > 0) return "reinforcement";
  const names = [...seriesOf(history, "loss"), ...seriesOf(history, "loss term")].map(({ name }) =>
    wordsOf(name).join("_")
  );
  const some = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (some(GENERATOR) && some(DISCRIMINATOR) || some(GAME)) return "adversarial";
  if (names.some((name) => POLICY.test(name) && !/cross/.test(name))) return "reinforcement";
  if (areUpdatesAlone(history)) return "reinforcement";
  if (some(/(^|_)(adv|adversarial)(_|\d|$)/)) return "adversarial";
  const isMeasured = history.heldOutLoss !== undefined || seriesOf(history, "metric").length > 0;
  const isPlayed = seriesOf(history, "reading").some(({ name }) => isOfOneSide(name));
  return (history.ofPolicy === true || isPlayed) && !isMeasured ? "reinforcement" : "supervised";
});

/** Methods that learn features without labels, as their losses are called. */
const WITHOUT_LABELS =
  /(^|_)(sim_?clr|nt_?xent|info_?nce|moco(v\d)?|byol|simsiam|barlow(_?twins)?|vicreg|dino(v\d)?|ibot|swav|ssl|i_?jepa|self_?supervised)(_|$)/;

/** The weight decay that rises by a schedule, as DINO and iBOT log it beside one loss (`main_dino.py`). */
const OF_DINO = "train_wd";

/**
 * Whether features are learned without labels, by the name of a loss or what the file states, and no metric was logged that tells what they
 * are worth: their loss does not, on whichever rows.
 */
export function isUnprobed(history: History): boolean {
  if (seriesOf(history, "metric").length > 0) return false;
  return history.selfSupervised !== undefined || (history.leftOut ?? []).includes(OF_DINO) ||
    [...seriesOf(history, "loss"), ...seriesOf(history, "loss term")].some(({ name }) =>
      WITHOUT_LABELS.test(wordsOf(name).join("_"))
    );
}

/** Whether a loss is that of the side which tells made rows from true ones. */
export function isDiscriminator(name: string): boolean {
  return DISCRIMINATOR.test(wordsOf(name).join("_"));
}

/** Whether a loss is that of the side which makes rows. */
export function isGenerator(name: string): boolean {
  return !isDiscriminator(name) && GENERATOR.test(wordsOf(name).join("_"));
}

/** What trainers of diffusion models call their rates (kohya's sd-scripts) and losses (OpenAI's improved-diffusion). */
const DIFFUSION = /^lr\/.*unet|diffusion|denois|ddpm|(^|[/_])(loss|mse|vlb)_q[0-3]$/i;

/** Whether a diffusion model is trained, of which no held-out loss was logged; what has an accuracy is a classifier, of noised inputs or others. */
export function isDiffusion({ series = [], heldOutLoss }: History): boolean {
  return heldOutLoss === undefined && series.some(({ name }) => DIFFUSION.test(name)) &&
    !series.some(({ name, role }) => role === "metric" && ACCURACY.test(name));
}
