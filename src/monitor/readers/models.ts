/**
 * Several models in one file, each under a prefix of its own: `reg_loss` with `reg_val_loss`, `cls_loss` with `cls_val_loss`.
 *
 * @module
 */
import type { Chosen } from "./chosen.ts";
import type { Column } from "./log.ts";

/** The columns of the one that is read, and what is said of the others. */
export interface OneModel {
  readonly columns: readonly Column[];
  /** The prefixes of all models, where there are several. */
  readonly runs: readonly string[];
  readonly notes: readonly string[];
}

/**
 * The columns of one model: the first, the one whose loss was chosen, or the one that was asked for. Outputs of one model have as many epochs; models that
 * are trained one after the other rarely do.
 */
export function oneModel(columns: readonly Column[], { train, validation, run }: Chosen = {}): OneModel {
  const has = (name: string) => columns.some((column) => column.name === name);
  const models = columns.flatMap(({ name, at }) => {
    const prefix = name.match(/^(\w+?)_loss$/)?.[1];
    return prefix !== undefined && has(`${prefix}_val_loss`) ? [{ prefix, length: at.length }] : [];
  });
  if (has("loss") || new Set(models.map(({ length }) => length)).size < 2) {
    return { columns, runs: [], notes: [] };
  }
  const asked = train ?? validation;
  const { prefix } = models.find(({ prefix }) => prefix === run || asked?.startsWith(`${prefix}_`)) ??
    models[0];
  const others = models.map((model) => model.prefix).filter((other) => other !== prefix);
  const ofOthers = (name: string) => others.some((other) => name.startsWith(`${other}_`));
  return {
    columns: columns.filter(({ name }) => !ofOthers(name)),
    runs: models.map((model) => model.prefix),
    notes: run !== undefined ? [] : [
      `${models.length} models in one file: ${prefix} is read; ${
        others.map((other) => `${other} with --train ${other}_loss`).join(", ")
      }`,
    ],
  };
}
