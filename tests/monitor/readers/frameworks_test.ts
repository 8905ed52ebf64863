/**
 * The files that frameworks wrote (python/fixtures): each is read, as the format it is, with the series that lead.
 */
import { assertEquals } from "@std/assert";
import { leadingLoss, leadingMetric } from "../../../src/monitor/logged.ts";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { unitOf } from "../../../src/monitor/series.ts";

const FOLDER = new URL("../fixtures/", import.meta.url);

/** File, format, training loss, held-out loss, metric; "-" where the file has none. */
const FIXTURES: readonly (readonly [string, string, string, string, string])[] = [
  ["keras/history.json", "Keras History JSON", "loss", "val_loss", "val_accuracy"],
  ["keras/training.log", "Keras CSVLogger", "loss", "val_loss", "val_accuracy"],
  ["timm/summary.csv", "timm summary.csv", "train_loss", "eval_loss", "eval_top1"],
  ["mmengine/vis_data/scalars.json", "JSON lines", "loss", "-", "accuracy/top1"],
  [
    "ultralytics/runs/detect/train/results.csv",
    "Ultralytics results.csv",
    "sum of 3 train losses",
    "sum of 3 validation losses",
    "metrics/mAP50-95(B)",
  ],
  ["wandb/run-fixture.wandb", "W&B run file", "train/loss", "eval/loss", "eval/accuracy"],
  ["fastai/history.csv", "fastai CSVLogger", "train_loss", "valid_loss", "valid_accuracy"],
  [
    "catboost/catboost_info/catboost_training.json",
    "CatBoost catboost_training.json",
    "learn/MultiClass",
    "validation/MultiClass",
    "validation/Accuracy",
  ],
  [
    "lightgbm/evals_result.json",
    "LightGBM or XGBoost evals_result",
    "training/multi_logloss",
    "valid_1/multi_logloss",
    "valid_1/multi_error",
  ],
  [
    "xgboost/evals_result.json",
    "LightGBM or XGBoost evals_result",
    "train/mlogloss",
    "eval/mlogloss",
    "eval/merror",
  ],
  [
    "ludwig/training_statistics.json",
    "JSON",
    "training/label/loss",
    "validation/label/loss",
    "validation/label/accuracy",
  ],
  ["detectron2/metrics.json", "JSON lines", "total_loss", "-", "fast_rcnn/cls_accuracy"],
  ["scikit_learn/loss_curve.json", "JSON", "loss_curve_", "-", "validation_scores_"],
  ["scikit_learn/printed.log", "console log", "loss", "-", "Validation score"],
  ["catboost/printed.log", "CatBoost log", "learn/loss", "validation/loss", "-"],
  [
    "lightgbm/printed.log",
    "LightGBM log",
    "training/multi_logloss",
    "valid_1/multi_logloss",
    "valid_1/multi_error",
  ],
  ["xgboost/printed.log", "XGBoost log", "train/mlogloss", "eval/mlogloss", "eval/merror"],
  [
    "transformers/checkpoint-60/trainer_state.json",
    "Hugging Face trainer_state.json",
    "loss",
    "eval_loss",
    "eval_accuracy",
  ],
  ["stable_baselines3/progress.csv", "Stable-Baselines3 progress.csv", "train/policy_loss", "-", "-"],
  ["numpy/history.npz", "NumPy .npz", "train_loss", "val_loss", "val_accuracy"],
];

for (const [file, format, ...expected] of FIXTURES) {
  Deno.test(`framework: ${file}`, () => {
    const history = readHistory(Deno.readFileSync(new URL(file, FOLDER)));
    const leading = [
      leadingLoss(history, "train"),
      leadingLoss(history, "validation", "test"),
      leadingMetric(history, "validation", "test"),
    ];
    // metrics of a file with one set are not told apart by split
    const metric = leading[2] ?? leadingMetric(history);
    assertEquals([history.format, leading[0]?.name ?? "-", leading[1]?.name ?? "-", metric?.name ?? "-"], [
      format,
      ...expected,
    ]);
  });
}

const OWN_UNITS: readonly (readonly [string, string])[] = [
  ["xgboost/printed.log", "round"],
  ["xgboost/evals_result.json", "round"],
  ["lightgbm/printed.log", "round"],
  ["lightgbm/evals_result.json", "round"],
  ["catboost/printed.log", "iteration"],
  ["catboost/catboost_info/learn_error.tsv", "iteration"],
  ["catboost/catboost_info/catboost_training.json", "iteration"],
  ["scikit_learn/printed.log", "iteration"],
  ["detectron2/metrics.json", "iteration"],
  ["keras/history.json", "epoch"],
  ["transformers/checkpoint-60/trainer_state.json", "step"],
];

for (const [file, unit] of OWN_UNITS) {
  Deno.test(`framework: ${file} counts by ${unit}`, () => {
    assertEquals(unitOf(readHistory(Deno.readFileSync(new URL(file, FOLDER)))), unit);
  });
}

Deno.test("framework: scikit-learn's validation scores stand at the iterations they were measured in", () => {
  const { series = [] } = readHistory(Deno.readFileSync(new URL("scikit_learn/printed.log", FOLDER)));
  const [loss, score] = ["loss", "Validation score"].map((name) => series.find((s) => s.name === name));
  assertEquals(score?.at, loss?.at);
  assertEquals([score?.at[0], score?.split, score?.better], [1, "validation", "higher"]);
});
