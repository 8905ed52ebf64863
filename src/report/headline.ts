/**
 * What a run is called, in one line of capitals and in the field's words.
 *
 * @module
 */
import type { Diagnosis, Finding, History } from "../monitor/mod.ts";
import { isLog, unitOf } from "../monitor/series.ts";
import { courseOfJudge, OF_TRAINING } from "./course_or_finding.ts";
import { leading, refutedBy } from "./leading.ts";
import { hasFewEpochs, hasUnnamed, isTrainingAlone } from "./log_extent.ts";
import { formatPercent } from "../text/mod.ts";

/** What is too short for anything else to be said of it. */
export const TOO_SHORT = "TOO SHORT TO TELL";

/** What no rule could say anything of, for want of values: that is no good news. */
export const NOT_JUDGED = "NOTHING TO JUDGE IT BY";

/** Headlines in the field's words, where the rule's name is not that already. */
const HEADLINES: Readonly<Record<string, string>> = {
  "views-collapse": "COLLAPSE SUSPECTED: TWO VIEWS ANSWER ALL BUT ALIKE",
  "assignments-alike": "ROWS GO TO ALL PROTOTYPES ALIKE",
  "posterior-collapse": "POSTERIOR COLLAPSE: THE LATENT CODE IS UNUSED",
  "non-finite-loss": "NaN OR INFINITY",
  "always-zero": "NOTHING FOUND: ARE THERE LABELS?",
  "negative-cross-entropy": "LOSS BELOW ZERO",
  "collapses-and-recovers": "COLLAPSE AND RECOVERY",
  "falls-at-epochs": "LEARNED BY HEART: THE LOSS FALLS AT EACH NEW EPOCH",
  "worse-from-the-first": "HELD-OUT ROWS GET WORSE FROM THE FIRST EVALUATION ON",
  "metric-worsens": "THE METRIC GETS WORSE",
  "leaps-and-recovers": "THE LOSS LEAPS AND RECOVERS",
  "answers-cut": "ANSWERS ARE CUT AT THEIR LIMIT",
  "policy-leaps": "POLICY UPDATES TOO LARGE",
  "critic-explodes": "THE CRITIC EXPLODES",
  "evaluation-apart": "EVALUATIONS DO NOT FOLLOW THE TRAINING",
  "rewards-alike": "ALL ANSWERS REWARDED ALIKE",
  "bonus-gone": "EXPLORATION BONUS GONE",
  "chance-level": "STUCK AT CHANCE",
  "validation-far-off": "VALIDATION FAR OFF FROM THE FIRST EPOCH ON",
  "memorising": "TRAINING LEARNS, UNSEEN ROWS STAY AT CHANCE",
  "near-chance": "HELD-OUT ROWS STILL NEAR CHANCE",
  "softmax-twice": "SOFTMAX APPLIED TWICE?",
  "no-better-than-mean": "NO BETTER THAN PREDICTING THE MEAN",
  "unscaled-targets": "TARGETS NOT SCALED",
  "suspiciously-good": "TOO GOOD TO BE TRUE",
  "perfect-from-the-start": "PERFECT FROM THE FIRST ROUND ON",
  "epochs-cut": "EVERY SECOND EPOCH IS CUT SHORT",
  "not-shuffled": "ARE THE ROWS SHUFFLED?",
  "rate-at-zero": "THE LEARNING RATE HAS RUN OUT",
  "rate-raised": "THE RATE WAS RAISED, AND THE LOSS WITH IT",
  "rate-out-of-range": "LEARNING RATE TOO HIGH",
  "terms-in-conflict": "TERMS OF THE LOSS IN CONFLICT",
  "metric-flat": "PLATEAU",
  "loss-not-decreasing": "THE LOSS DOES NOT FALL",
  "no-information": "NO INFORMATION IN THE INPUT",
  "running-loss-is-not-model-error": "THE RUNNING LOSS IS NOT THE MODEL'S ERROR",
};

/** What is asked where something harmless does the same. */
const ASKED: Readonly<Record<string, string>> = {
  "chance-level": "LOSS AT WHAT GUESSING COSTS: DOES IT LEARN?",
  "posterior-collapse": "IS THE LATENT CODE USED?",
  "suspiciously-good": "LEARNED BY HEART, OR A LEAK?",
  "unscaled-targets": "HIGH LOSS THAT HARDLY FALLS: A SUM, OR TARGETS NOT SCALED?",
  "worse-than-guessing": "LOSS ABOVE GUESSING: A SUM OVER STEPS?",
};

/** What a run without an alarm is called. */
const QUIET: Readonly<Record<string, string>> = {
  "unseen-rows-unknown": "TRAINING ERROR ALONE",
  "objective-grows": "TRAINING LOSS RISES, VALIDATION IMPROVES",
  "text-foreseen": "VERY LOW HELD-OUT LOSS",
  "suspiciously-good": "VERY LOW LOSS AT ONCE: A LEAK, OR AN EASY TASK?",
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

/** One line in capitals. */
export function headline(history: History, diagnosis: Diagnosis): string {
  const said = headlineOf(history, diagnosis);
  return hasUnnamed(history) && said.startsWith("NO ALARM: ") ? `${said}, IF THAT COLUMN IS THE LOSS` : said;
}

function headlineOf(history: History, diagnosis: Diagnosis): string {
  const first = leading(diagnosis), but = refutedBy(first);
  if (but !== undefined) {
    const findings = diagnosis.findings.filter((finding) => refutedBy(finding) === undefined);
    return `${headlineOf(history, { ...diagnosis, findings }).replace(/^NO ALARM: /, "")}, BUT ${but}`;
  }
  if (first === undefined && hasFewEpochs(history)) return tooShort(history);
  const course = courseOfJudge(history, first);
  if (first === undefined || course !== undefined) {
    return course?.headline ?? (isLog(history) ? NOT_JUDGED : "NO ALARM");
  }
  const since = first.facts.since === undefined ? "" : ` since ${unitOf(history)} ${first.facts.since}`;
  const { rule, severity, facts } = first;
  if (facts.penalty !== undefined) return "NO ALARM: ONLY A PENALTY GROWS";
  if (rule === "perfect-from-the-start" && facts.oneTree === true) return "VERY GOOD AT ONCE: A LEAK?";
  if (rule === "loss-is-no-error") {
    const isShort = diagnosis.findings.some((finding) => finding.rule === "too-short");
    return severity === "info" && isShort ? TOO_SHORT : `${gameHeadline(first)}${since}`;
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
  const both = diagnosis.findings.some((finding) => finding.rule === "metric-disagrees") ||
    facts.metricStands === true && facts.begins !== true;
  if (rule === "overfitting" && both) return `OVERFITTING IN LOSS, NOT IN THE METRIC${since}`;
  if (rule === "overfitting" && facts.begins === true) return `OVERFITTING BEGINS${since}`;
  if (rule === "divergence" && facts.asRight === true) {
    return `THE LOSS RISES, THE ANSWERS STAY AS GOOD${since}`;
  }
  if (rule === "critic-explodes" && facts.unscaled === true) return "REWARDS NOT SCALED";
  if (rule === "critic-explodes" && facts.explained !== undefined) return "THE CRITIC FORESEES NOTHING";
  if (rule === "oscillation" && facts.erratic === true) return "ERRATIC VALIDATION";
  if (facts.beforeThePlan === true) return "THE SCHEDULE ENDS LONG BEFORE THE PLAN";
  if (facts.notMadeGood === true) {
    return `THE LOSS ROSE FAR ABOVE ITS BEST, NOT MADE GOOD SINCE ${
      unitOf(history).toUpperCase()
    } ${facts.from}`;
  }
  if (facts.blewUp === true) return "THE LOSS BLEW UP AND CAME BACK";
  if (facts.cameBack === true) return "THE LOSS ROSE FAR ABOVE ITS BEGINNING AND CAME BACK IN PART";
  if (rule === "oscillation" && facts.late === true) return "UNSTABLE TO THE END";
  if (facts.underThreshold === true) return "NOTHING COMES OVER THE THRESHOLD";
  if (facts.underTrained === true) return "TRAINED TOO LITTLE";
  if (rule === "memorising" && facts.relativeError !== undefined) {
    return "TRAINING LEARNS, UNSEEN ROWS DO NOT";
  }
  if (rule === "memorising" && facts.oneAnswer === true) return "UNSEEN ROWS GET ONE ANSWER";
  if (rule === "always-zero" && facts.lossIsZero === true) return "LOSS EXACTLY 0: WAS ANYTHING TRAINED?";
  if (rule === "always-zero" && facts.speech === true) return `NO WORD IS RIGHT${since}`;
  if (rule === "always-zero" && facts.learns === true) return `NOTHING FOUND, THOUGH THE LOSS FALLS${since}`;
  if (facts.throughout === true) return `NEXT TO NOTHING FOUND: ${facts.metric} STAYS NEAR 0`;
  if (facts.unseenGainNothing === true) return "HELD-OUT ROWS GAIN NOTHING";
  if (rule === "metric-flat" && typeof facts.accuracy === "number") {
    return "ACCURACY STANDS STILL FROM THE FIRST EPOCH ON";
  }
  if (rule === "chance-level" && typeof (facts.accuracy ?? facts.answer) === "number") {
    return "ONE ANSWER TO EVERYTHING";
  }
  if (rule === "unscaled-targets" && facts.rises === true) {
    return "HIGH LOSS THAT ENDS ABOVE ITS BEGINNING: A SUM, OR TARGETS NOT SCALED?";
  }
  const asked = facts.asked === true ? ASKED[rule] : undefined;
  return asked ?? `${HEADLINES[rule] ?? wordsOf(rule)}${since}`;
}

/** What is too short stands alone, or after runs that came to nothing. */
function tooShort({ lostBefore = 0 }: History): string {
  return lostBefore === 0 ? TOO_SHORT : `${TOO_SHORT}, RUNS BEFORE IT CAME TO NaN`;
}

/** How many of the last entries are worse than all before. */
function lastOnes({ count, unit, isLoss }: Finding["facts"]): string {
  const last = `THE LAST ${count === 1 ? unit : `${count} ${unit}s`}`.toUpperCase();
  return isLoss === true ? `THE LOSS JUMPED IN ${last}` : `${last} FELL OFF`;
}

/** By what became of a reward. */
const REWARDS: Readonly<Record<string, string>> = {
  "unclear": "TOO FEW REWARDS TO TELL",
  "flat": "REWARD FLAT",
  "fallen": "REWARD FALLEN BACK",
  "unstable": "REWARD UNSTABLE: IT COLLAPSES AGAIN AND AGAIN",
  "no better": "REWARD NO BETTER THAN AT FIRST",
  "plateau": "NO ALARM: REWARD ON A PLATEAU",
  "open": "NO ALARM: REWARD ROSE, TOO NOISY TO TELL WHETHER IT STILL DOES",
  "risen": "NO ALARM: REWARD RISES",
  "unrewarded": NOT_JUDGED,
  "untold": "PAIRS HARDLY TOLD APART",
};

function gameHeadline({ severity, facts }: Finding): string {
  if (facts.kind === "adversarial") {
    if (facts.balance === "generator") {
      return severity === "info"
        ? "NO ALARM: THE GENERATOR IS AHEAD, JUDGE BY SAMPLES"
        : "THE GENERATOR FOOLS THE DISCRIMINATOR";
    }
    if (severity !== "info") {
      // of several discriminators it matters which
      return typeof facts.name === "string" && facts.several === true
        ? `THE DISCRIMINATOR HAS WON: ${facts.name}`
        : "THE DISCRIMINATOR HAS WON";
    }
    if (typeof facts.measured === "string") {
      return `NO ALARM: ${facts.measured} ${
        facts.falls === true ? "STILL FALLS" : "GAINS NO MORE"
      }, JUDGE BY SAMPLES`;
    }
    if (facts.isUndecided === true) return "NO ALARM: THE DISCRIMINATOR CANNOT TELL, JUDGE BY SAMPLES";
    return facts.isAhead === true
      ? "NO ALARM: THE DISCRIMINATOR IS AHEAD, JUDGE BY SAMPLES"
      : "NO ALARM: THE LOSSES OF A GAN SAY NOTHING OF QUALITY";
  }
  if (facts.kind === "imitation") {
    return `THE DISCRIMINATOR ${facts.answersAlike === true ? "ANSWERS ALL ROWS ALIKE" : "HAS WON"}`;
  }
  if (facts.kind === "diffusion") {
    return `NO ALARM: ${facts.stillFalls === true ? "STILL FALLING, " : ""}JUDGE BY SAMPLES`;
  }
  if (facts.state === "flat" && facts.warmsUp === true) return "NO ALARM: STILL IN WARM-UP";
  if (facts.state === "unclear" && facts.fewEpisodes === true) return "TOO FEW EPISODES TO TELL";
  if (facts.slipped === true) return "NO ALARM: REWARD ROSE, BUT FELL AT ITS END: LUCK OR A COLLAPSE?";
  if (typeof facts.share === "number") return `SUCCESS RATE FLAT, AT ABOUT ${formatPercent(facts.share)}`;
  if (facts.swings === true) return "REWARD SWINGS WITHOUT A TREND";
  if (facts.again === true) return "REWARD FALLEN BACK AGAIN";
  if (facts.atCeiling === true) return "NO ALARM: REWARD AT ITS HIGHEST";
  if (facts.pastBest === true) return "NO ALARM: REWARD ROSE, IS PAST ITS BEST";
  if (facts.state === "risen") {
    if (facts.gainsAgain === true) return "NO ALARM: REWARD GAINS AGAIN AFTER A PLATEAU";
    if (facts.levelsOff === true) return "NO ALARM: REWARD ROSE AND LEVELS OFF";
    if (facts.stands === true) return "NO ALARM: REWARD ROSE, STANDS STILL AT THE END";
  }
  return REWARDS[String(facts.state)] ??
    `${severity === "info" ? "NO ALARM: " : ""}JUDGE BY THE REWARD`;
}

function wordsOf(rule: string): string {
  return rule.replaceAll("-", " ").toUpperCase();
}
