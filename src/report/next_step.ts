/**
 * What the owner of a run is to do next.
 *
 * @module
 */
import { isOfProbabilities } from "../monitor/answers_stand.ts";
import { accuracyOf, endLevel, indexOfBest, leadingLoss, leadingMetric } from "../monitor/logged.ts";
import { hasRisen } from "../monitor/guessing.ts";
import { arePairs, isUnprobed } from "../monitor/kind.ts";
import type { Diagnosis, Finding, History } from "../monitor/mod.ts";
import { isLog, unitOf } from "../monitor/series.ts";
import { isScheduleOver } from "../monitor/rules/course/stopped_while_improving.ts";
import { measuredNothing } from "../monitor/readers/unmeasured.ts";
import { endsWithItsRate } from "../monitor/rules/course/stopped_while_improving.ts";
import { limitsOf } from "../monitor/thresholds.ts";
import { isBoosted } from "../monitor/tools.ts";
import { formatCount } from "../text/mod.ts";
import { courseOfJudge, courseUnder } from "./course_or_finding.ts";
import { headline, isScheduleOpen, TOO_SHORT } from "./headline.ts";
import { leading, QUESTIONS } from "./leading.ts";
import { epochsOfSparse, epochsTold, hasFewEpochs, hasUnnamed, isTrainingAlone } from "./log_extent.ts";
import {
  baselineTells,
  enough,
  evaluate,
  evaluateWhich,
  FEWER,
  isLearnedAgain,
  LONGER,
  pastBest,
} from "./more_training.ts";
import type { Course } from "./quiet_course.ts";
import { asSentence } from "./reason.ts";
import { stopping } from "./stopping.ts";

const LIMITS = limitsOf("next-step");

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

/** What to do next, in the words of the framework where it has words for it. */
export function nextStep(history: History, diagnosis: Diagnosis): string {
  const step = afterItsEnd(history, diagnosis, ofLeading(history, diagnosis));
  // what half of the epochs were lost to costs no more than a line
  const cut = diagnosis.findings.find(({ rule }) => rule === "epochs-cut");
  return cut === undefined || step === cut.remedy ? step : `${cut.remedy} Then: ${step}`;
}

/** What ended a run that nothing else is wrong with comes before its going on. */
function afterItsEnd({ brokenOff }: History, diagnosis: Diagnosis, step: string): string {
  const first = leading(diagnosis),
    goesOn = first === undefined || first.severity === "info" || first.rule === "schedule-not-over";
  if (brokenOff === undefined || brokenOff.by === "hand" || !goesOn) return step;
  return `${WHAT_ENDED_IT[brokenOff.by]} Then: ${step}`;
}

/** By what ended a program. */
const WHAT_ENDED_IT = {
  "memory":
    "it was ended from outside, as for want of memory: fewer loader workers, smaller batches, and no tensors kept from step to step (loss.item()).",
  "GPU memory":
    "the GPU's memory did not suffice: smaller batches (with their gradients accumulated) or mixed precision, and no tensors kept from step to step (loss.item()).",
  "crash": "mend the error with which the log ends.",
} as const;

function ofLeading(history: History, diagnosis: Diagnosis): string {
  const first = leading(diagnosis), isShort = headline(history, diagnosis).startsWith(TOO_SHORT);
  if (isShort && history.lostBefore !== undefined) return AFTER_LOST;
  if (first === undefined && hasFewEpochs(history)) return longer(history);
  if (hasUnnamed(history) && first?.severity !== "warning" && first?.severity !== "critical") {
    return NAME_THEM;
  }
  if (first?.severity !== "warning" && first?.severity !== "critical" && measuredNothing(history)) {
    return MEASURE;
  }
  // what every step of the run was too large or too small for comes before more of them
  const scale = diagnosis.findings.find(({ rule }) => rule === "unscaled-targets");
  if (
    scale?.severity === "info" && scale.facts.follows !== true &&
    (first === undefined || first.severity === "info")
  ) return scale.remedy;
  const course = courseOfJudge(history, first);
  if (first === undefined || course !== undefined) {
    return besides(diagnosis, course)?.remedy ?? course?.next ??
      (isLog(history) ? LOG_MORE : "nothing here asks for a change.");
  }
  if (first.rule === "plateau" && isLog(history)) {
    return besides(diagnosis, courseUnder(history, first))?.remedy ??
      (isScheduleOpen(diagnosis) ? AS_IT_ENDS : pastPlateau(history));
  }
  if (first.facts.oneTerm !== undefined) return first.remedy;
  if (first.rule === "overfitting") {
    if (arePairs(history)) return PAIRS;
    return stopping(history, diagnosis) ?? (areTooSure(history, diagnosis) ? CALIBRATE : first.remedy);
  }
  if (
    first.rule === "schedule-not-over" && first.severity === "info" && first.facts.warmsUp === undefined &&
    isTrainingAlone(history)
  ) {
    return `${first.remedy} ${
      isUnprobed(history) ? "Probe the frozen features" : "Evaluate on held-out rows"
    } for that.`;
  }
  if (first.severity !== "info" || ADVISED.includes(first.rule)) return first.remedy;
  if (first.rule === "stopped-while-improving") return goingOn(history, first);
  if (!OVER.includes(first.rule)) return "nothing here asks for a change.";
  if (first.rule === "early-stopping-due") {
    return pastBest(history);
  }
  return first.rule === "convergence" && isTrainingAlone(history)
    ? evaluate(history)
    : isLog(history)
    ? enough(history, "more of the same would give little")
    : "nothing to mend; more of the same would give little.";
}

/** What a log needs in which nothing could be judged. */
const LOG_MORE =
  "log the training loss and a metric of held-out rows at each epoch: three values of one of them are the least that can be judged.";

/** What is to be done first where evaluations came to nothing. */
const MEASURE =
  "make the evaluations measure something: eval_loss needs labels in the rows (label_names names them, of a PEFT model too), other metrics need compute_metrics; without them nothing tells whether held-out rows gain.";

/** What is to be done first where columns have no names. */
const NAME_THEM =
  "name the columns in a first line: one that was left out may be the loss of held-out rows, by which a run is judged.";

/** What a run that still improved is to do. */
function goingOn(history: History, { facts }: Finding): string {
  if (facts.rateAtTheEnd === true) {
    return "train again for more epochs: the schedule ended while the run still improved steeply.";
  }
  if (isLearnedAgain(history)) return FEWER;
  if (endsWithItsRate(history)) return LONGER;
  if (isScheduleOver(history)) {
    return `train again with a longer schedule: the rate had run out, and the ${
      isTrainingAlone(history)
        ? `training loss still fell. ${asSentence(evaluateWhich(history, "whether they gain"))}`
        : "run still improved"
    }.`;
  }
  if (isBoosted(history)) return "more trees would still help, or a higher rate.";
  const more = `more ${history.unit === "epoch" ? `${unitOf(history)}s` : "training"} of the same would`;
  if (!isTrainingAlone(history)) return `${more} still help.`;
  return history.bestCheckpoint === undefined
    ? `${more} lower the training loss further; ${
      isUnprobed(history)
        ? "whether its features gain, only a probe tells (k-NN or linear, on labelled rows)"
        : "whether unseen rows gain, only a validation loss tells"
    }.`
    : "use the best that the log names, and log what it was chosen by at each evaluation: the training loss alone does not tell whether more would help.";
}

/** What is flat at so poor a level needs not wait to be asked whether anything is wrong. */
const AS_IT_ENDS =
  "let the schedule come to its end, or resume it there, for what is flat at a high rate often falls once more as that comes down, and judge it then. Meanwhile fit one batch of 32 for 200 steps: if that fails, output layer, loss or labels are wrong, and the schedule will not mend that.";

/** Whether a classifier's answers still got better while the loss of their probabilities rose. */
function areTooSure(history: History, { findings }: Diagnosis): boolean {
  const [metric, loss] = [leadingMetric, leadingLoss].map((leads) => leads(history, "validation", "test"));
  return metric !== undefined && loss !== undefined &&
    findings.some(({ rule }) => rule === "metric-disagrees") &&
    isOfProbabilities(history, metric, loss.values[indexOfBest(loss)]);
}

/** Where answers still get better while their probabilities get worse: Guo, Pleiss, Sun and Weinberger 2017, on calibration. */
const CALIBRATE =
  "keep both checkpoints, each for its purpose: the later one answers best and is too sure of it, which a temperature fitted on held-out rows mends; next time label smoothing or weight decay, and stop early only if probabilities are what counts.";

/** What is left to try where a log's training loss stands still. */
function pastPlateau(history: History): string {
  const accuracy = accuracyOf(history, "train");
  if (accuracy !== undefined && endLevel(accuracy) <= LIMITS.accurate) {
    // answers that have risen far tell what one batch would: that labels, loss and output layer are in order
    return hasRisen(accuracy)
      ? "more of the same gives little; few training rows are right too, so try a larger model, better inputs or another schedule of the rate, one at a time."
      : "more of the same gives little. Fit one batch of 32 for 200 steps: if that fails, output layer, loss or labels are wrong; else change rate, data or model.";
  }
  const question = isTrainingAlone(history)
    ? `${evaluateWhich(history, "whether this level is good enough")}; if it is not`
    : leadingMetric(history, "validation", "test") === undefined
    ? `${baselineTells(history)}; if it is not good enough`
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

/** What comes first where runs of the same file were lost. */
const AFTER_LOST =
  "look for rows that are not finite (each batch, before and after what prepares it) and at the rate of the runs that came to NaN, before any longer run; then keep a log for each run.";

/** What a run that was too short needs. */
function longer(history: History): string {
  const count = epochsTold(history), unit = unitOf(history), run = epochsOfSparse(history);
  const epochs = run === undefined
    ? `train longer: ${formatCount(count, unit)} ${count === 1 ? "is" : "are"} too few to tell`
    : `log more often: ${formatCount(count, "value")} over ${formatCount(run, unit)} are too few to tell`;
  return isTrainingAlone(history)
    ? `${epochs}; ${
      isUnprobed(history)
        ? "probe its features beside it (k-NN or linear), which alone tells what they are worth"
        : "log a validation loss beside it, which alone tells what unseen rows gain"
    }.`
    : `${epochs}.`;
}
