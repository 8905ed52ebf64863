import type { FinishedRun } from "../../run/finish.ts";
import { runName } from "../../run/place.ts";
import { formatDuration } from "../../text/mod.ts";

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
    `  running loss   ${shown(runningLoss.overall)}   by frequency ${byFrequency(runningLoss.byFrequency)}`,
    "                 (last epoch, each loss taken before the update that follows it)",
    `  test MSE       ${shown(result.testMse)}   by frequency ${byFrequency(result.testMseByFrequency)}`,
    `                 (${result.protocol})`,
    `  predict zero   ${result.baselines.zero.toFixed(4)}   test MSE of a predictor that needs no network`,
  ];
  console.log(lines.join("\n"));
}

function byFrequency(values: readonly number[]): string {
  return values.map(shown).join("  ");
}

/** Four digits behind the point, or as a power of ten where they would say next to nothing. */
function shown(value: number): string {
  return value < 0.001 ? value.toExponential(1) : value.toFixed(4);
}
