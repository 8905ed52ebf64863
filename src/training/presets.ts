/**
 * The runs of the study that train one sample at a time.
 *
 * @module
 */
import { type OnlineConfiguration, onlineConfiguration } from "./configuration.ts";

/** The online runs that `deno task train PRESET` knows. */
export const ONLINE_PRESETS: Readonly<Record<string, OnlineConfiguration>> = {
  /** The monitored run: every field at the default, which is that run's value. */
  "baseline-64": onlineConfiguration({}),
  /** The report's order (option C): twice the units, twice the epochs, early stopping, a fresh model. */
  "retrain-128": onlineConfiguration({ hiddenSize: 128, epochs: 100, patience: 15, minDelta: 0.001 }),
};
