/**
 * The thresholds of the rules that read what a recorder saw; part of `THRESHOLDS` in `thresholds.ts`.
 *
 * @module
 */

/** By rule, as in `THRESHOLDS`; "recorded-run" are those that several rules share (`program.ts`). */
export const RECORD_THRESHOLDS = {
  "recorded-run": {
    works: [0.5, "share of what guessing costs, under which a training works"],
    endsWell: [0.25, "the same, of held-out rows where there are any, under which it ends well"],
    generalises: [0.7, "share of it that held-out rows cost where inputs and labels belong together"],
  },
  "test-rows-in-training": {
    share: [0.01, "share of the test rows"],
    fewest: [3, "rows that both sets hold: one or two may be equal by nature"],
  },
  "output-does-not-fit-loss": { beyond: [0.02, "targets beyond what the activation can give"] },
  "loss-does-not-fit-task": {
    classesMost: [20, "whole numbers that are taken for classes"],
    rarest: [0.3, "rows of the rarest of them, over those of an even share"],
    hits: [0.6, "training accuracy under which a low loss is no success"],
  },
  "rows-mixed": {
    apart: [0.01, "difference of an answer with and without other rows, over the answers' spread"],
  },
  "unscaled-inputs": {
    largest: [50, "largest value"],
    least: [0.05, "largest value of inputs that are next to nothing"],
    apart: [1000, "spread of one column over that of another"],
    apartFrom: [5, "spread of the wider one, at least"],
    varies: [0.02, "standard deviation over mean, of inputs that hardly vary"],
    begins: [2, "first loss over what guessing costs, of inputs that do no harm"],
  },
  "validation-differs": {
    moved: [3, "deviations between the means"],
    stretched: [4, "one deviation over the other"],
    leastSpread: [1e-6, "deviation that is one"],
    classesApart: [0.5, "share of the validation rows in classes that training has too few of"],
    evenLeast: [
      0.5,
      "rows of training's rarest class over those of an even share, with which it has enough of each",
    ],
    fewest: [20, "rows below which a share of classes is chance"],
  },
  "class-imbalance": {
    share: [0.7, "share of the largest of three classes or more"],
    shareOfTwo: [0.9, "the same of two"],
    fewest: [30, "rows"],
  },
  "batches-sorted": {
    spread: [0.5, "variety inside of a batch over that of all"],
    fewest: [4, "batches"],
  },
  "layer-initialisation": {
    large: [8, "scale of the first weights over 1/sqrt(fan-in)"],
    largeAndStuck: [3, "the same, where the training does not work"],
    small: [0.02, "the same, least"],
    fewest: [8, "weights of a layer whose scale is judged"],
  },
  "saturated-units": { share: [0.7, "share of a layer's values at the ends"] },
  "gradient-by-layer": {
    apart: [1000, "norm of the first layer over that of the last, or the reverse"],
    large: [10_000, "norm of a layer"],
  },
  "regularised-too-much": {
    dropped: [0.8, "rate of a dropout layer; up to 0.5 is usual"],
    penalty: [0.1, "strength of a penalty on weights, or weight decay; up to 0.01 is usual"],
    decoupled: [2, "weight decay of AdamW, which is multiplied by the rate"],
  },
  "rate-runs-out": { left: [1e-3, "share of the rate that is left at half of the training"] },
  "update-size": {
    typicalMost: [0.2, "update over weights, median of layers and readings"],
    largest: [1, "the same, of any reading"],
    typicalLeast: [1e-5, "the same, least"],
    adamLeast: [1e-6, "rate of Adam, RMSprop or Lion"],
    adamMost: [0.05, "the same"],
    descentLeast: [1e-5, "rate of SGD"],
    descentMost: [2, "the same"],
    adaptiveLeast: [1e-4, "rate of Adagrad"],
    adaptiveMost: [2, "rate of Adagrad or Adadelta"],
    adadeltaLeast: [0.01, "rate of Adadelta, which is made for 1"],
  },
  "batch-size": {
    normalised: [2, "rows that batch normalisation is taken over"],
    fewest: [100, "rows of a set that is one batch"],
    share: [0.5, "share of the rows in one batch"],
    updates: [200, "updates in the whole training"],
  },
  "too-few-units": {
    units: [2, "units of a hidden layer"],
    ofClasses: [1 / 3, "the same, over the number of classes"],
    told: [0.5, "what the nearest rows tell of a row's targets (1: all, 0: no more than guessing)"],
    left: [0.05, "share of guessing that a training may leave all the same"],
    times: [10, "what it leaves over what the nearest rows leave"],
    layers: [6, "layers with weights of a network that is judged"],
  },
  "too-few-updates": {
    updates: [500, "updates: small networks on small data take some hundreds"],
    ratioLeast: [2e-4, "update over weights that is usual, least"],
    ratioMost: [0.2, "the same, most"],
    fallen: [0.03, "fall of the loss, in all and in the last third"],
    nearLowest: [0.02, "last loss above the lowest"],
    moved: [0.3, "sum of all updates, over the weights"],
    asGuessing: [0.9, "share of guessing that a loss keeps, with which nothing was learnt"],
  },
  "one-batch-not-fitted": { kept: [0.5, "share of its loss that a batch keeps"] },
  "loss-at-start": { times: [3, "loss of the untrained network over what guessing costs"] },
  "rate-sweep": {
    better: [0.5, "loss at another rate over that at the program's own"],
    still: [0.9, "loss at the program's own rate over that at the lowest, above which it stands still"],
  },
  "labels-tell-nothing": {
    asShuffled: [0.95, "held-out loss with the labels as they are over that with shuffled ones"],
    told: [0.3, "what the nearest rows tell of a row's targets (1: all, 0: no more than guessing)"],
    least: [0.05, "the same, with which they tell nothing"],
    fewest: [200, "rows whose neighbours were looked at"],
    byHeart: [0.9, "share of guessing that training rows cost where they are learnt by heart"],
    learnt: [0.5, "share of its loss that one batch may keep where a network learns at all"],
  },
  "inputs-tell-nothing": { asZero: [0.98, "loss with the inputs as they are over that with zeros"] },
  "gradient-check": {
    apart: [0.1, "difference of the slopes, as a share of the larger"],
    unsure: [3, "the same, in what the measured slope leaves open"],
    least: [1e-6, "difference that is one"],
  },
  "dead-units": {
    share: [0.5, "share of a layer's units"],
    nearlyAll: [0.9, "share with which nothing passes"],
  },
} as const;
