/**
 * Held-out text that is foreseen to a twentieth of a nat: it is all of one pattern, or stands in the input.
 *
 * @module
 */
import { endLevel, finite, leadingMetric } from "../../logged.ts";
import type { History, Outcome } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { limitsOf } from "../../thresholds.ts";
import { found, speaksFor } from "../outcome.ts";

const LIMITS = limitsOf("suspiciously-good");

/** Of a language model whose answers no metric counts. */
export function textForeseen(history: History): Outcome | undefined {
  const [first = NaN] = finite(history.trainLoss), held = endLevel(finite(history.heldOutLoss ?? []));
  const isLow = first > LIMITS.ofLanguage && held < LIMITS.heldOutText;
  return !isLow || leadingMetric(history) !== undefined ? undefined : {
    ...found(
      "info",
      `Held-out loss ${
        formatNumber(held)
      }: nearly every token is foreseen, as in text all of one pattern, or where the answer stands in the input`,
      { first, heldOut: held, isSure: false, beside: true },
      [speaksFor("data", 1)],
    ),
    called: "NO ALARM: VERY LOW HELD-OUT LOSS",
    remedy:
      "Shuffle the tokens of a held-out text: its loss has to rise to ln of the vocabulary. Then look at mask and shift of the labels, and count texts that both sets hold.",
  };
}
