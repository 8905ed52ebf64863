/**
 * One training, from its claimed folder to what is said at its end.
 *
 * @module
 */
import { openLibrary } from "../../engine/native/library.ts";
import type { Claim } from "../../run/claim.ts";
import type { FinishedRun } from "../../run/finish.ts";
import { runName } from "../../run/place.ts";
import { trainInto } from "../../run/train.ts";
import { formatDuration, formatError } from "../../text/mod.ts";
import type { Training } from "../../training/trainings.ts";
import { watch, type Watching } from "./progress.ts";

/** What the flags say of any run, whatever it trains. */
export interface How extends Watching {
  readonly preset: string;
  readonly threads: number;
}

/**
 * Trains into the claimed folder, shows how that goes on and says how it ended; exits with 130, as shells do, when it
 * was interrupted.
 */
export async function trainClaimed(
  claim: Claim,
  training: Training,
  { preset, threads, ...watching }: How,
): Promise<FinishedRun> {
  let run: FinishedRun | null;
  {
    using place = claim;
    const watcher = await watch(place.training, training, watching);
    run = await trainInto({ ...place, preset, threads, nativeIsReady }, training, watcher);
  }
  if (run === null) {
    console.log(`\ninterrupted; continue with: deno task train --resume ${runName(claim.folder)}`);
    Deno.exit(130);
  }
  console.log(endText(run));
  return run;
}

/** Whether the native kernel can be taken; of one that is there and cannot it says why, in one line. */
function nativeIsReady(): boolean {
  const opened = openLibrary();
  if (opened.state === "refused") console.error(`${opened.why}; WebAssembly goes on`);
  return opened.state === "ready";
}

/** How a run ended and where it lies. */
function endText({ folder, record, runningLoss, result }: FinishedRun): string {
  const { status, epochs, seconds, parameters } = record;
  return [
    "",
    `${folder}: ${status} after ${epochs} epochs, ${formatDuration(seconds)}, ${
      parameters.toLocaleString("en")
    } parameters`,
    `  running loss   ${formatError(runningLoss.overall)}   by frequency ${
      byFrequency(runningLoss.byFrequency)
    }`,
    "                 (last epoch, each loss taken before the update that follows it)",
    `  test MSE       ${formatError(result.testMse)}   by frequency ${
      byFrequency(result.testMseByFrequency)
    }`,
    `                 (${result.protocol})`,
    `  predict zero   ${formatError(result.baselines.zero)}   test MSE of a predictor that needs no network`,
  ].join("\n");
}

function byFrequency(values: readonly number[]): string {
  return values.map(formatError).join("  ");
}
