/**
 * What the buttons of the six chapters set up.
 *
 * @module
 */
import { PHASE_RANGES } from "../../signal/noise.ts";
import { DEFAULTS, type Settings } from "../settings.ts";

/** A chapter's settings, and whether its network is to be trained if it is not yet. */
export interface Preset extends Omit<Settings, "hiddenSize" | "seed" | "chapter"> {
  readonly trains: boolean;
}

const { literal, softened } = PHASE_RANGES;
const plain = { ...DEFAULTS, trains: true };

/** In the order of the chapters. */
export const PRESETS: readonly Preset[] = [
  { ...plain, way: "online", phaseRange: literal },
  { ...plain, way: "online", phaseRange: literal, frozen: true },
  { ...plain, way: "constructed", phaseRange: literal, frozen: true, selector: 1, trains: false },
  { ...plain, way: "curriculum", phaseRange: softened, frozen: true, selector: 1 },
  { ...plain, way: "curriculum", phaseRange: softened, frozen: true, selector: 1, silence: true },
  { ...plain, way: "curriculum", phaseRange: literal, frozen: true, selector: 1, silence: true },
];
