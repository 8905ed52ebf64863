/**
 * Whose table it is, by the columns that its framework documents.
 *
 * @module
 */
import { saysSplit } from "./classify.ts";
import type { Cells } from "./places.ts";

/** Whose table it is, by the columns that its framework documents. */
export function formatOf(names: readonly string[], separator: string): string {
  const has = (name: string) => names.includes(name);
  if (names.some((name) => /^metrics\/(mAP|accuracy_top)/.test(name))) return `${yoloOf(names)} results.csv`;
  if (names.some((name) => /^(rollout|time|train)\/(ep_|fps|n_updates|total_timesteps)/.test(name))) {
    return "Stable-Baselines3 progress.csv";
  }
  if (has("iter") && separator === "\t") return "CatBoost tsv";
  if (has("epoch") && has("step")) return "Lightning metrics.csv";
  if (has("train_loss") && has("eval_top1")) return "timm summary.csv";
  if (has("train_loss") && has("valid_loss") && has("dur")) return "skorch";
  if (has("epoch") && has("train_loss") && has("valid_loss")) return "fastai CSVLogger";
  if (names.join("\t").startsWith(FLAIR)) return "Flair loss.tsv";
  if (has("epoch") && has("loss")) return "Keras CSVLogger";
  return "CSV";
}

/** YOLOv5 and YOLOv9 name the overlap behind a line and have their losses; what they classify they call test rows. */
function yoloOf(names: readonly string[]): string {
  const isOlder = names.some((name) => name.startsWith("metrics/mAP_") || name === "test/loss");
  if (!isOlder) return "Ultralytics";
  return names.includes("train/dfl_loss") ? "YOLOv9" : "YOLOv5";
}

/** How Flair's loss.tsv begins. */
export const FLAIR = "EPOCH\tTIMESTAMP\t";

/** fastai measures its metrics on validation rows and does not say so. */
export function ofValidation(column: Cells): Cells {
  const own = ["epoch", "time", "dur"];
  return own.includes(column.name) || saysSplit(column.name)
    ? column
    : { ...column, name: `valid_${column.name}` };
}
