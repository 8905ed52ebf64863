import type { FinishedRun } from "../../run/finish.ts";
import { runName } from "../../run/place.ts";
import { formatDuration, formatError } from "../../text/mod.ts";

/** Says how to go on with the run that was to lie in `folder`. */
export function reportInterrupted(folder: string): void {
  console.log(`\ninterrupted; continue with: deno task train --resume ${runName(folder)}`);
}

/** Says how a run ended and where it lies. */
export function reportRun({ folder, record, runningLoss, result }: FinishedRun): void {
  const { status, epochs, seconds, parameters } = record;
  const lines = [
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
  ];
  console.log(lines.join("\n"));
}

function byFrequency(values: readonly number[]): string {
  return values.map(formatError).join("  ");
}
