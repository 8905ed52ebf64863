/**
 * The fault study: every fault and every healthy kind from every seed, judged.
 *
 * @module
 */
import { CONTROLS, type Fault, FAULTS } from "./faults.ts";
import { measureSmall } from "./measure.ts";
import { HEALTHY, type Recipe } from "./recipe.ts";
import { judgeTrial, type Trial } from "./score.ts";
import { trainSmall } from "./train.ts";

/** What is done to the runs of one row: a fault, or a change that is none. */
interface Kind {
  readonly name: string;
  readonly change: Partial<Recipe>;
  readonly fault?: Fault;
}

/** All rows of the study. */
export const KINDS: readonly Kind[] = [...FAULTS.map((fault) => ({ ...fault, fault })), ...CONTROLS];

/** Trains one small run after another and lets the monitor judge it. */
export async function* runTrials(seeds: readonly number[]): AsyncGenerator<Trial> {
  for (const { name, change, fault } of KINDS) {
    for (const seed of seeds) {
      const run = await trainSmall({ ...HEALTHY, ...change }, seed);
      const evidence = await measureSmall(run);
      run.engine.dispose();
      yield judgeTrial({ kind: name, seed, fault }, { history: run.history, evidence });
    }
  }
}
