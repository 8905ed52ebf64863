/**
 * The runs that `deno task train PRESET` knows.
 *
 * @module
 */
import { NOISE_NAMES, type NoiseName } from "../signal/mod.ts";
import { type OnlineConfiguration, onlineConfiguration } from "./configuration.ts";
import { CURRICULA, ONE_LENGTH, PATIENT_CURRICULA, quickStages } from "./curricula.ts";
import { curriculumConfiguration } from "./curriculum_configuration.ts";
import type { Stage } from "./stage.ts";
import { curriculumTraining, onlineTraining, type Training } from "./trainings.ts";

/** The runs of the study, which train one sample at a time. */
export const ONLINE_PRESETS: Readonly<Record<string, OnlineConfiguration>> = named({
  /** The monitored run: every field at the default, which is that run's value. */
  "baseline-64": onlineConfiguration({}),
  /** The report's order (option C): twice the units, twice the epochs, early stopping, a fresh model. */
  "retrain-128": onlineConfiguration({ hiddenSize: 128, epochs: 100, patience: 15, minDelta: 0.001 }),
});

/** A curriculum run: its stages follow the noise. */
interface CurriculumPreset {
  readonly stages: Readonly<Record<NoiseName, readonly Stage[]>>;
  readonly clipNorm?: number;
}

/** What works, and what comes nearest to what can be had. */
export const CURRICULUM_PRESETS: Readonly<Record<string, CurriculumPreset>> = named({
  "curriculum-64": { stages: CURRICULA },
  "patient-64": { stages: PATIENT_CURRICULA, clipNorm: ONE_LENGTH },
});

/** Names of all presets. */
export const PRESETS: readonly string[] = [
  ...Object.keys(ONLINE_PRESETS),
  ...Object.keys(CURRICULUM_PRESETS),
];

/**
 * A preset with what the user changed; each noise has a curriculum of its own.
 *
 * @param quickEpochs epochs (of each stage) that it is cut to, where it is not trained in full
 * @throws {RangeError} for a preset that is none, and for what the configuration's table refuses
 */
export function presetTraining(
  preset: string,
  changed: Readonly<Record<string, unknown>>,
  quickEpochs: number | null = null,
): Training {
  if (preset in CURRICULUM_PRESETS) {
    const whole = curriculumConfiguration({ ...curriculumFields(preset, changed), ...changed });
    const stages = quickEpochs === null ? whole.stages : quickStages(whole.stages, quickEpochs);
    return curriculumTraining({ ...whole, stages });
  }
  if (!(preset in ONLINE_PRESETS)) {
    throw new RangeError(`no preset is called ${preset}; there are ${PRESETS.join(", ")}`);
  }
  const cut = quickEpochs === null ? {} : { epochs: quickEpochs };
  return onlineTraining(onlineConfiguration({ ...ONLINE_PRESETS[preset], ...cut, ...changed }));
}

/** The preset's own fields for the noise; of a noise that is none the configuration's table speaks. */
function curriculumFields(
  preset: string,
  { noise = "literal" }: Readonly<Record<string, unknown>>,
): Omit<CurriculumPreset, "stages"> & { readonly stages?: readonly Stage[] } {
  const { stages, ...others } = CURRICULUM_PRESETS[preset];
  return { ...others, stages: NOISE_NAMES.flatMap((name) => name === noise ? [stages[name]] : [])[0] };
}

/** Name of a preset's run: of a curriculum, each noise has a network of its own. */
export function runName(preset: string, noise: NoiseName): string {
  return noise === "literal" ? preset : `${preset}-${noise}`;
}

/** Name of the curriculum's run on a noise preset. */
export function curriculumName(noise: NoiseName): string {
  return runName("curriculum-64", noise);
}

/** The table without what every object inherits: a user may ask for a preset called "constructor". */
function named<T>(table: Record<string, T>): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null), table);
}
