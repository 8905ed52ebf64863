/**
 * What the owner of a run is told: the headline, and what to do next.
 *
 * @module
 */
import type { Diagnosis, Finding, History } from "../monitor/mod.ts";
import { accuracyOf, arePairs, endLevel, leadingMetric, longestOf, shareRight } from "../monitor/logged.ts";
import { isLog, unitOf } from "../monitor/series.ts";
import { isBoosted } from "../monitor/tools.ts";
import { type Course, EVALUATE, pastBest, quietCourse } from "./quiet_course.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { formatCount } from "../text/mod.ts";
import { stopping } from "./stopping.ts";

const LIMITS = limitsOf("advice"), { goodShare } = limitsOf("plateau");

/** Headlines in the field's words, where the rule's name is not that already. */
const HEADLINES: Readonly<Record<string, string>> = {
  "too-short": "TOO SHORT TO TELL",
  "non-finite-loss": "NaN OR INFINITY",
  "always-zero": "NOTHING FOUND: ARE THERE LABELS?",
  "negative-cross-entropy": "LOSS BELOW ZERO",
  "metric-worsens": "THE METRIC GETS WORSE",
  "leaps-and-recovers": "THE LOSS LEAPS AND RECOVERS: STATE NOT RESTORED AT A RESUME?",
  "answers-cut": "ANSWERS ARE CUT AT THEIR LIMIT",
  "policy-leaps": "POLICY UPDATES TOO LARGE",
  "critic-explodes": "THE CRITIC EXPLODES",
  "rewards-alike": "ALL ANSWERS REWARDED ALIKE",
  "bonus-gone": "EXPLORATION BONUS GONE",
  "posterior-collapse": "POSTERIOR COLLAPSE: THE LATENT CODE IS UNUSED",
  "chance-level": "STUCK AT CHANCE",
  "validation-far-off": "VALIDATION FAR OFF FROM THE FIRST EPOCH ON",
  "memorising": "TRAINING LEARNS, UNSEEN ROWS STAY AT CHANCE",
  "near-chance": "HELD-OUT ROWS STILL NEAR CHANCE",
  "softmax-twice": "SOFTMAX APPLIED TWICE",
  "no-better-than-mean": "NO BETTER THAN PREDICTING THE MEAN",
  "unscaled-targets": "TARGETS NOT SCALED",
  "suspiciously-good": "TOO GOOD TO BE TRUE",
  "perfect-from-the-start": "PERFECT FROM THE FIRST ROUND ON",
  "epochs-cut": "EVERY SECOND EPOCH IS CUT SHORT",
  "not-shuffled": "ROWS NOT SHUFFLED",
  "rate-at-zero": "THE LEARNING RATE HAS RUN OUT",
  "rate-out-of-range": "LEARNING RATE TOO HIGH",
  "terms-in-conflict": "TERMS OF THE LOSS IN CONFLICT",
  "metric-flat": "PLATEAU",
  "loss-not-decreasing": "THE LOSS DOES NOT FALL",
  "no-information": "NO INFORMATION IN THE INPUT",
  "running-loss-is-not-model-error": "THE RUNNING LOSS IS NOT THE MODEL'S ERROR",
};

/** What a run without an alarm is called. */
const QUIET: Readonly<Record<string, string>> = {
  "unseen-rows-unknown": "TRAINING ERROR ALONE",
  "objective-grows": "TRAINING LOSS RISES, VALIDATION IMPROVES",
  "text-foreseen": "VERY LOW HELD-OUT LOSS",
  "perfect-from-the-start": "PERFECT FROM THE FIRST EVALUATION ON",
  "schedule-not-over": "THE SCHEDULE HAS NOT ENDED",
  "stopped-while-improving": "STILL IMPROVING",
  "convergence": "CONVERGED",
  "plateau": "FLAT AT THE END",
  "metric-disagrees": "LOSS AND METRIC DISAGREE",
  "early-stopping-due": "PAST ITS BEST",
  "metric-flat": "PLATEAU",
  "loss-not-decreasing": "NO TREND IN THE NOISE OF THE BATCHES",
};

/** Statements that an experiment decides: that is the next step. */
const QUESTIONS = ["perfect-from-the-start", "text-foreseen"];

/** Doubts that come before how far a schedule has come. */
const DOUBTS = ["text-foreseen", "perfect-from-the-start"];

/** Statements whose own remedy is the next step. */
const ADVISED = [
  "falls-off",
  "loss-is-no-error",
  "too-short",
  "objective-grows",
  "unseen-rows-unknown",
  "schedule-not-over",
  "metric-disagrees",
  "metric-flat",
  "loss-not-decreasing",
  ...QUESTIONS,
];

/** Said after these, more of the same gives little. */
const OVER = ["convergence", "plateau", "early-stopping-due"];

/** Statements that stand for a run without an alarm. */
const STATES = [
  "loss-is-no-error",
  "too-short",
  "falls-off",
  "objective-grows",
  "unseen-rows-unknown",
  ...QUESTIONS,
  "schedule-not-over",
  "stopped-while-improving",
  "convergence",
  "plateau",
];

/** The finding that leads, what is due to early stopping alone last. */
export function leading({ findings }: Diagnosis): Finding | undefined {
  const alarm = findings.find(({ severity }) => severity !== "info");
  const state = findings.find(({ rule }) => DOUBTS.includes(rule)) ??
    findings.find((finding) => STATES.includes(finding.rule) && finding.facts.refuted !== true);
  const due = state?.rule === "schedule-not-over"
    ? findings.find((finding) => finding.rule === "early-stopping-due" && !isStillOpen(finding))
    : undefined;
  return alarm ?? due ?? state ??
    findings.find((finding) => !isStillOpen(finding) && !isBeside(finding) && !hasPassed(finding));
}

/** What is no alarm and tells nothing of how a run went on is told beside what does. */
const BESIDE = [
  "held-out-as-training",
  "generalisation-gap",
  "training-behind",
  "epochs-cut",
  "non-finite-loss",
];

/** Whether a finding is told beside what leads: good generalisation that looks like a leak, losses apart that cost nothing, what held-out answers refute. */
export function isBeside({ rule, severity, facts }: Finding): boolean {
  return severity === "info" && (BESIDE.includes(rule) || facts.refuted === true);
}

/** A spike that passed is no state of a run. */
function hasPassed({ rule, severity }: Finding): boolean {
  return severity === "info" && rule === "oscillation";
}

/** Patience that has not run out yet says nothing. */
function isStillOpen({ rule, facts }: Finding): boolean {
  return rule === "early-stopping-due" && Number(facts.dueAt) > Number(facts.lastEpoch);
}

/** Facts that say where a finding belongs, the most telling first. */
const PLACES = ["since", "from", "at", "epoch", "peakEpoch", "dueAt", "lossBestAt", "bestEpoch"];

/** Epoch (or step) since which a finding holds, or at which it shows, where its facts say so. */
export function placeOf({ facts }: Finding): number | undefined {
  return PLACES.map((key) => facts[key]).map((fact) => Array.isArray(fact) ? fact[0] : fact)
    .find((place) => typeof place === "number");
}

/** With a capital, unless it begins with a name out of the file. */
export function asSentence(text: string): string {
  return /^[a-z]+[ ,]/.test(text) ? text[0].toUpperCase() + text.slice(1) : text;
}

/** One line in capitals. */
export function headline(history: History, diagnosis: Diagnosis): string {
  const first = leading(diagnosis);
  if (first === undefined && hasFewEpochs(history)) return tooShort(history);
  const course = courseOfJudge(history, first);
  if (first === undefined || course !== undefined) return course?.headline ?? "NO ALARM";
  const since = first.facts.since === undefined ? "" : ` since ${unitOf(history)} ${first.facts.since}`;
  const { rule, severity, facts } = first;
  if (rule === "perfect-from-the-start" && facts.oneTree === true) return "VERY GOOD AT ONCE: A LEAK?";
  if (rule === "loss-is-no-error") {
    const isShort = diagnosis.findings.some((finding) => finding.rule === "too-short");
    return severity === "info" && isShort ? HEADLINES["too-short"] : `${gameHeadline(first)}${since}`;
  }
  if (facts.warmsUp === true) {
    return severity === "info" ? "NO ALARM: STILL IN WARM-UP" : "THE WARM-UP NEVER ENDED";
  }
  if (rule === "falls-off") return `${severity === "info" ? "NO ALARM: " : ""}${lastOnes(facts)}`;
  if (severity === "info") {
    if (rule === "early-stopping-due" && facts.dueAt === facts.lastEpoch) {
      return "NO ALARM: PATIENCE HAS RUN OUT";
    }
    if (rule === "too-short") return tooShort(history);
    const whose = OF_TRAINING.includes(rule) && isTrainingAlone(history) ? "TRAINING " : "";
    return `NO ALARM: ${whose}${QUIET[rule] ?? wordsOf(rule)}`;
  }
  const both = diagnosis.findings.some((finding) => finding.rule === "metric-disagrees");
  if (rule === "overfitting" && both) return `OVERFITTING IN LOSS, NOT IN THE METRIC${since}`;
  if (rule === "overfitting" && facts.begins === true) return `OVERFITTING BEGINS${since}`;
  if (rule === "critic-explodes" && facts.unscaled === true) return "REWARDS NOT SCALED";
  if (rule === "oscillation" && facts.erratic === true) return "ERRATIC VALIDATION";
  if (rule === "oscillation" && facts.late === true) return "UNSTABLE TO THE END";
  if (rule === "always-zero" && facts.speech === true) return `NO WORD IS RIGHT${since}`;
  if (rule === "metric-flat" && typeof facts.accuracy === "number") {
    return "ACCURACY STANDS STILL FROM THE FIRST EPOCH ON";
  }
  if (rule === "chance-level" && typeof (facts.accuracy ?? facts.answer) === "number") {
    return "ONE ANSWER TO EVERYTHING";
  }
  return `${HEADLINES[rule] ?? wordsOf(rule)}${since}`;
}

/** What is too short stands alone, or after runs that came to nothing. */
function tooShort({ lostBefore = 0 }: History): string {
  return lostBefore === 0 ? HEADLINES["too-short"] : `${HEADLINES["too-short"]}, RUNS BEFORE IT CAME TO NaN`;
}

/** How many of the last entries are worse than all before. */
function lastOnes({ count, unit, isLoss }: Finding["facts"]): string {
  const last = `THE LAST ${count === 1 ? unit : `${count} ${unit}s`}`.toUpperCase();
  return isLoss === true ? `THE LOSS JUMPED IN ${last}` : `${last} FELL OFF`;
}

/** What the headline rests on, where more is to be said than it does. */
export function reason(history: History, diagnosis: Diagnosis): string | undefined {
  const first = leading(diagnosis);
  if (first === undefined && hasFewEpochs(history)) return undefined;
  // where held-out rows stand still as the training loss does, it is theirs that is looked at
  const course = first === undefined || first.rule === "stopped-while-improving"
    ? courseOfJudge(history, first)
    : courseUnder(history, first);
  return course?.tells ??
    (first === undefined ? undefined : beyond(headline(history, diagnosis), first.title));
}

/** Findings that tell the state of the training loss and no more. */
const OF_TRAINING = ["convergence", "plateau", "stopped-while-improving"];

/**
 * The course of what a log is judged by, where it says more than the finding that leads: where there is none, or where that one tells
 * the state of the training loss and held-out rows went another way.
 */
function courseOfJudge(history: History, first: Finding | undefined): Course | undefined {
  if (first === undefined) return quietCourse(history);
  const course = courseUnder(history, first);
  // what a training loss that falls gives is told by held-out rows, of which two may be enough to see that they gain
  if (first.rule === "stopped-while-improving") return course?.state === "few" ? undefined : course;
  // a loss that stands still is no plateau where most answers are right
  const isSame = course?.state === "level" && (first.rule !== "plateau" || !isAnswered(history)) &&
    first.rule !== "early-stopping-due";
  return isSame ? undefined : course;
}

/** The course of held-out rows under a finding that tells the state of the training loss and no more. */
function courseUnder(history: History, { severity, rule, facts }: Finding): Course | undefined {
  const isPast = rule === "early-stopping-due" && history.settings.patience === undefined &&
    facts.farAbove !== true;
  const tells = OF_TRAINING.includes(rule) && facts.heldOut !== true;
  if (severity !== "info" || !(tells || isPast)) return undefined;
  const course = quietCourse(history);
  return course?.isTraining === true ? undefined : course;
}

/** Whether held-out rows are mostly answered right. */
function isAnswered(history: History): boolean {
  return (shareRight(history)?.share ?? 0) >= limitsOf("plateau").accurate;
}

/** What a title says beyond its headline: a first clause that says the same, or the same place, is left out. */
export function beyond(said: string, title: string): string {
  const [clause, ...rest] = title.split(": ");
  const plain = clause.replace(/ (from|since) \w+ \d+( on)?$/, "");
  const known = wordsIn(said), words = wordsIn(plain);
  const isSaid = !/\d/.test(plain) && words.every((word) => known.includes(word) || FILLERS.includes(word));
  return rest.length > 0 && isSaid ? rest.join(": ") : title;
}

const FILLERS = ["a", "an", "the", "is", "are", "has", "have", "it", "looks", "look", "stay", "training"];

function wordsIn(text: string): readonly string[] {
  return text.toLowerCase().split(/[^a-z]+/).filter((word) => word !== "");
}

/** By what became of a reward. */
const REWARDS: Readonly<Record<string, string>> = {
  "unclear": "TOO FEW REWARDS TO TELL",
  "flat": "REWARD FLAT",
  "fallen": "REWARD FALLEN BACK",
  "unstable": "REWARD UNSTABLE: IT COLLAPSES AGAIN AND AGAIN",
  "no better": "REWARD NO BETTER THAN AT FIRST",
  "plateau": "NO ALARM: REWARD ON A PLATEAU",
  "risen": "NO ALARM: REWARD RISES",
};

function gameHeadline({ severity, facts }: Finding): string {
  if (facts.kind === "adversarial") {
    if (severity !== "info") {
      // of several discriminators it matters which
      return typeof facts.name === "string" && facts.several === true
        ? `THE DISCRIMINATOR HAS WON: ${facts.name}`
        : "THE DISCRIMINATOR HAS WON";
    }
    return facts.isAhead === true
      ? "GAN: THE DISCRIMINATOR IS AHEAD, JUDGE BY SAMPLES"
      : "GAN: LOSSES SAY NOTHING OF QUALITY";
  }
  if (facts.kind === "diffusion") {
    return `NO ALARM: ${facts.stillFalls === true ? "STILL FALLING, " : ""}JUDGE BY SAMPLES`;
  }
  if (facts.atCeiling === true) return "NO ALARM: REWARD AT ITS HIGHEST";
  if (facts.pastBest === true) return "NO ALARM: REWARD ROSE, IS PAST ITS BEST";
  if (facts.state === "risen" && facts.levelsOff === true) return "NO ALARM: REWARD ROSE AND LEVELS OFF";
  return REWARDS[String(facts.state)] ?? "JUDGE BY THE REWARD";
}

function wordsOf(rule: string): string {
  return rule.replaceAll("-", " ").toUpperCase();
}

/** What to do next, in the words of the framework where it has words for it. */
export function nextStep(history: History, diagnosis: Diagnosis): string {
  const first = leading(diagnosis), isShort = headline(history, diagnosis).startsWith(HEADLINES["too-short"]);
  if (isShort && history.lostBefore !== undefined) return AFTER_LOST;
  if (first === undefined && hasFewEpochs(history)) return longer(history);
  const course = courseOfJudge(history, first);
  if (first === undefined || course !== undefined) {
    return besides(diagnosis, course)?.remedy ?? course?.next ?? "nothing here asks for a change.";
  }
  if (first.rule === "plateau" && isLog(history)) {
    return besides(diagnosis, courseUnder(history, first))?.remedy ?? pastPlateau(history);
  }
  if (first.rule === "overfitting") {
    return arePairs(history) ? PAIRS : stopping(history, diagnosis) ?? first.remedy;
  }
  if (first.rule === "schedule-not-over" && first.facts.warmsUp === undefined && isTrainingAlone(history)) {
    return `${first.remedy} Evaluate on held-out rows for that.`;
  }
  if (first.severity !== "info" || ADVISED.includes(first.rule)) return first.remedy;
  if (first.rule === "stopped-while-improving") return goingOn(history, first);
  if (!OVER.includes(first.rule)) return "nothing here asks for a change.";
  if (first.rule === "early-stopping-due") {
    return pastBest(history);
  }
  return first.rule === "convergence" && isTrainingAlone(history)
    ? EVALUATE
    : "nothing to mend; more of the same would give little.";
}

/** What a run that still improved is to do. */
function goingOn(history: History, { facts }: Finding): string {
  if (facts.rateAtTheEnd === true) {
    return "train again for more epochs: the schedule ended while the run still improved steeply.";
  }
  if (isBoosted(history)) return "more trees would still help, or a higher rate.";
  const more = `more ${history.unit === "epoch" ? `${unitOf(history)}s` : "training"} of the same would`;
  if (!isTrainingAlone(history)) return `${more} still help.`;
  return history.bestCheckpoint === undefined
    ? `${more} lower the training loss further; whether unseen rows gain, only a validation loss tells.`
    : "use the best that the log names, and log what it was chosen by at each evaluation: the training loss alone does not tell whether more would help.";
}

/** What is left to try where a log's training loss stands still. */
function pastPlateau(history: History): string {
  if (!isAccurate(history)) {
    return "more of the same gives little. Fit one batch of 32 for 200 steps: if that fails, output layer, loss or labels are wrong; else change rate, data or model.";
  }
  const question = isTrainingAlone(history)
    ? "evaluate on held-out rows, which alone tell whether this level is good enough; if it is not"
    : leadingMetric(history, "validation", "test") === undefined
    ? "how good this level is, a simple baseline on the same rows tells; if it is not good enough"
    : "if this level is not good enough";
  return `more of the same gives little; ${question}, change rate, data or model.`;
}

/**
 * What stands beside the course of a run and is the next step: a gap that was there from the first epochs on, and where held-out
 * rows gain no more any gap, and training rows that stay harder than they are.
 */
function besides({ findings }: Diagnosis, course: Course | undefined): Finding | undefined {
  const stands = course?.state === "level" || course?.state === "below";
  return findings.find(({ rule, facts }) =>
    rule === "generalisation-gap" && (stands || facts.fromTheStart === true) ||
    rule === "training-behind" && stands
  );
}

/** What is tried where preferences are learned by heart: Rafailov et al. 2023; documentation of TRL's DPOTrainer. */
const PAIRS =
  "Use that checkpoint (load_best_model_at_end=True); then fewer epochs (one is usual), a lower rate or a higher beta, more pairs. Margins that grow are no gain: judge by held-out pairs and by answers.";

/** Whether a log of few epochs counts no right answers that show that something was learned in them. */
function hasFewEpochs(history: History): boolean {
  return isLog(history) && history.unit === "epoch" && !isBoosted(history) &&
    epochsIn(history) <= LIMITS.epochs &&
    (shareRight(history)?.share ?? 0) < goodShare;
}

/** What comes first where runs of the same file were lost. */
const AFTER_LOST =
  "look for rows that are not finite (each batch, before and after what prepares it) and at the rate of the runs that came to NaN, before any longer run; then keep a log for each run.";

/** Epochs of a log: the entries of its longest series, or one where all of it was logged within one. */
function epochsIn(history: History): number {
  const measures = (history.series ?? []).filter(({ role }) => /loss|metric/.test(role));
  const isOne = measures.every(({ at }) => at[at.length - 1] === measures[0].at[0]);
  return isOne ? 1 : longestOf(history);
}

/** What a run that was too short needs. */
function longer(history: History): string {
  const count = epochsIn(history);
  const epochs = `train longer: ${formatCount(count, unitOf(history))} ${
    count === 1 ? "is" : "are"
  } too few to tell`;
  return isTrainingAlone(history)
    ? `${epochs}; log a validation loss beside it, which alone tells what unseen rows gain.`
    : `${epochs}.`;
}

/** Whether nothing but the training rows was measured in a log, or held-out rows once. */
function isTrainingAlone({ series = [] }: History): boolean {
  return series.length > 0 && series.every(({ split, values }) => split === "train" || values.length < 2);
}

/** Whether the training rows are answered right more often than not, as far as was logged. */
function isAccurate(history: History): boolean {
  const accuracy = accuracyOf(history, "train");
  return accuracy === undefined || endLevel(accuracy) > LIMITS.accurate;
}
