/**
 * What a logged name means: the role of a series, the rows it was measured on, and which direction is better.
 *
 * @module
 */
import type { LoggedSeries } from "../records.ts";

/** Meaning of a name; `undefined` for what is no measure of training (memory, ids, rates of work). */
export type Meaning = Pick<LoggedSeries, "role" | "split" | "better">;

const TRAIN = /^(train|training|trn|tr|learn|learning)$/;
const VALIDATION = /^(val|vali|valid|validation|va|eval|evaluation|dev|cv|vl|vld|holdout|heldout)$/;
const TEST = /^(test|testing|te|ts|tst)$/;
/** What tools call their measures on held-out rows without saying so: Ultralytics, detectron2, MMDetection. */
const EVALUATOR = /^(metrics|bbox|segm|keypoints|sem_seg|panoptic_seg|coco|lvis|pascal_voc)$/;
/**
 * The same of MMSegmentation and MMPretrain, whose names have no word for it; of what a best reply gains against a player, which is
 * measured of the player alone and never trained on; of StyleGAN's metrics, which it computes of a snapshot; and of how far solutions are
 * from the best that are known.
 */
const EVALUATED =
  /^(aAcc|m(IoU|Acc|Dice|Fscore|Precision|Recall)|accuracy\/top\d|[Ee]xploitability|[Nn]ash_?[Cc]onv|(results\/)?[fk]id\d+k(_full)?)$|^(?!.*train).*(^|[./ ])(opt(imality)?_gap|gap_(mean|avg))$/;
const RATE = /^lr$|^x_lr\d$|^lr_|_lr$|learning_rate|^param_group_lr/;
/** A name that ends in the value of a setting, as in learning_rate_0.01, is that of a run with it. */
const VALUE = /_\d+(_|e_?)\d+$/;
/** Also by the order of the norm, or by how the norms of the layers were put together. */
const NORM =
  /grad(ient)?s?_?((l?[12]|2_0|inf|total|global|mean|avg|average|max|raw|unclipped|clipped)_)*norm|(^|_)g_?norm(_|$)|(^|_)norms?(_of)?(_the)?_grad(ient)?s?(_|$)|(^|_)grad(ient)?s?_(l[12]|magnitude)$|(^|_)total_norm$|^global_norm$/;
const TIME =
  /^(time|seconds|duration|elapsed|wall|epoch_times?|epoch_seconds|epoch_duration|dur)(_|$)|_time$/;
/** What tools write of a run's state: TRL's completions, OpenAI's baselines, Spinning Up and Stable-Baselines3; build-nanogpt's exam in other texts; what a discriminator answers. */
const READING =
  /^completions?_|(^|_)(response|completion|generation|answer)s?_len(gth)?(_(mean|avg))?$|(^|_)response_length_clip_ratio$|clip_?frac(tion)?(_avg)?$|^clip_ratio(_|$)|approx_?kl(_avg)?$|ep_?len(_?mean|gth)?$|explained_variance$|exploration_rate$|(^|_)(epsilon|eps)$|^(policy_)?entropy$|^d_(x|g_z)$|(^|_)(scores|signs)_(fake|real)$|_(v|q\d?)_?vals$|mean_q$|frac_reward_zero_std$|(^|_)hella(swag)?$|^(train_)?reward_std$/;
/** How hard the task of a curriculum is by now, as whoever raises it calls it. */
const DIFFICULTY =
  /(^|_)(difficulty|curriculum|scrambles?(_(depth|length|moves|count))?|lesson(_num(ber)?)?)(_level)?$|^((env|task|game|current|mean|avg)_)?level(_(num(ber)?|index|idx))?$/;
/** How often an opponent is right, whose goal is to guess: better in no direction. */
const OF_OPPONENT =
  /(^|_)(steg|steganalysis|steganalyzer|steganalyser|disc|discriminator|adversary|adv_d|d_real|d_fake)_?(acc|accuracy)(_|$)|(^|_)d_acc(uracy)?(_(real|fake))?$/;
/** The best so far can only get better: it is no course. A generation's best is none of these. */
const RECORD = /^(?!.*fitness).*(^|_)(best|lowest|highest)(_|$)/;
/** The spread of a loss within its epoch, or of a reward over its episodes, however it is put: no loss or reward of its own. */
const STATISTIC =
  /(^|_)(std|stdev|min|max)_((train(ing)?|val(id)?|test|batch|epoch|total)_)*loss$|(^|_)std(ev)?_((train(ing)?|eval|test|episode|ep)_)*(rewards?|returns?|utility|fitness|score|wins)$/;
/** One end of a spread. */
const EXTREME = /(^|_)(std|stdv|stdev|stddev|min|max|lower|upper)$/;
const IGNORED =
  /(^|_)lambda(_|$)|(loss|l1|l2)_(\w+_)?(weights?|alpha|beta|gamma|power|coef\w*)$|weight_decay|^delta_loss|loss_of_|(weight|packet|profit|stop)_(and_)?loss|runtime|per_second|memory|^eta|timestamp|flos|num_(?!wins$)|(^|_)loss_scale$|(^|_)(time|batch|reader|data)_cost$|count$|_count_|tokens|total_timesteps|fps|_vs_iterations$|^(step|iter|iteration|global_step|epoch|epochs|index|walltime|n_updates|id)$/;
/** What each side of one game wins: in play against itself one side's gain is the other's loss, and nobody's progress. */
const OF_ONE_SIDE =
  /^((num|n|total|avg|mean)_)?(white|black|red|blue|x|o|p(layer)?_?[12])_(wins?|win_?rate)$/;
/** How often a player beats an opponent that does not learn. */
const AGAINST_FIXED =
  /^(win(s|_?rate|_?ratio)?_)((vs|against|versus)_)?(random\w*|champion\w*|baseline\w*|greedy\w*|heuristic\w*|minimax\w*)(_win(s|_?rate))?$/;
const REWARD =
  /reward|fitness|episode_return|ep_?rew|(?<!(std|max|min)_(\w+_)?)ep_ret$|(^|_)(returns?(_|$)|utility$|wins$)|^((mean|avg|average|median|total|episode)_)?score$/;
const HIGHER =
  /(^|_)(acc|accuracy|top_?[15]|auc|auroc|auprc|[co]?f1(macro|micro|weighted)?|(macro|micro|weighted)f1|fbeta|prec|precision|recall|m?ap(_?50.*|_?75)?|m?ap\d*|m?iou|dice|bleu\d?|sacrebleu|chrf|rouge\w*|r2|r2_score|r_?squared?|psnr|ssim|ndcg|mcc|matthews_correlation|kappa|jac(card)?|spearman\w*|pearson\w*|meteor|cider|mrr|hits?|sensitivity|specificity|coco_\w*|exact_match|em|correct|success(_rate)?|win_?rate|elo(_rating)?|(reconstruct(ion)?|recovery|detection|recognition|match|hit|pass|solve)_rate|f_?(score|measure)|fb1)(_|\d|$)/;
const LOWER =
  /(^|_)(wer|cer|fid(\d+k)?|error|err|merror|error_rate|class_error|mape|rmsle|ter|eer|edit_distance)(_|$)/;
/**
 * Measures of one field: poses, faces and re-identification, retrieval, speech, survival, emotion, pictures, masks, depth, translation, parsing,
 * clusters, paths, how far a player is from one that nobody can exploit, and solutions from the best.
 */
const FIELD_HIGHER =
  /(^|_)(pckh?|cmc|uar|ccc|pcc|plcc|sr(o)?cc|krcc|pesq|stoi|si_?s[dn]ri?|sdri?|spice|c_?index|concordance\w*|dsc|pixel_?acc|bacc|wacc|qwk|uas|las|spl|g_?mean|bert_?score\w*|comet|bleurt|gleu|nmi|inception_score)(_|\d|$)/;
const FIELD_LOWER =
  /(^|_)((pa_)?mpjpe|nme|lpips|dists|niqe|brisque|fvd(\d+)?|kid(\d+k)?|hd_?95|hausdorff\w*|epe|abs_?rel|sq_?rel|brier\w*|ece|mcd|smape|nrmse|min_?dcf|(min_)?[af]de|exploitability|nash_?conv|(\w+_)?regret|(opt(imality)?|primal|dual(ity)?|integrality)_gap|(?<!(spectral|energy|logit|margin|confidence|score|band)_)gap_(mean|avg))(_|$)|(^|_)(per|der)$/;
/** TorchMetrics' classes, whose words a logger may write together: `multiclassjaccardindex`. */
const TORCHMETRICS =
  /(^|_)(multiclass|binary|multilabel)_?(jaccard_?index|f1_?score|fbeta_?score|average_?precision|accuracy|precision|recall|auroc|specificity|matthews_?corr_?coef|cohen_?kappa|exact_?match)(_|$)/;
/** What is found among the first k, as retrieval and recommendation, and code that passes, are measured; words lose the sign. */
const AT_K = /(^|[^a-z])(hr|hit|r|p|recall|pass|rank|cmc)@\d/i;
/** Measures that are trained on as often as they are watched. */
const LOSSLIKE =
  /loss|log_?likelihood|cross_?entropy|crossentropy|(^|_)(nll|xent|b?ce|mse|rmse|mae|mlogloss|deviance|objective|cost|l1|l2|huber|elbo|bpb|bpc|perplexity|ppl|multi_class\w*|quantile|poisson|tweedie|query_rmse|pair_logit|yeti_rank)(_|$)|mean_(squared|absolute)_error/;
const PLAIN_LOSS =
  /^(running_|total_|epoch_|(mean|avg|average)_(per_[a-z]+_)?)?loss(es)?(_total|_epoch|_step|_current|_per_(sample|example|item|token)|(_epoch|_moving)?_(avg|average|mean))?$/;

/**
 * The terms of YOLOv10's two heads: one that finds an object many times, from which the other learns, and the one that finds it once, which
 * is what predicts.
 */
const HEADS = /^(box|cls|dfl|obj|seg|pose|kobj)_o(m|o)$/;

/** Whether a name is that of a term of the head which predicts. */
export function isOfPredictingHead(name: string): boolean {
  return /_oo$/.test(name) && meaningOf(name)?.role === "loss term";
}

/** The terms of networks that restore images, as BasicSR calls them: `l_pix`, `l_g_percep`, `l_d_real`. */
const RESTORING =
  /^l_(([gd]_)?(pix|percep|style|gan|real|fake|total|fea|feat|fft|freq|edge|ssim|identity|codebook|align|cycle)|[gd])(_|$)/;

/** The two terms of a variational autoencoder, which need not be called losses. */
const CODE = /^(kld?|rec|recon|reconstruction)(_(term|div|divergence|error))?$/;

/** The terms of adversaries that pix2pix and CycleGAN name by network and kind, and do not call losses. */
const ADVERSARY =
  /^(net_?|err_?)?[dg](_(a|b|gan|real|fake|l1|vgg|feat))+$|^(net|err)?_?[dg]$|^(cyc|cycle|idt|identity)(_[ab])?$/;

/** Losses that do not measure an error: adversaries, policies, values; Spinning Up calls these by a letter. */
const NO_ERROR =
  /(^|_)(gen|dis|disc|gan|generator|discriminator|adv|adversarial|critic|actor|policy|value|entropy|(net|err)?_?[dg]|[dg]loss)(_|\d|$)|^loss_(pi|v|q\d?)$/;

/** Whether a loss of this name measures no error: it moves with an opponent, or with the data that it gathers. */
export function isNoError(name: string): boolean {
  return NO_ERROR.test(wordsOf(name).join("_"));
}

/** Whether a name is that of what one side wins of games in which a player meets itself. */
export function isOfOneSide(name: string): boolean {
  return OF_ONE_SIDE.test(wordsOf(name).join("_"));
}

/** Rows and their measure written as one word: `trainloss`, `valacc`, `testset`. */
const GLUED =
  /^(train|training|trn|tr|val|valid|validation|eval|dev|test)(set|loss|losses|acc|accs|accuracy|err|error|f1|auc|m?iou|dice|mse|mae|rmse|ppl)$/;

/** Whether a name is that of how hard a task is by now. */
export function isDifficulty(name: string): boolean {
  return DIFFICULTY.test(wordsOf(name).join("_"));
}

/** Words of a name in lower case: "Loss/train", "trainLoss", "trainloss" and "train_loss" alike. */
export function wordsOf(name: string): readonly string[] {
  const words = name.replaceAll("IoU", "Iou").replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase().split(
    /[^a-z0-9.]+|\./,
  ).filter((word) => word !== "");
  return words.flatMap((word) => {
    const [, rows, measure] = word.match(GLUED) ?? [];
    return rows === undefined ? [word] : measure === "set" ? [rows] : [rows, measure];
  });
}

/** Measures in the plural, as lists of them are called: `val_accs`, `f1_scores`. */
const PLURAL = /(^|_)(acc|top_?1|f1|auc|m?iou|dice|psnr|ssim|bleu|wer|error|score|precision|recall)s$/;

function inSingular(name: string): string {
  return name.replace(/accuracies$/, "accuracy").replace(PLURAL, "$1$2");
}

/** What a measure of all classes is called beside those of each. */
export const OF_ALL = /^(overall|all|total|global|avg|average|mean|m|macro|micro|weighted|comb)$/;

/** Whether a name says on which rows it was measured. */
export function saysSplit(name: string): boolean {
  return wordsOf(name).some((word) => [TRAIN, VALIDATION, TEST].some((split) => split.test(word)));
}

/** Whether a name is that of a measure of held-out rows of which nothing tells whether more is better or less. */
export function isUnjudged(name: string): boolean {
  const words = wordsOf(name);
  return isUnknown(name) && words.length > 1 &&
    words.some((word) => VALIDATION.test(word) || TEST.test(word));
}

/** Whether a name may be that of a measure, and of none that is known. */
export function isUnknown(name: string): boolean {
  const all = wordsOf(name).join("_");
  return ![IGNORED, STATISTIC, RECORD, TIME, EXTREME].some((other) => other.test(all)) && all !== "" &&
    meaningOf(name) === undefined;
}

/** The rows a name speaks of, and the name without saying so. */
function splitOf(words: readonly string[]): { readonly split: LoggedSeries["split"]; readonly rest: string } {
  const is = (pattern: RegExp) => words.some((word) => pattern.test(word.replace(/\d+$/, "")));
  const rest = words.filter((word) => ![TRAIN, VALIDATION, TEST].some((p) => p.test(word))).join("_");
  // "learning_rate" names no split
  const isOfTool = EVALUATOR.test(words[0] ?? "") && !is(TRAIN) && !is(TEST);
  const split = is(VALIDATION) || isOfTool ? "validation" : is(TEST) ? "test" : "train";
  return { split, rest };
}

/**
 * The meaning of a logged name.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(meaningOf("eval_wer"), { role: "metric", split: "validation", better: "lower" });
 * assertEquals(meaningOf("train/box_loss"), { role: "loss term", split: "train", better: "lower" });
 * assertEquals(meaningOf("gpu_memory"), undefined);
 * ```
 */
export function meaningOf(name: string): Meaning | undefined {
  if (KNOWN.has(name)) return KNOWN.get(name);
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  const meaning = meaningIn(name);
  KNOWN.set(name, meaning);
  return meaning;
}

/** What was asked: a log of a million lines has a dozen names. */
const KNOWN = new Map<string, Meaning | undefined>();

/** More names are not kept. */
const MOST_KNOWN = 10_000;

function meaningIn(name: string): Meaning | undefined {
  const words = wordsOf(name), all = words.join("_");
  const { split: named, rest: written } = splitOf(words), rest = inSingular(written);
  const split = EVALUATED.test(name) ? "validation" : named;
  if (RATE.test(all) && !VALUE.test(all)) return { role: "learning rate", split: "train" };
  if (NORM.test(all)) return { role: "gradient norm", split: "train" };
  if ([READING, DIFFICULTY, OF_OPPONENT, OF_ONE_SIDE].some((one) => one.test(all))) {
    return { role: "reading", split };
  }
  if ([STATISTIC, RECORD, IGNORED, EXTREME].some((other) => other.test(all))) return undefined;
  // whether the chosen answer of a pair gets more than the rejected one (TRL)
  if (/(^|_)rewards_accuracies$/.test(all)) return { role: "metric", split, better: "higher" };
  if (REWARD.test(all) || AGAINST_FIXED.test(all)) return { role: "reward", split, better: "higher" };
  // scikit-learn's: accuracy of a classifier, R2 of a regression
  const isScore = split !== "train" && /^scores?$/.test(rest);
  const isHigher = [HIGHER, FIELD_HIGHER, TORCHMETRICS].some((one) => one.test(rest)) || AT_K.test(name);
  if ((isScore || isHigher) && !/loss|(^|_)err(or)?(_rate)?$/.test(rest)) {
    return { role: "metric", split, better: "higher" };
  }
  if (CODE.test(rest) || HEADS.test(rest) || RESTORING.test(rest) || ADVERSARY.test(all)) {
    return { role: "loss term", split, better: "lower" };
  }
  const last = splitOf(wordsOf(name.split("/").at(-1)!)).rest;
  const plain = PLAIN_LOSS.test(rest) || PLAIN_LOSS.test(last) && !isNoError(name);
  // a short word may be anything's where it stands alone
  if (plain || rest === "" && words.length === 1 && all.length > 2) {
    return { role: "loss", split, better: "lower" };
  }
  if (LOSSLIKE.test(rest) && !/(^|_)time$/.test(all)) return { role: "loss term", split, better: "lower" };
  if ([LOWER, FIELD_LOWER].some((one) => one.test(rest))) return { role: "metric", split, better: "lower" };
  return TIME.test(all) ? { role: "time", split: "train" } : undefined;
}

/** Whether a name is that of a loss, a term of one, a metric or a reward. */
export function namesMeasure(name: string): boolean {
  return /loss|metric|reward/.test(meaningOf(name)?.role ?? "");
}
