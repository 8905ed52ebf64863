/**
 * The runs that `deno task train PRESET` knows.
 *
 * @module
 */
import type { NoiseName } from "../signal/mod.ts";
import { type OnlineConfiguration, onlineConfiguration } from "./configuration.ts";
import { type CurriculumConfiguration, curriculumConfiguration } from "./curriculum_configuration.ts";

/** The runs of the study, which train one sample at a time. */
export const ONLINE_PRESETS: Readonly<Record<string, OnlineConfiguration>> = named({
  /** The monitored run: every field at the default, which is that run's value. */
  "baseline-64": onlineConfiguration({}),
  /** The report's order (option C): twice the units, twice the epochs, early stopping, a fresh model. */
  "retrain-128": onlineConfiguration({ hiddenSize: 128, epochs: 100, patience: 15, minDelta: 0.001 }),
});

/** What works. The stages follow the noise preset, see `CURRICULA`. */
export const CURRICULUM_PRESETS: Readonly<Record<string, Omit<CurriculumConfiguration, "noise" | "stages">>> =
  named({ "curriculum-64": withoutNoise(curriculumConfiguration({})) });

/** Name of the curriculum's run on a noise preset: each preset has a network of its own. */
export function curriculumName(noise: NoiseName): string {
  return noise === "literal" ? "curriculum-64" : `curriculum-64-${noise}`;
}

/** The table without what every object inherits: a user may ask for a preset called "constructor". */
function named<T>(table: Record<string, T>): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null), table);
}

function withoutNoise({ noise: _, stages: __, ...others }: CurriculumConfiguration) {
  return others;
}
