import type { Claim } from "../../run/claim.ts";
import type { FinishedRun } from "../../run/finish.ts";
import { trainInto } from "../../run/train.ts";
import type { Training } from "../../training/trainings.ts";
import { watch, type Watching } from "./progress.ts";
import { nativeIsReady } from "../native_kernel.ts";
import { reportInterrupted, reportRun } from "./summary.ts";

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
    reportInterrupted(claim.folder);
    Deno.exit(130);
  }
  reportRun(run);
  return run;
}
