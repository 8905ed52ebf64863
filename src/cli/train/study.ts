/**
 * The study as the report ordered it: the 64-unit baseline, the report's decision tree, the 128-unit retrain with the
 * report's alerts, the decision tree again.
 *
 * @module
 */
import { alertLine } from "../../report/diagnosis_text.ts";
import { decide, milestoneAlert } from "../../report/plan/mod.ts";
import type { EpochRecord } from "../../training/epoch.ts";
import { presetTraining } from "../../training/presets.ts";
import { claimRun } from "../../run/claim.ts";
import type { FinishedRun } from "../../run/finish.ts";
import { runName } from "../../run/place.ts";
import { formatError } from "../../text/mod.ts";
import { trainClaimed } from "./run.ts";

/** How the study is run. */
export interface StudyOptions {
  /** Cuts every run to that many epochs, into folders of their own. */
  readonly quick: number | null;
  readonly tensorboard: boolean;
  readonly threads: number;
}

/** Runs the study. */
export async function runStudy(options: StudyOptions): Promise<void> {
  const { quick } = options;
  if (quick !== null) console.log(`quick: ${quick} epochs a run show the path, not the result\n`);
  console.log("1. The baseline: 64 units, one sample an update, as monitored\n");
  const baseline = await runPreset("baseline-64", options);
  verdict(baseline);

  console.log("\n2. The report's order (option C): 128 units, 100 epochs, early stopping, a fresh model\n");
  const retrain = await runPreset("retrain-128", options, alertOf);
  verdict(retrain);

  console.log(`
3. What came of it
   test MSE at 64 units ${formatError(baseline.result.testMse)}, at 128 units ${
    formatError(retrain.result.testMse)
  }; forecast for 128 units: 0.015-0.025

   everything lies in   ${baseline.folder}/  ${retrain.folder}/
   why it stays there   deno task probe ${runName(retrain.folder)}
                        deno task diagnose ${retrain.folder}
   what reaches 0.01    deno task train curriculum-64`);
}

async function runPreset(
  preset: string,
  { quick, tensorboard, threads }: StudyOptions,
  onEpoch?: (epochs: readonly EpochRecord[]) => void,
): Promise<FinishedRun> {
  const training = presetTraining(preset, {}, quick);
  const { configuration } = training.setup;
  const claim = claimRun(quick === null ? preset : `quick-${preset}`, configuration, {
    fresh: quick !== null,
  });
  return await trainClaimed(claim, training, { preset, threads, tensorboard, onEpoch });
}

/** The report looked at the running loss; beside it, the branch that the model's error takes. */
function verdict({ runningLoss, result }: FinishedRun): void {
  const [running, frozen] = [runningLoss.overall, result.testMse].map((mse) => decide(mse));
  console.log(`
  verdict of the report's decision tree
    on the running loss, as the report did   ${formatError(running.finalMse)} -> ${running.original}
    on the test MSE                          ${formatError(frozen.finalMse)} -> ${frozen.original}`);
}

/** Prints the report's alert for the epochs it named. */
function alertOf(epochs: readonly EpochRecord[]): void {
  const { epoch, loss } = epochs[epochs.length - 1];
  const alert = milestoneAlert(epoch, loss);
  if (alert !== undefined) console.log(`\n  alert, ${alertLine(alert)}\n`);
}
