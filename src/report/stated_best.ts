/**
 * The checkpoint that a file itself calls the best.
 *
 * @module
 */
import type { History } from "../monitor/mod.ts";

/** Epoch or step of it; NaN where its name holds none. */
export function statedAt({ bestCheckpoint, bestCheckpointAt }: History): number {
  return bestCheckpointAt ?? Number(bestCheckpoint?.match(/\d+$/)?.[0]);
}

/** What the file itself calls the best, and that it no longer is where all that was measured got better after it. */
export function stated(history: History): string {
  const { bestCheckpoint } = history;
  if (bestCheckpoint === undefined) return "";
  return isStale(history)
    ? `; ${bestCheckpoint}, which the file itself calls the best, is stale: later evaluations are better`
    : `; the file itself calls ${bestCheckpoint} the best`;
}

/** Whether every held-out measure was better later than at the checkpoint that the file calls the best. */
function isStale(history: History): boolean {
  const { series = [] } = history, stands = statedAt(history);
  const measures = series.filter(({ split, role, at }) =>
    split !== "train" && /loss|metric/.test(role) && at.includes(stands)
  );
  return measures.length > 0 && measures.every(({ at, values, better }) => {
    const from = at.indexOf(stands), there = values[from];
    return values.slice(from + 1).some((later) => better === "higher" ? later > there : later < there);
  });
}
