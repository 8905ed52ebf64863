/**
 * What a run is called, in one line of capitals and in the field's words.
 *
 * @module
 */
import type { Diagnosis, Finding, History } from "../monitor/mod.ts";
import { isLog } from "../monitor/series.ts";
import { NOT_JUDGED, since } from "../monitor/rules/outcome.ts";
import { courseOfJudge, OF_TRAINING } from "./course_or_finding.ts";
import { leading, refutedBy } from "./leading.ts";
import { hasFewEpochs, hasUnnamed, isTrainingAlone } from "./log_extent.ts";

/** What is too short for anything else to be said of it. */
export const TOO_SHORT = "TOO SHORT TO TELL";

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

/** What a run without an alarm is called. */
const QUIET: Readonly<Record<string, string>> = {
  "unseen-rows-unknown": "TRAINING ERROR ALONE",
  "objective-grows": "TRAINING LOSS RISES, VALIDATION IMPROVES",
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
  const { rule, severity, facts } = first;
  const isShort = diagnosis.findings.some((finding) => finding.rule === "too-short");
  if (rule === "loss-is-no-error" && severity === "info" && isShort) return TOO_SHORT;
  if (first.called !== undefined) return first.called;
  return severity === "info"
    ? statement(history, first)
    : `${alarm(diagnosis, first)}${since(history, facts.since)}`;
}

/** What a run without an alarm is called. */
function statement(history: History, { rule, facts }: Finding): string {
  // where no patience is known one that runs out at the last is an accident
  if (
    rule === "early-stopping-due" && facts.dueAt === facts.lastEpoch &&
    history.settings.patience !== undefined
  ) {
    return "NO ALARM: PATIENCE HAS RUN OUT";
  }
  if (rule === "too-short") return tooShort(history);
  const whose = OF_TRAINING.includes(rule) && isTrainingAlone(history) ? "TRAINING " : "";
  return `NO ALARM: ${whose}${QUIET[rule] ?? wordsOf(rule)}`;
}

/** What an alarm is called; overfitting by whether the metric says so too, a plateau by whether its schedule has ended. */
function alarm(diagnosis: Diagnosis, { rule, facts }: Finding): string {
  const stands = diagnosis.findings.some((finding) => finding.rule === "metric-disagrees") ||
    facts.metricStands === true && facts.begins !== true;
  if (rule === "overfitting" && stands) return "OVERFITTING IN LOSS, NOT IN THE METRIC";
  if (rule === "overfitting" && facts.begins === true) return "OVERFITTING BEGINS";
  if (rule === "plateau" && isScheduleOpen(diagnosis)) return "PLATEAU, THE SCHEDULE STILL OPEN";
  return HEADLINES[rule] ?? wordsOf(rule);
}

/** Whether the rate, or the plan, has some way to go yet. */
export function isScheduleOpen({ findings }: Diagnosis): boolean {
  return findings.some(({ rule, severity, facts }) =>
    rule === "schedule-not-over" && severity === "info" && facts.warmsUp !== true
  );
}

/** What is too short stands alone, or after runs that came to nothing. */
function tooShort({ lostBefore = 0 }: History): string {
  return lostBefore === 0 ? TOO_SHORT : `${TOO_SHORT}, RUNS BEFORE IT CAME TO NaN`;
}

function wordsOf(rule: string): string {
  return rule.replaceAll("-", " ").toUpperCase();
}
