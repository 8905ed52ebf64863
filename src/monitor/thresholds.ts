/**
 * Every threshold of the rules, with what it limits; those about records stand in `thresholds_of_records.ts`,
 * those about measured evidence in `thresholds_of_evidence.ts`, those of the advice beside the findings in
 * `thresholds_of_advice.ts`. Rules and advice take them from here, and the table in
 * `rules/README.md` is made from here: a changed number changes rule and document alike.
 *
 * Shares are of one; a rise or fall is a share of what it is measured from; "noise" is the standard deviation of a point
 * about its neighbours.
 *
 * @module
 */

import { ADVICE_THRESHOLDS } from "./thresholds_of_advice.ts";
import { EVIDENCE_THRESHOLDS } from "./thresholds_of_evidence.ts";
import { RECORD_THRESHOLDS } from "./thresholds_of_records.ts";

type Threshold = readonly [value: number, meaning: string];

/** By rule or part of the advice; the keys are what these call them. */
export const THRESHOLDS = {
  ...RECORD_THRESHOLDS,
  ...EVIDENCE_THRESHOLDS,
  "guessing": {
    cheapest: [0.97, "loss over ln K, least"],
    accuracyLeast: [0.6, "accuracy over 1/K, least"],
    accuracyMost: [1.5, "accuracy over 1/K, most"],
    climbs: [2, "accuracy over the first one, that no guessing comes to"],
    byChance: [0.01, "p of that climb"],
    classesMost: [200, "number of classes"],
    blownUp: [3, "first loss over ln K of weights that were thrown far off"],
    blownUpOverEnd: [2, "the same over the loss at the end"],
  },
  "refuted": {
    fewest: [8, "evaluations of the metric that refutes what a training loss alone says"],
    gained: [0.02, "its gain since the first one, as a share of that"],
    near: [0.1, "distance of its end from its best, as a share of that gain"],
    byChance: [0.001, "p of that gain: what guesses wanders too"],
  },
  "excursion": {
    givenBack: [0.5, "share of the gain that a loss gives back away from its best"],
    times: [2, "loss over its best that is enough"],
    rise: [0.1, "loss above its best, least"],
    noises: [6, "noises that this exceeds"],
    raised: [1.5, "rate over the one before that is a warm restart"],
  },
  "loss-is-no-error": {
    wonBelow: [0.02, "loss of a discriminator that has won"],
    wonShare: [0.05, "the same, as a share of its first loss"],
    lostTimes: [2, "growth of the generator's loss meanwhile"],
    real: [0.95, "a discriminator's answer to true rows, above which it is sure (1/2: it cannot tell)"],
    made: [0.05, "its answer to made ones, below which it is sure of those too"],
    grown: [5, "growth of a KL term, or of a value's loss, since the reward was highest, that is named"],
    pastBest: [0.1, "share of its rise that a reward which rose has lost since its best"],
    surely: [0.001, "p of the fall within the second half of a diffusion model's loss"],
  },
  "reward-course": {
    fewest: [6, "logged rewards before a course is told"],
    few: [20, "logged rewards that are few where they are noisy"],
    fewNoises: [5, "distance of their highest from their lowest, in noises, that noise alone makes"],
    window: [0.05, "share of the rewards that a level is the median of (at least three)"],
    noises: [3, "noises of a reward that a rise or fall exceeds"],
    byChance: [0.05, "p of a smaller rise that is one"],
    swings: [2, "times all that a reward moves later, that a rise within its first window exceeds"],
    lost: [0.3, "share of its rise that a reward has lost when it has fallen back"],
    narrow: [0.01, "share of the rewards that the level within a collapse is the median of (at least three)"],
    collapses: [3, "times that much of the rise was lost and came back: more than an accident"],
    level: [0.1, "share of the rise, within which a level is the same"],
    flat: [0.5, "share of the run before which it came to its level, on a plateau"],
    gain: [0.05, "gain within the second half, as a share of the rise, that is none"],
  },
  "policy-leaps": {
    kl: [1, "approximate KL of an update: 0.01 to 0.05 are usual, targets are 0.02"],
    clipped: [0.5, "share of samples whose ratio is clipped: 0.1 to 0.3 are usual"],
  },
  "critic-explodes": {
    growth: [1e4, "growth of the critic's loss, a square: its error has grown a hundredfold"],
    grown: [1e5, "loss that it has then come to"],
    unscaled: [1e8, "critic's loss at the end: an error of ten thousand in what is to be foreseen"],
  },
  "answers-cut": { share: [0.8, "answers that end at the limit of their length"] },
  "rewards-alike": {
    share: [0.8, "prompts whose answers all get the same reward"],
    deviation: [1e-6, "standard deviation of the rewards of one prompt's answers"],
  },
  "bonus-gone": { left: [1e-6, "share of the first bonus for exploring that is left"] },
  "too-short": {
    fewest: [3, "logged points that make a trend"],
    updates: [20, "optimiser steps of a Hugging Face Trainer"],
    batches: [50, "single steps, each logged"],
    jumpy: [0.1, "noise of a loss of single batches: that of epochs is less in so short a run"],
  },
  "non-finite-loss": {
    lasting: [5, "gradient norms in a row, to the end, that are no step of a loss scaler"],
    zeros: [3, "losses of exactly 0 in a row, to the end, that stand for NaN"],
    stray: [
      0.05,
      "share of evaluations that gave none, each with a finite one after it, beside a finite training loss",
    ],
    rateGrown: [10, "learning rate before it over the first one, which is said"],
    rateHigh: [1, "first learning rate that is suspected before the data: SGD is used with 0.1 at most"],
    rateOfAdam: [0.01, "rate of Adam, ten times its default, of which a third is no remedy"],
    nothingFor: [3, "evaluations of a held-out measure at 0 throughout: nothing was learned"],
  },
  "always-zero": {
    losses: [3, "training losses of exactly 0, with no other"],
    evaluations: [5, "evaluations of every metric at exactly 0, to the end"],
    before: [0.01, "what a metric may have come to before them: a stray hit of untrained weights"],
  },
  "chance-level": {
    near: [0.02, "distance of the settled loss from ln K"],
    accuracyLeast: [0.5, "accuracy over 1/K, least"],
    accuracyMost: [1.4, "accuracy over 1/K, most"],
    accuracyMostOfTwo: [1.12, "the same for two classes"],
    aucNear: [0.025, "distance of the AUC from 0.5"],
    nothingFound: [0.01, "F1, recall or precision that finds nothing"],
    classesMost: [1000, "number of classes"],
    finds: [0.1, "gain of another such measure, with which something is found"],
    above: [1.5, "held-out metric over 1/K, where no accuracy was logged, with which nobody guesses"],
    constant: [10, "evaluations whose accuracy is the same to the last digit"],
    constantFallen: [0.3, "fall of the training loss meanwhile"],
    learned: [0.8, "lowest loss over the settled one, below which it had learned"],
    flat: [0.03, "fall of the loss after its second entry"],
    aboveGuessing: [0.98, "settled loss over ln K, for accuracies at 1/K"],
    byChance: [0.05, "p of a falling loss, or a rising accuracy, with which something is learned"],
    gentle: [3, "fall of a loss above guessing, in noises, that no rate has thrown there"],
    longest: [2000, "evaluations that are looked at for it"],
    blownUp: [2, "the same of a training that was thrown far off, which is divergence"],
    ofTwo: [0.02, "distance of accuracies from 1/2 where no loss was logged"],
    contrastive: [0.003, "distance of a contrastive loss from ln of a power of two, as a share"],
    unwatched: [0.05, "fall of the loss from the first entry on where no accuracy was logged"],
    dear: [0.6, "loss beside an AUC at chance"],
    majority: [0.5, "accuracy beside which nothing is found"],
    classesUnwatched: [20, "classes where no accuracy was logged, most"],
    rate: [0.01, "learning rate that is named first: ten times what Adam takes by default"],
    rateSmall: [1e-4, "learning rate that is not lowered: a tenth of what Adam takes by default"],
    oneAnswer: [
      0.003,
      "distance of all losses of the last fifth from what one answer to everything costs, as a share",
    ],
    oneAnswerFewest: [20, "losses of which that is asked"],
    classesMany: [50, "classes from which an accuracy of one may mean per cent"],
  },
  "memorising": {
    fallen: [0.1, "fall of the training loss below its start or ln K"],
    fallenSteadily: [0.05, "the same over ten epochs with a trend"],
    accuracyMost: [1.6, "held-out accuracy over 1/K"],
    accuracyMostOfTwo: [1.12, "the same for two classes"],
    heldOutLeast: [0.95, "held-out loss over ln K"],
    accuracyGained: [0.3, "gain of training accuracy while the held-out one stands still under half of it"],
    everRight: [0.75, "held-out accuracy over that training accuracy, in every evaluation"],
    surely: [0.001, "p of that trend"],
    aucNear: [0.04, "distance of the held-out AUC from 0.5"],
    accuracyLeast: [0.4, "held-out accuracy over 1/K, least"],
    behind: [0.5, "held-out over training accuracy at the end"],
    gainedMost: [0.03, "gain of the held-out accuracy that stands still"],
    byChance: [0.01, "p of its rise, above which it stands still"],
    nothing: [0.1, "AP, F1 or IoU at the end of a whole training that is next to nothing"],
    whole: [50, "evaluations of such a training"],
    halved: [0.5, "fall of its training loss"],
  },
  "near-chance": {
    fewest: [4, "held-out losses"],
    lossLeast: [0.95, "lowest held-out loss over ln K, and its end over its beginning"],
    ranks: [0.6, "held-out AUC with which something is learned"],
    lossMost: [1.05, "held-out loss at the end over ln K: what is dearer is another fault"],
    accuracyLeast: [0.4, "held-out accuracy over 1/K, least"],
    accuracyMost: [1.4, "the same, most"],
    accuracyMostOfTwo: [1.15, "the same for two classes"],
    classesMost: [1000, "number of classes"],
  },
  "softmax-twice": {
    accuracy: [0.6, "training accuracy that is right in spite of the loss"],
    nearFloor: [1.15, "loss over ln(e + K - 1) - 1"],
    dear: [1.3, "loss over what such an accuracy can cost"],
    settled: [0.05, "fall of the loss in the last fifth"],
  },
  "worse-than-guessing": {
    first: [30, "first loss of a language model"],
    vocabulary: [50_000, "tokens that are guessed among"],
  },
  "no-better-than-mean": { r2: [0.02, "R2 at the end"] },
  "unscaled-targets": {
    loss: [1000, "loss"],
    fallen: [0.5, "fall of it"],
    spread: [20, "standard deviation of recorded targets"],
    ofMean: [0.2, "mean that counts as such a deviation"],
    risen: [2, "end over first loss: with more it diverges"],
    explained: [0.1, "best held-out R2, with which targets are followed whatever their scale"],
  },
  "suspiciously-good": {
    loss: [0.01, "loss of a language model, in nats a token"],
    share: [0.005, "the same, as a share of its first loss"],
    within: [1 / 3, "share of the run within which it comes there"],
    heldOut: [0.02, "held-out loss at the end"],
    first: [0.1, "first loss: with less it was known before"],
    ofLanguage: [
      1.5,
      "first loss above which it may be a language model's: a classifier of few classes starts lower",
    ],
  },
  "perfect-from-the-start": {
    accuracy: [0.9995, "held-out accuracy, AUC or exp(-log loss) in every evaluation"],
    fewest: [4, "evaluations"],
    byOneTree: [
      0.97,
      "held-out AUC after the first tree alone, which asks whether a column tells the answer",
    ],
    byAll: [0.99, "the same of all trees"],
  },
  "text-foreseen": {
    heldOut: [0.05, "held-out loss of a language model, in nats a token"],
    first: [1.5, "its first training loss"],
  },
  "epochs-cut": {
    rows: [256, "rows of which the accuracy of a cut epoch may be a share, most"],
    different: [3, "different accuracies of cut epochs, at least"],
    alike: [0.5, "share of the other epochs whose accuracies are such shares too, which a small set's are"],
    precision: [1e-6, "distance of an accuracy from such a share, that of single precision"],
  },
  "not-shuffled": {
    times: [2, "held-out over training loss in the first epoch"],
    timesAlone: [3, "the same where no accuracy was logged"],
    accuracyApart: [0.3, "training accuracy ahead in the first epoch"],
    guessShare: [0.4, "first training accuracy over guessing"],
    closing: [0.9, "last held-out loss over the first, where the gap closes"],
    stays: [1.15, "the same over the lowest: a loss that rises again tells another story"],
    classes: [2.5, "classes by the first held-out loss, for accuracies under guessing"],
  },
  "validation-far-off": {
    times: [2, "held-out over training loss, in every epoch"],
    still: [0.9, "best held-out loss over that of the first epoch"],
    learned: [0.5, "share of the first training loss that is left"],
    accuracyGained: [0.05, "gain of the held-out accuracy with which it learns from the training rows"],
    accuracyApart: [0.15, "training accuracy ahead in the first epoch, where both were logged"],
    fewest: [4, "epochs with both losses"],
    soon: [2, "epochs within which the held-out loss was at its best"],
    hardly: [0.8, "share of the first training loss that was then left"],
    risen: [1.1, "held-out loss at the end over that best"],
    byChance: [0.01, "p of its rise since"],
    trainGained: [0.3, "gain of training accuracy since the first epoch"],
    behind: [0.7, "held-out over training accuracy at the end"],
    longest: [10, "epochs, at least, of such a run"],
    guessed: [1.3, "held-out accuracy over 1/K (K of the best held-out loss), below which rows are guessed"],
  },
  "rate-at-zero": {
    left: [1e-12, "share of the largest rate that is left from half of the run on"],
    little: [
      1e-3,
      "the same where the loss has stood still since, and more than half of the first one is left",
    ],
    lossLeft: [0.5, "share of the first loss that is left then"],
    still: [0.02, "fall of the loss since, with which it stands still"],
    fell: [0.02, "fall of the loss before, with which something was learned"],
    fewest: [8, "logged rates"],
    steps: [4, "rates before it, all different: fewer may be rounded"],
  },
  "rate-out-of-range": {
    rate: [5e-3, "learning rate of a Hugging Face Trainer"],
    flat: [0.07, "fall of the loss after its first third"],
    left: [0.25, "share of the first loss that is left"],
  },
  "exploding-gradient": {
    growth: [10, "norm of the last third over that of the first"],
    spike: [1000, "one norm over the median"],
    keptGain: [0.9, "share of the loss's gain that a log has kept, with which it is no fault"],
    norm: [1e-7, "usual norm, below which nothing explodes"],
  },
  "vanishing-gradient": {
    norm: [1e-7, "gradient norm"],
    share: [1e-3, "the same, over that of the first third"],
    left: [0.5, "share of the first loss that is left"],
  },
  "clipping-always-on": { share: [0.9, "clipped updates of the second half"] },
  "divergence": {
    rise: [0.1, "end above the best"],
    times: [2, "end over the best that is enough"],
    givenBack: [0.5, "share of the gain (of the logarithm) given back that is enough"],
    material: [0.05, "share of the gain (of the loss) given back, at least"],
    noises: [4, "noises that the rise exceeds"],
  },
  "objective-grows": {
    fewest: [4, "epochs with both losses"],
    gained: [0.05, "fall of the held-out loss to its best, with which something is learned"],
    near: [0.02, "distance of its end from its best, as a share of that fall: it is at its best"],
  },
  "leaps-and-recovers": {
    anew: [2, "leaps at the beginning of another schedule of the rate"],
    givenBack: [0.5, "share of the gain that such a leap gives back, at two entries"],
    raised: [5, "rate over that before the leap, at the entry after it"],
    fewest: [12, "training losses"],
    leaps: [3, "leaps, at least"],
    alike: [0.5, "height of one leap over another's, at least"],
    others: [0.25, "height of any other rise over a leap's"],
    ofGain: [0.1, "height of a leap, as a share of the gain before the first"],
    left: [0.5, "share of a leap that is left when it has recovered"],
    progress: [0.1, "gain since the first leap, as a share of that before it"],
  },
  "learning-rate-too-high": {
    dear: [2, "training loss over what its accuracy costs among a thousand classes"],
    aboveChance: [0.15, "training accuracy with which something is learned"],
    gain: [0.5, "share of the error that is left at a lower rate"],
    stuck: [0.75, "share of the second loss that is left after a blow-up"],
  },
  "learning-rate-too-low": {
    gain: [0.5, "share of the error that is left at a higher rate"],
    fallen: [0.3, "fall of the loss"],
    noises: [20, "noises that the fall exceeds"],
    fallenOfLog: [0.12, "fall of a log's loss: with more, more epochs would do as well"],
    slowing: [2, "slope of the first third over that of the last"],
    slowingOfDecay: [4, "the same, for its rate, where the rate decays"],
    accuracyGained: [0.3, "gain of an accuracy with which the rate is not too low"],
    usualRate: [1e-3, "rate of a Hugging Face Trainer above which it is not too low"],
    byChance: [0.001, "p of the fall"],
    held: [0.2, "share of the largest rate, below which a loss that stands still stands for its sake"],
    groupsApart: [2, "rate of YOLO's biases over that of its weights, that tells a warm-up"],
  },
  "oscillation": {
    jumpy: [0.15, "noise of the loss from epoch to epoch"],
    ofGain: [0.1, "the same, as a share of all that was gained"],
    jumpyInLogs: [0.25, "the same in a log, whose epochs may stand for one batch each"],
    jumpyWithoutGain: [0.05, "noise where less than twice the noise was gained"],
    jumpyWithoutGainInLogs: [0.25, "the same in a log, which may go on where another training ended"],
    away: [0.1, "share of the epochs away from the best"],
    mostlyAway: [0.3, "the same, whatever was kept in the end"],
    excursions: [3, "times away from the best"],
    material: [0.05, "share of the gain that is given back"],
    accuracyJumps: [0.1, "noise of the held-out accuracy from evaluation to evaluation"],
    fewest: [10, "evaluations from which validation is called erratic"],
    erratic: [0.7, "noise of a held-out loss whose training is smooth: a factor of two"],
    fineTuned: [0.25, "fall of the training loss of what was trained before"],
    swings: [
      100,
      "nine tenths of a log's training loss over one tenth, in its last third: it swings over orders of magnitude",
    ],
    above: [10, "median of that third over the lowest before it, then"],
    byChance: [0.05, "p of a fall within that third, above which it is none"],
    arrived: [0.95, "share of the loss's gain that a log has kept, with which its jumps are over"],
    keptGain: [
      0.9,
      "share of the loss's gain that a log has kept, with which one or two times away are over",
    ],
  },
  "loss-not-decreasing": {
    fallen: [0.02, "fall of the loss"],
    noises: [2, "the same, in noises"],
    drowned: [0.3, "noise from step to step in which no trend can be seen: a statement, no alarm"],
    surely: [0.25, "fall of the loss that is one whatever the noise"],
    byChance: [0.001, "p of a fall that is one however small"],
    byChanceInLogs: [0.01, "the same in a log"],
  },
  "stopped-while-improving": {
    worth: [0.2, "what half as many epochs again would take off"],
    worthOfLog: [0.09, "the same for a log"],
    worthAtOnePace: [0.05, "the same for a log whose loss fell at every evaluation, at one pace"],
    noises: [
      4,
      "fall of a log's held-out loss in its last third, in noises, with which one that ends at its lowest still improves",
    ],
    climb: [
      0.2,
      "rise of the held-out metric in its last third, as a share of its end, with which a schedule was too short",
    ],
    fewest: [5, "evaluations of that third, with fewer each has to be better than the one before"],
    paceKept: [0.5, "pace of its last third over that of the whole"],
    longThird: [16, "evaluations of a log's last third of which the second half is looked at by itself"],
    lastPace: [
      1 / 3,
      "slope of that half over that of the whole third, below which the loss has come to a stand",
    ],
    steep: [0.1, "fall an epoch at the end of a schedule, which was too short then"],
    worthOfTrees: [0.05, "the same for boosted trees"],
    fewestHeldOut: [5, "held-out losses of a log that are watched in the place of the training loss"],
    perfect: [0.995, "held-out accuracy that leaves nothing to train for"],
    byChance: [0.01, "p of the fall"],
    left: [0.05, "share of the first loss that is left, below which the run is finished"],
    rateLeft: [0.05, "last rate over the largest, below which the schedule is over"],
  },
  "schedule-not-over": {
    done: [0.95, "share of the planned steps that is the end"],
    left: [0.2, "share of the largest rate"],
    fallen: [0.1, "fall of the rate from there: with less a line is no line yet"],
    straight: [
      0.95,
      "fall of its second half over that of its first, which an exponential decay does not reach",
    ],
    top: [0.999, "share of the largest rate from which it comes down"],
    fewest: [8, "logged rates from there on"],
    rising: [3, "logged rates of a warm-up that has not ended"],
  },
  "overfitting": {
    rise: [0.1, "held-out loss above its minimum"],
    noises: [3, "noises that the rise exceeds, from ten entries on"],
    fewest: [10, "held-out losses of which none is lower than the first"],
    fitted: [0.8, "share of the first training loss that is left then"],
    metricFall: [0.05, "held-out metric below its best, where no loss was logged"],
    bestBefore: [
      0.5,
      "share of the run before which the held-out loss was at its best, where it is the only one",
    ],
    byChance: [0.01, "p of its rise since, there"],
    short: [20, "evaluations below which no patience runs out"],
    creeps: [0.05, "held-out loss above its best, at the end of so short a run that it rises in"],
    creepsFor: [5, "evaluations from its best on, there"],
    creepsByChance: [0.02, "p of that rise"],
    fittedFurther: [
      0.7,
      "share of the training loss at that best that is left, with which a rise amid noise is told",
    ],
    amidNoiseByChance: [0.05, "p of such a rise"],
    metricGains: [0.01, "gain of the held-out metric since, with which it is none"],
  },
  "generalisation-gap": {
    times: [2, "held-out over training loss"],
    ofFirst: [0.1, "the difference, as a share of the first training loss"],
    accuracyApart: [0.15, "training accuracy ahead, with which it is no alarm"],
    fewest: [8, "evaluations of an accuracy that tell the same where no held-out loss was logged"],
    lossNear: [0.02, "held-out loss above its lowest, with which it has cost nothing yet"],
    metricNear: [0.01, "distance of the held-out metric from its best, with which it is no alarm"],
    dear: [1.5, "held-out loss over what such an accuracy can cost"],
    saturated: [
      0.98,
      "share of right answers to held-out rows, with which losses that are apart are no gap while the held-out one is at its best",
    ],
    poor: [0.1, "accuracy, AP, F1 or IoU that excuses no gap"],
    fitted: [0.1, "training loss, as a share of the variance, that is fitted"],
    byChance: [0.05, "p of a held-out loss that still falls at the end"],
  },
  "training-behind": {
    accuracyAhead: [0.15, "held-out accuracy ahead of training accuracy"],
    lossLess: [0.75, "held-out over training loss"],
    fewest: [5, "epochs"],
  },
  "held-out-as-training": {
    fallen: [8, "first training loss over the held-out loss at the end"],
    apart: [0.12, "distance of the ratio of the losses from 1, anywhere in the second half"],
    apartAtTheEnd: [0.1, "the same in the last fifth"],
    fewest: [8, "epochs with both losses"],
  },
  "metric-worsens": {
    worse: [0.25, "held-out metric worse than the best it held"],
    noises: [4, "noises that this exceeds"],
    fewest: [4, "evaluations"],
  },
  "posterior-collapse": {
    nats: [0.01, "KL term at the end"],
    fewNats: [0.1, "the same where the reconstruction term hardly fell"],
    left: [0.8, "share of the first reconstruction term that is then left"],
  },
  "terms-in-conflict": {
    times: [2, "end of a term over its lowest"],
    share: [0.1, "the same, as a share of the sum"],
    byChance: [0.01, "p of its rise, and of another's fall"],
    fewest: [10, "logged entries of a term"],
  },
  "metric-disagrees": {
    rise: [0.1, "held-out loss above its best"],
    gain: [0.01, "gain of the metric after that"],
  },
  "metric-flat": {
    mostly: [0.6, "held-out accuracy at which something is trained, where that of training rows rises"],
    moved: [0.01, "change of the metric from the first value to the last"],
    gained: [0.03, "the same of both accuracies beside a loss"],
    byChance: [0.05, "p of their rise, above which they stand still"],
    fallen: [0.05, "fall of that loss"],
    accurate: [0.7, "accuracy with which they may: that of a network that was trained before"],
    fewest: [5, "evaluations of both"],
    long: [10, "evaluations of accuracies that are next to nothing"],
    nothing: [0.1, "such an accuracy at the end"],
    moves: [1.1, "the same over the first one"],
  },
  "plateau": {
    flat: [0.02, "fall over the last fifth"],
    flatByChance: [0.1, "the same without a trend (p > 5%)"],
    fineTuned: [
      0.015,
      "fall of the held-out loss, to its best in the last fifth, that is a gain of what was trained before",
    ],
    gained: [0.25, "share of the first loss that is gone, below which it is a plateau"],
    accurate: [0.7, "held-out accuracy with which nothing says that the level is too poor"],
    satisfied: [0.5, "share of the first loss that is gone, from which it is convergence"],
    learned: [
      0.9,
      "the same of a log that counts no right answers: a loss may come far down to what one answer costs",
    ],
    goodShare: [0.5, "held-out accuracy, AP, F1 or IoU with which something was learned"],
    byChance: [0.05, "p of a fall above which there is no trend"],
    fallsSurely: [0.01, "p of a training loss that falls, where no held-out loss was logged"],
  },
  "early-stopping-due": {
    epochs: [15, "patience in epochs, where the history names none"],
    evaluations: [5, "patience in evaluations of a log by steps"],
    above: [
      1.01,
      "last held-out loss over the best, below which it is past nothing where no patience is known",
    ],
    farAbove: [1.1, "the same, which is told"],
    metricLost: [0.05, "distance of the metric's end from its best, which is told"],
  },
  "epoch-time-drift": {
    drift: [0.25, "rise of the seconds, as a share of their median"],
    byChance: [0.01, "p of the rise"],
  },
  ...ADVICE_THRESHOLDS,
} as const satisfies Readonly<Record<string, Readonly<Record<string, Threshold>>>>;

/** Names of the rules and parts of the advice that have thresholds here. */
export type RuleWithThresholds = keyof typeof THRESHOLDS;

/**
 * The numbers of one rule.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(limitsOf("overfitting").rise, THRESHOLDS.overfitting.rise[0]);
 * ```
 */
export function limitsOf<Name extends RuleWithThresholds>(
  rule: Name,
): { readonly [Key in keyof (typeof THRESHOLDS)[Name]]: number } {
  const own: Readonly<Record<string, Threshold>> = THRESHOLDS[rule];
  return Object.fromEntries(Object.entries(own).map(([key, [value]]) => [key, value])) as never;
}
