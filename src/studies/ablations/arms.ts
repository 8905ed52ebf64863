/**
 * The curriculum with one thing changed at a time.
 *
 * @module
 */
import { NOISE_NAMES, type NoiseName } from "../../signal/mod.ts";
import { CURRICULA } from "../../training/curricula.ts";
import type { Stage } from "../../training/stage.ts";
import { shareOf, windowsAlone } from "../network.ts";

/** What differs from the curriculum; every arm trains on about as many samples. */
export interface Arm {
  readonly about: string;
  readonly change: (stages: readonly Stage[]) => readonly Stage[];
  /** False where each stage takes the weights as the one before left them. */
  readonly slowDown?: false;
  /** Where it differs from the curriculum at all; the clock has one start already, and windows alone leave it at 0.5. */
  readonly noises: readonly NoiseName[];
}

/** Where the network becomes a filter. */
const FILTER: readonly NoiseName[] = ["softened", "quarter"];

/** The arms by name, in the order of table and figure. */
export const ARMS = {
  "the curriculum": {
    about: "as study:curriculum trains it",
    change: (stages) => stages,
    noises: NOISE_NAMES,
  },
  "biases left alone": {
    about: "a finer rate takes the weights as they are",
    change: (stages) => stages,
    slowDown: false,
    noises: NOISE_NAMES,
  },
  "one start": {
    about: "every lane begins with the recording, in as many more epochs as there are fewer lanes",
    change: (stages) => stages.map((stage) => ({ ...stage, starts: 1, epochs: stage.epochs * stage.starts })),
    noises: FILTER,
  },
  "L = 1 in every stage": {
    about: "windows of one sample: nothing is propagated back in time",
    change: (stages) => stages.map((stage) => ({ ...stage, windowSeconds: stage.decimation / SAMPLE_RATE })),
    noises: FILTER,
  },
  "1000 Hz alone": {
    about: "the last stage's windows from a random start",
    change: windowsAlone,
    noises: FILTER,
  },
} as const satisfies Readonly<Record<string, Arm>>;

/** Name of an arm. */
export type ArmName = keyof typeof ARMS;

const SAMPLE_RATE = 1000; // Hz, at decimation 1

/** An arm's stages, with the rates of all of them multiplied and their epochs cut to a share. */
export function armStages(
  { arm, noise, rate, share }: {
    readonly arm: ArmName;
    readonly noise: NoiseName;
    readonly rate: number;
    readonly share: number;
  },
): readonly Stage[] {
  const changed = ARMS[arm].change(shareOf(CURRICULA[noise], share));
  return changed.map((stage) => ({ ...stage, learningRate: stage.learningRate * rate }));
}
