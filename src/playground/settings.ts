/**
 * Everything that a reader can choose, and its place in the address.
 *
 * @module
 */

/** How the network comes by its weights. */
export const WAYS = ["online", "windows", "curriculum", "constructed"] as const;
export type Way = typeof WAYS[number];

/** Sizes that the kernel takes and that a page trains in a minute. */
export const SIZES = [8, 16, 32, 64, 128] as const;

/** The sines of the mixture. */
export const FREQUENCIES_HZ = [1, 3, 5, 7] as const;

/** What decides a training: another value starts it anew. */
export interface Experiment {
  readonly way: Way;
  /** Width P of the noise's phases, 0 to 2 pi. */
  readonly phaseRange: number;
  readonly hiddenSize: number;
  readonly seed: number;
}

/** How the same network is looked at; changes nothing in it. */
export interface View {
  /** The error on frozen weights, or the running loss. */
  readonly frozen: boolean;
  /** S = 0 from {@linkcode CHANGE_SECONDS} on. */
  readonly silence: boolean;
  /** The recording begins 0.13 s late. */
  readonly late: boolean;
  /** Index of the sine asked for in the figures. */
  readonly selector: number;
}

/** The whole state of the page. */
export interface Settings extends Experiment, View {
  /** Chapter of the text, from 1. */
  readonly chapter: number;
}

export const DEFAULTS: Settings = {
  way: "online",
  phaseRange: 2 * Math.PI,
  hiddenSize: 64,
  seed: 1,
  frozen: false,
  silence: false,
  late: false,
  selector: 0,
  chapter: 1,
};

/** Phase ranges are kept to three digits of pi, so that an address stays short. */
const roundPhase = (turns: number) => Math.round(turns * 1000) / 1000;

/**
 * The settings as the part of an address after `#`; what stands at its default is left out.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const settings = { ...DEFAULTS, way: "curriculum" as const, frozen: true };
 * assertEquals(toAddress(settings), "way=curriculum&view=frozen");
 * assertEquals(fromAddress("#" + toAddress(settings)), settings);
 * ```
 */
export function toAddress(settings: Settings): string {
  const { way, phaseRange, hiddenSize, seed, frozen, silence, late, selector, chapter } = settings;
  const entries: [keyof Settings, string, string | number][] = [
    ["way", "way", way],
    ["phaseRange", "noise", roundPhase(phaseRange / Math.PI)],
    ["hiddenSize", "units", hiddenSize],
    ["seed", "seed", seed],
    ["frozen", "view", frozen ? "frozen" : "running"],
    ["silence", "silence", Number(silence)],
    ["late", "late", Number(late)],
    ["selector", "hz", FREQUENCIES_HZ[selector]],
    ["chapter", "chapter", chapter],
  ];
  return entries.filter(([key]) => settings[key] !== DEFAULTS[key])
    .map(([, name, value]) => `${name}=${value}`).join("&");
}

/** The settings in an address; whatever is missing, unknown or out of range stands at its default. */
export function fromAddress(hash: string): Settings {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const number = (name: string, allowed: (value: number) => boolean, otherwise: number) => {
    const value = Number(given.get(name) ?? NaN);
    return allowed(value) ? value : otherwise;
  };
  const [way, view] = [given.get("way"), given.get("view")];
  const hertz = number("hz", (hz) => FREQUENCIES_HZ.some((known) => known === hz), FREQUENCIES_HZ[0]);
  return {
    way: WAYS.find((known) => known === way) ?? DEFAULTS.way,
    phaseRange: Math.PI * number("noise", (turns) => turns >= 0 && turns <= 2, 2),
    hiddenSize: number("units", (units) => SIZES.some((size) => size === units), DEFAULTS.hiddenSize),
    seed: number("seed", (seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32, DEFAULTS.seed),
    frozen: view === "frozen",
    silence: given.get("silence") === "1",
    late: given.get("late") === "1",
    selector: FREQUENCIES_HZ.findIndex((known) => known === hertz),
    chapter: number("chapter", (chapter) => Number.isInteger(chapter) && chapter >= 1, DEFAULTS.chapter),
  };
}
