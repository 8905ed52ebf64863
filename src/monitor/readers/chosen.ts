/**
 * Columns whose meaning the user gave by hand.
 *
 * @module
 */
import { withMeaning } from "./chinese.ts";

/** Columns by hand. */
export interface Chosen {
  readonly train?: string;
  readonly validation?: string;
  readonly metrics?: readonly { readonly name: string; readonly better: "higher" | "lower" }[];
  /** Which of the runs that stand side by side in one table. */
  readonly run?: string;
}

export function isByHand({ train, validation, metrics = [] }: Chosen = {}): boolean {
  return train !== undefined || validation !== undefined || metrics.length > 0;
}

/** A column has one meaning. */
export function refuseTwice({ train, validation, metrics = [] }: Chosen): void {
  const names = [train, validation, ...metrics.map(({ name }) => name)].filter((name) => name !== undefined);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) throw new TypeError(`column ${twice} cannot be two things at once`);
}

/** The columns that the user named, called as they are shown. */
export function namedAlike({ train, validation, metrics }: Chosen = {}): Chosen {
  const shown = (name: string | undefined) => name && withMeaning(name);
  return {
    train: shown(train),
    validation: shown(validation),
    metrics: metrics?.map((metric) => ({ ...metric, name: withMeaning(metric.name) })),
  };
}

export function chosenMeaning(name: string, { train, validation, metrics = [] }: Chosen) {
  if (name === train) return { role: "loss", split: "train", better: "lower" } as const;
  if (name === validation) return { role: "loss", split: "validation", better: "lower" } as const;
  const metric = metrics.find((metric) => metric.name === name);
  return metric && { role: "metric", split: "validation", better: metric.better } as const;
}
