/**
 * Tables of a few rows, of which something may be missing anywhere.
 */
import { normalNumbers } from "../monitor/histories.ts";

/** The columns that tools write. */
export const TOOLS: Readonly<Record<string, readonly string[]>> = {
  "history.csv": ["epoch", "loss", "val_loss", "accuracy", "val_accuracy", "learning_rate"],
  "results.csv": [
    "epoch",
    "train/box_loss",
    "train/cls_loss",
    "metrics/mAP50-95(B)",
    "val/box_loss",
    "val/cls_loss",
    "lr/pg0",
  ],
  "metrics.csv": ["epoch", "step", "train_loss_step", "train_loss_epoch", "val_loss", "val_f1", "test_loss"],
  "progress.csv": [
    "time/total_timesteps",
    "rollout/ep_rew_mean",
    "rollout/ep_len_mean",
    "eval/mean_reward",
    "train/value_loss",
    "train/learning_rate",
    "train/explained_variance",
  ],
  "log.csv": ["step", "reward", "loss", "kl", "grad_norm", "eval_loss", "eval_wer", "learning_rate"],
  "gan.csv": ["epoch", "gen_loss", "disc_loss", "val_psnr", "fid"],
};

/** A table of that many rows, of which some columns are missing, and some cells blank or no number. */
export function shortLog(names: readonly string[], rows: number, seed: number): string {
  const normal = normalNumbers(seed), chance = () => Math.abs(normal()) % 1;
  const shown = names.filter((name, i) => i === 0 || name === "loss" || chance() < 0.8);
  const drift = shown.map(() => 0.3 * normal()), scale = shown.map(() => Math.exp(3 * normal()));
  const blanks = chance() < 0.5 ? 0.3 * chance() : 0, broken = chance() < 0.3 ? 0.2 : 0;
  const lines = Array.from({ length: rows }, (_, row) =>
    shown.map((name, column) => {
      if (column === 0 || name === "step") return row + 1;
      if (chance() < blanks) return "";
      if (chance() < broken) return ["nan", "inf", "0"][Math.floor(3 * chance())];
      const value = scale[column] * Math.exp(drift[column] * row + 0.2 * normal());
      return /acc|f1|mAP/.test(name) ? Math.min(1, value).toFixed(4) : value.toPrecision(5);
    }).join());
  return [shown.join(), ...lines].join("\n") + "\n";
}
