/**
 * What is said of a diffusion model without a held-out loss.
 *
 * @module
 */
import { median } from "simple-statistics";
import { endLevel, finite, leadingLoss } from "../../logged.ts";
import type { History, Outcome } from "../../records.ts";
import { laterHalf, tail, trendPValue } from "../../series.ts";
import { formatNumber } from "../../../text/mod.ts";
import { found } from "../outcome.ts";
import { isStillRunning } from "../course/schedule_not_over.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("loss-is-no-error");

/** Means in which single batches do not count. */
const BINS = 100;

/** Each step is measured at a noise of its own: what is easy and what is hard covers what is learned. */
export function diffusion(history: History): Outcome {
  const loss = leadingLoss(history, "train"), known = finite(loss?.values ?? []);
  const start = known.length === 0 ? NaN : median(known.slice(0, tail(known).length));
  const course = loss === undefined
    ? ""
    : `: ${loss.name} about ${formatNumber(start)} at first, about ${
      formatNumber(endLevel(known))
    } at the end`;
  const stillFalls = known.length >= BINS &&
    trendPValue(laterHalf(known), "down") < LIMITS.surely;
  const outcome = found(
    "info",
    `The loss is the error at random amounts of noise, and its height says little of the samples${course}${
      stillFalls ? "; it still falls" : ""
    }`,
    { kind: "diffusion", stillFalls },
  );
  return {
    ...outcome,
    called: `NO ALARM: ${stillFalls ? "STILL FALLING, " : ""}JUDGE BY SAMPLES`,
    remedy: stillFalls && !isStillRunning(history) ? `${FALLS} ${samples(history)}` : samples(history),
  };
}

const FALLS =
  "The loss still falls: train longer from the last checkpoint, or at a higher rate if it falls slowly.";

/** What is held still between checkpoints: the noise that samples begin with, and prompts where the model takes any. */
function samples({ series = [] }: History): string {
  const takesPrompts = series.some(({ name }) => /unet|text_?encoder|prompt/i.test(name));
  return `Judge by samples: the same ${
    takesPrompts ? "prompts and " : ""
  }seeds from each checkpoint that was saved, side by side; the last good one before they all look alike is the one to use.`;
}
