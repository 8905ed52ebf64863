/**
 * What the rules about a recorded program share: which loss it is, whether the run works, and the frameworks' own words.
 *
 * @module
 */
import { endLevel, finite } from "./logged.ts";
import { limitsOf } from "./thresholds.ts";
import type { Observation, ProgramFacts, Recorded, RecordedLayer, StepReading } from "./records.ts";

const LIMITS = limitsOf("recorded-run");

/** Families of losses; frameworks write them in a dozen ways. */
export type LossKind =
  | "classes"
  | "one-hot classes"
  | "yes or no"
  | "squares"
  | "absolutes"
  | "log-likelihood";

const KINDS: readonly [RegExp, LossKind][] = [
  [/sparse_?categorical|^cross_?entropy/, "classes"],
  [/categorical_?cross/, "one-hot classes"],
  [/binary_?cross/, "yes or no"],
  [/nll/, "log-likelihood"],
  [/mse|squared/, "squares"],
  [/mae|absolute|l1|huber/, "absolutes"],
];

/** The family of a program's loss; `undefined` for one of the user's own. */
export function lossKind({ loss = "" }: ProgramFacts): LossKind | undefined {
  const plain = loss.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
  return KINDS.find(([name]) => name.test(plain))?.[1];
}

/** Whether the loss itself takes raw scores: PyTorch's cross-entropies do, Keras's where they are told. */
export function takesLogits({ loss = "", fromLogits }: ProgramFacts): boolean {
  return fromLogits ?? /^cross_entropy$|with_logits|softmaxCrossEntropy|sigmoidCrossEntropy/.test(loss);
}

/** Whether the program is written in PyTorch's words. */
export function isTorch({ framework = "" }: ProgramFacts): boolean {
  return framework.startsWith("pytorch");
}

/** Columns of the network's output. */
export function outputUnits({ outputs }: ProgramFacts): number | undefined {
  return outputs?.shape === undefined || outputs.shape.length < 2 ? undefined : outputs.shape.at(-1);
}

/** Rows of each class: of all targets where they were at hand, else of the batches seen. */
export function classCounts({ targets, batches }: ProgramFacts): readonly number[] | undefined {
  return batches?.counts ?? targets?.counts;
}

/** The readings that have a part, in the order of training. */
export function readingsWith<Part extends keyof StepReading>(
  { readings }: Recorded,
  part: Part,
): readonly (StepReading & Required<Pick<StepReading, Part>>)[] {
  return readings.filter((reading) => reading[part] !== undefined) as never;
}

/** Layers that hold weights, from the input on. */
export function layersWithWeights({ layers = [] }: ProgramFacts): readonly RecordedLayer[] {
  return layers.filter(({ weightScale }) => weightScale !== undefined);
}

/**
 * What guessing costs with this loss: the entropy of the classes (ln K where they are as frequent), or the targets' variance;
 * `undefined` where the loss is of another kind.
 */
export function costOfGuessing(program: ProgramFacts): number | undefined {
  const kind = lossKind(program), { targets = {}, reduction, batchSize = 1 } = program;
  const rows = reduction === "sum" ? batchSize : 1, counts = classCounts(program) ?? [];
  const entropy = counts.length > 1 ? entropyOf(counts) : Math.log(outputUnits(program) ?? 1);
  if (kind === "squares" && targets.std !== undefined) return rows * targets.std ** 2;
  if (kind === "classes" || kind === "one-hot classes" || kind === "log-likelihood") {
    return entropy > 0 ? rows * entropy : undefined;
  }
  return kind === "yes or no" ? rows * (counts.length === 2 ? entropy : Math.LN2) : undefined;
}

function entropyOf(counts: readonly number[]): number {
  const rows = counts.reduce((sum, n) => sum + n, 0);
  return counts.reduce((sum, n) => n > 0 ? sum - n / rows * Math.log(n / rows) : sum, 0);
}

/**
 * Whether the training comes to half of what guessing costs (where that is not known: of where it began) and stayed finite:
 * what looks odd did no harm.
 */
export function works({ history, evidence }: Observation): boolean {
  const losses = finite(history.trainLoss);
  if (losses.length < 2 || losses.length < history.trainLoss.length) return false;
  const guess = costOfGuessing(evidence.recorded?.program ?? {}), level = endLevel(losses);
  return level < LIMITS.works * (guess ?? losses[0]);
}

/** Whether rows that were held out cost clearly less than guessing: then inputs and labels belong together. */
export function generalises({ history, evidence }: Observation): boolean {
  const held = finite(history.heldOutLoss ?? []), guess = costOfGuessing(evidence.recorded?.program ?? {});
  return held.length > 0 && guess !== undefined && endLevel(held) < LIMITS.generalises * guess;
}

/**
 * Whether the run ends at less than a quarter of what guessing costs, on held-out rows where there are any: a recorded training
 * that works, whatever its curve looked like on the way.
 */
export function endsWell({ history, evidence }: Observation): boolean {
  const guess = costOfGuessing(evidence.recorded?.program ?? {});
  const losses = history.heldOutLoss ?? history.trainLoss, known = finite(losses);
  return guess !== undefined && known.length > 1 && known.length === losses.length &&
    endLevel(known) < LIMITS.endsWell * guess;
}

/** Activation of each hidden layer with weights, from the input on; `undefined` where that was not recorded. */
export function hiddenActivations(
  { layers = [], hiddenActivations: seen }: ProgramFacts,
): readonly { readonly name: string; readonly activation: string }[] | undefined {
  if (seen !== undefined) {
    return Object.entries(seen).map(([name, activation]) => ({ name, activation })).slice(0, -1);
  }
  const known = layers.flatMap(({ name, activation, weightScale }) =>
    activation === undefined ? [] : [{ name, activation, holdsWeights: weightScale !== undefined }]
  );
  if (!known.some(({ holdsWeights }) => holdsWeights)) return undefined;
  // an activation that is a layer of its own belongs to the one before it
  const joined: { name: string; activation: string }[] = [];
  for (const { name, activation, holdsWeights } of known) {
    if (holdsWeights) joined.push({ name, activation });
    else if (joined.length > 0) joined[joined.length - 1].activation = activation;
  }
  return joined.slice(0, -1);
}
