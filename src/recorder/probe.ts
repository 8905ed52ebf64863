/**
 * Experiments on a TensorFlow.js model, as `python -m wont_it_train probe` makes them: each trains the model from the weights it
 * has now, for some dozens of updates, and leaves it as it was.
 *
 * @module
 */
import { diagnose } from "../monitor/mod.ts";
import { readObservation } from "../monitor/readers/mod.ts";
import { shortText } from "../report/short_text.ts";
import { classesOf, countsOf } from "./facts.ts";
import { programFacts, type RecorderOptions, withNaN } from "./recorder.ts";
import type { Optimizer, ProbedModel, ProbedTensor } from "./tfjs.ts";

const BATCH = 32, ROWS = 512;
const FACTORS = [1e-3, 1e-2, 0.1, 1, 10, 100, 1000];

/** What an experiment needs: the rows, and how long it may take. */
export interface ProbeOptions extends Pick<RecorderOptions, "write" | "say"> {
  readonly x: ProbedTensor;
  readonly y: ProbedTensor;
  /** Updates an experiment (100). */
  readonly steps?: number;
}

/** One arm of an experiment. */
interface Arm {
  readonly rate?: number;
  readonly inputs?: "zero";
  readonly labels?: "shuffled";
  /** Judged on the last fifth of the rows, which is not trained on. */
  readonly heldOut?: boolean;
}

/**
 * One batch by heart, the loss at the start, other rates, shuffled labels, inputs of zero; then the verdict. Rows are taken in a
 * fixed mixed order.
 *
 * @throws {TypeError} for a model that was not compiled, {RangeError} for fewer than two rows or `steps` below 1.
 */
export async function probe(model: ProbedModel, options: ProbeOptions): Promise<void> {
  const { x, y, steps = 100, write = () => {}, say = console.log } = options;
  if (model.optimizer === undefined) throw new TypeError("the model was not compiled: compile it first");
  if (!(Number.isInteger(steps) && steps >= 1)) {
    throw new RangeError(`steps must be at least 1, got ${steps}`);
  }
  const rows = x.shape[0];
  if (rows < 2) throw new RangeError(`an experiment takes two rows, got ${rows}`);
  const order = mixed(rows, 1), held = Math.floor(rows / 5);
  const own = model.optimizer, first = model.getWeights().map((weight) => weight.clone());
  const lines: string[] = [];
  const note = (line: Readonly<Record<string, unknown>>) => {
    lines.push(withNaN(line));
    write(`${lines[lines.length - 1]}\n`);
  };
  const take = (optimizer: Optimizer) => {
    if (model.optimizer !== own) model.optimizer.dispose();
    model.setWeights(first);
    model.optimizer = optimizer;
  };
  const fresh = (rate?: number) => take(anew(own, rate));
  const loss = (at: readonly number[]) => {
    const [inputs, targets] = [x.gather([...at]), y.gather([...at])];
    const found = [model.evaluate(inputs, targets, { batchSize: ROWS, verbose: 0 })].flat();
    const value = found[0].dataSync()[0];
    [inputs, targets, ...found].forEach((tensor) => tensor.dispose());
    return value;
  };
  const update = async (at: readonly number[], labelsAt: readonly number[], zero: boolean) => {
    const [given, targets] = [x.gather([...at]), y.gather([...labelsAt])];
    const inputs = zero ? given.mul(0) : given.clone();
    await model.trainOnBatch(inputs, targets);
    [given, inputs, targets].forEach((tensor) => tensor.dispose());
  };
  const trained = async ({ rate, inputs, labels, heldOut = false }: Arm) => {
    fresh(rate);
    const own = heldOut ? order.slice(0, rows - held) : order;
    const others = labels === "shuffled" ? mixed(own.length, 2).map((i) => own[i]) : own;
    const batches = Math.max(1, Math.floor(own.length / BATCH));
    for (let step = 0; step < steps; step++) {
      const from = step % batches * BATCH, to = from + BATCH;
      await update(own.slice(from, to), others.slice(from, to), inputs === "zero");
    }
    return loss(heldOut ? order.slice(rows - held).slice(0, ROWS) : order.slice(0, ROWS));
  };

  note({ recorder: 2, ...programFacts(model, { x, y }) });
  fresh();
  const batch = order.slice(0, BATCH);
  const before = loss(batch);
  for (let step = 0; step < 2 * steps; step++) await update(batch, batch, false);
  note({ experiment: "one_batch", one_batch: { first: before, last: loss(batch), steps: 2 * steps } });
  fresh();
  const expected = costOfGuessing(y);
  if (expected > 0) {
    note({ experiment: "loss_at_start", loss_at_start: { loss: loss(order.slice(0, ROWS)), expected } });
  }
  if (typeof own.learningRate === "number") {
    const rates = [];
    for (const factor of FACTORS) {
      const rate = own.learningRate * factor;
      rates.push({ rate, loss: await trained({ rate }) });
    }
    note({ experiment: "rates", rates });
  }
  if (held >= 20) {
    const as_they_are = await trained({ heldOut: true });
    const shuffled = await trained({ heldOut: true, labels: "shuffled" });
    note({ experiment: "labels", labels: { as_they_are, shuffled } });
  }
  note({
    experiment: "inputs",
    inputs: { as_they_are: await trained({}), zero: await trained({ inputs: "zero" }) },
  });
  take(own);
  first.forEach((weight) => weight.dispose());
  const { history, evidence } = readObservation(new TextEncoder().encode(lines.join("\n")));
  say(shortText(history, diagnose({ history, evidence }), "these experiments"));
}

/** An optimiser of the same settings that has seen nothing, at its own rate or another. */
function anew(optimizer: Optimizer, rate?: number): Optimizer {
  const made = optimizer.constructor as unknown as {
    fromConfig(cls: unknown, config: Readonly<Record<string, unknown>>): Optimizer;
  };
  const config = optimizer.getConfig() as Readonly<Record<string, unknown>>;
  return made.fromConfig(made, rate === undefined ? config : { ...config, learningRate: rate });
}

/** ln K for classes, the mean square for numbers. */
function costOfGuessing(y: ProbedTensor): number {
  const classes = classesOf(y), values = y.dataSync();
  if (classes !== undefined) {
    const present = countsOf(classes).filter((n) => n > 0).length;
    if (present > 1 && present <= Math.max(20, classes.length / 10)) return Math.log(present);
  }
  return Array.from(values).reduce((sum, value) => sum + value * value, 0) / values.length;
}

/** 0 to n - 1 in an order that depends on the seed alone (Fisher and Yates; a linear congruential generator). */
function mixed(n: number, seed: number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  let state = seed;
  for (let i = n - 1; i > 0; i--) {
    state = (1664525 * state + 1013904223) % 2 ** 32;
    const j = Math.floor(state / 2 ** 32 * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
