/**
 * The thresholds of what a run's owner is told beside the findings; part of `THRESHOLDS` in `thresholds.ts`.
 *
 * @module
 */

/** By what is told; "the judge" is what held-out rows are judged by: the metric that leads, else their loss. */
export const ADVICE_THRESHOLDS = {
  "quiet-course": {
    fewest: [8, "evaluations that show a level"],
    short: [20, "evaluations below which a run that is best at its end has hardly levelled off"],
    learned: [0.6, "share of right answers of a network that has learned its task"],
    learnedWell: [0.9, "the same of one that has little left to learn"],
    gained: [0.01, "gain of the judge within the last third that is none"],
    gainedByTrees: [0.001, "the same of boosted trees, whose curves have no noise"],
    lastTrees: [0.99, "share of all trees from which on a best is one of the last"],
    gainedToTheEnd: [0.003, "the same in a short run that is best at its end"],
    gainedNoises: [2, "the same in noises of the judge"],
    gainedNoisesWithTrend: [1, "the same where its later half rises with a trend"],
    rises: [0.01, "p of that trend"],
    risesToItsBest: [0.05, "the same of the last two thirds of a short run whose last is the best"],
    much: [0.05, "gain within the last third with which a run is still improving; with less it levels off"],
    long: [24, "evaluations from which the last sixth is looked at by itself"],
    late: [
      0.2,
      "share of the last third's gain that the last sixth has, with less than which the run has come to stand",
    ],
    toldApart: [
      0.5,
      "share of the last third's gain that noise alone may move two levels by, with more than which it is not told whether it has come to stand",
    ],
    errors: [1.28, "standard errors of a slope that is the most it may be: one in ten is more"],
    runsOut: [
      0.075,
      "share of that gain that the last twentieth has, below which it ended with the rate: half of an even pace",
    ],
    below: [0.05, "distance of the end from the best, from which the run is past it"],
    steady: [0.001, "p of a gain since the middle of the run that is steady, however noisy"],
    steadyNoises: [2, "noises that such a gain exceeds in the last third"],
    jumpsOfGain: [0.1, "noise of the later half, as a share of all that was gained, that hides every level"],
    jumps: [0.05, "the same as a share of the best"],
    paceFewest: [12, "evaluations that show whether a slow gain keeps its pace"],
    paceErrors: [5, "standard errors of its slope along the last two thirds, with which it is no noise"],
    falls: [
      0.1,
      "share of its level by which a metric that stands falls off it, more than once, in its last third",
    ],
    listed: [5, "values that are told one by one"],
    smallRate: [1e-6, "rate from which to come down gives nothing more"],
    nearlyAll: [0.98, "share of right answers that leaves so short a run little to gain"],
    timesAbove: [2, "held-out loss at the end over its best, which is said beside a metric that stands"],
    fewToTell: [3, "of those evaluations that are too few to tell how far it goes"],
    rounds: [2, "epochs begun, in the later of which rows are seen again"],
    learnedLoss: [0.02, "loss in nats that is next to nothing for a network that was trained before"],
    byHeart: [0.01, "share of the first training loss that is left of rows that are learned by heart"],
    littleRight: [
      0.2,
      "share of right answers that is little, where the training loss fell by no more than `much` in the last third",
    ],
    ofNumbers: [50, "first held-out loss that is no cross-entropy: of numbers, whose mean is a baseline"],
    stepOfAll: [
      0.05,
      "the last step of those, as a share of all that was gained, with less than which it levels off",
    ],
    apart: [0.25, "a held-out loss over the training loss, with which they are far apart"],
    lately: [4, "last evaluations at each of which a short run that jumped got better in metric and loss"],
    few: [6, "evaluations of which the last was the best of all measures: nothing has levelled off"],
  },
  "part-of-mean": {
    fewest: [8, "evaluations of each part"],
    parts: [3, "parts of a mean, of which most show what is usual"],
    jumps: [0.1, "noise of one part in its later half, as a share of its best, with which it is unstable"],
    apart: [4, "the same over that of the part in the middle, with which it is unstable alone"],
  },
  "checkpoint-advice": {
    asGood: [0.02, "held-out loss above its best that is as good"],
    better: [0.01, "gain of the metric, at a checkpoint of its own, for which there are two to choose from"],
    late: [0.9, "share of the evaluations from which on a best is one of the end"],
    gained: [0.02, "gain of a held-out measure that is one, where the training loss does not fall"],
    farBelow: [
      0.75,
      "a metric over its first value, under which it answered otherwise before that value came back: of one class alone",
    ],
    nothing: [0.01, "best share of right answers that is worth no checkpoint where something is wrong"],
  },
  "plain-error": {
    fewest: [3, "evaluations of a loss, and of the error in it"],
    alike: [
      0.1,
      "what training and held-out losses hold beside their errors differs by, as a share of it: a penalty",
    ],
  },
  "partly-luck": {
    many: [200, "evaluations, the best of which is the luckiest where they are noisy"],
    fewest: [20, "evaluations that show that a measure never left its noise"],
    byChance: [0.05, "p of a trend, above which it has none"],
    neighbours: [9, "neighbours, at least, whose median is the level there"],
    apart: [0.05, "distance of the best from that level, as a share of it"],
  },
  "reward-checkpoint": {
    rewards: [3, "rewards of evaluation episodes, from which they tell the checkpoint"],
  },
  "log-extent": {
    epochs: [6, "epochs of a run whose curves have shown nothing yet"],
  },
  "next-step": {
    accurate: [0.6, "accuracy of training rows with which output layer, loss and labels are in order"],
  },
  "stopping": {
    patience: [3, "evaluations that early stopping waits for, at most; of a short run half of those it has"],
    patienceOfYolo: [20, "the same of a YOLO"],
    many: [200, "evaluations that are many"],
    part: [0.1, "share of those that early stopping waits for, at most"],
    apart: [0.3, "mean F1 of the classes below the accuracy, with which rare classes are hardly found"],
  },
  "sureness": {
    heldOut: [5, "evaluations of held-out rows, below which little is known"],
    losses: [10, "the same of training losses, which say less"],
    rewards: [20, "the same of rewards, which are noisier"],
    trend: [0.95, "1 - p of a trend test that is told"],
  },
} as const;
