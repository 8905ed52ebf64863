/**
 * The layouts that tools document, a few rows of each: which series are taken, and as what.
 */
import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { readHistory } from "../../../src/monitor/readers/mod.ts";

const read = (text: string, name?: string) =>
  readHistory(new TextEncoder().encode(text), name === undefined ? {} : { name });
const roles = (text: string, name?: string) =>
  (read(text, name).series ?? []).map(({ name, role, split }) => `${name}: ${split} ${role}`);

const LAYOUTS: Readonly<Record<string, readonly [text: string, series: readonly string[]]>> = {
  "Ultralytics results.csv": [
    "epoch,time,train/box_loss,metrics/mAP50(B),val/box_loss,lr/pg0\n1,9,1.5,0.2,1.2,1e-3\n2,18,1.3,0.7,1.1,2e-3\n",
    [
      "time: train time",
      "train/box_loss: train loss term",
      "metrics/mAP50(B): validation metric",
      "val/box_loss: validation loss term",
      "lr/pg0: train learning rate",
    ],
  ],
  "JSON lines, a last line half written": [
    '{"iteration": 19, "total_loss": 2.7, "lr": 1e-5}\n{"iteration": 39, "total_loss": 2.1, "lr": 2e-5}\n{"itera',
    ["total_loss: train loss", "lr: train learning rate"],
  ],
  "LightGBM evals_result": [
    '{"training": {"auc": [0.9, 0.95]}, "valid_1": {"auc": [0.8, 0.82]}}',
    ["training/auc: train metric", "valid_1/auc: validation metric"],
  ],
  "XGBoost evals_result": [
    '{"validation_0": {"logloss": [0.5, 0.4]}, "validation_1": {"logloss": [0.6, 0.5]}}',
    ["train/logloss: train loss term", "validation_1/logloss: validation loss term"],
  ],
  "CatBoost learn_error.tsv": ["iter\tLogloss\n0\t0.68\n1\t0.67\n2\t0.66\n", ["Logloss: train loss term"]],
  "fastai CSVLogger": [
    "epoch,train_loss,valid_loss,accuracy,time\n0,0.9,0.8,0.6,00:12\n1,0.7,0.7,0.7,00:11\n",
    ["train_loss: train loss", "valid_loss: validation loss", "valid_accuracy: validation metric"],
  ],
  "Stable-Baselines3 progress.csv": [
    "rollout/ep_rew_mean,train/policy_gradient_loss,time/fps\n9,-0.01,100\n12,-0.02,101\n",
    ["rollout/ep_rew_mean: train reward", "train/policy_gradient_loss: train loss term"],
  ],
  "byte order mark and CRLF": [
    "\ufeffepoch,loss,val_loss\r\n0,2,3\r\n1,1,2\r\n",
    ["loss: train loss", "val_loss: validation loss"],
  ],
  "no header": ["1,2.3,2.4\n2,1.9,2.0\n3,1.5,1.8\n", ["loss: train loss", "val_loss: validation loss"]],
};

for (const [layout, [text, series]] of Object.entries(LAYOUTS)) {
  Deno.test(`layout: ${layout}`, () => assertEquals(roles(text), series));
}

Deno.test("layout: an MLflow metric file is named by its file", () => {
  assertEquals(roles("1700000000000 0.9 0\n1700000001000 0.7 1\n", "val_loss"), [
    "val_loss: validation loss",
  ]);
});

Deno.test("runs appended to one file are told apart, and the last is read", () => {
  const { trainLoss, notes } = read("epoch,loss\n0,5\n1,4\n0,3\n1,2\n2,1\n");
  assertEquals(trainLoss, [3, 2, 1]);
  assertMatch(notes.join(), /2 runs in one file/);
});

Deno.test("columns by hand lead", () => {
  const bytes = new TextEncoder().encode("epoch,objective,check\n0,5,6\n1,4,7\n");
  const { trainLoss, heldOutLoss } = readHistory(bytes, {
    chosen: { train: "objective", validation: "check" },
  });
  assertEquals([trainLoss, heldOutLoss], [[5, 4], [6, 7]]);
  const error = assertThrows(() => readHistory(bytes, { chosen: { train: "loss" } })) as Error;
  assertEquals(error.message, "no column loss; the file has objective, check");
});

Deno.test("an event file with a flipped bit is refused, with the place", () => {
  const bytes = Deno.readFileSync(new URL("../fixtures/events.out.tfevents.fixture", import.meta.url));
  bytes[bytes.length - 8] ^= 1;
  assertMatch((assertThrows(() => readHistory(bytes)) as Error).message, /record at byte \d+ is damaged/);
});

Deno.test("names are printed, not obeyed: control characters of a column's name are marked", () => {
  const [{ name }] = read('{"loss": [2, 1], "\\u001b[2Jval_loss\\u202e": [3, 2]}').series!.slice(1);
  assertEquals(name, "?[2Jval_loss?");
});
