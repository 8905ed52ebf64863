import type { DataFacts, Observation, Outcome, Rule } from "../../records.ts";
import { formatNumber } from "../../../text/mod.ts";
import { atLine, clear, found, notTested, speaksFor } from "../outcome.ts";
import { limitsOf } from "../../thresholds.ts";

const LIMITS = limitsOf("validation-differs");

export const validationDiffers: Rule = {
  name: "validation-differs",
  watches: "scale of inputs and shares of classes, training rows against validation rows",
  predicate:
    `means apart by ${LIMITS.moved} deviations, deviations by a factor of ${LIMITS.stretched}, or over ${LIMITS.classesApart} of the validation rows in other classes than training, whose rarest class has under ${LIMITS.evenLeast} of an even share`,
  remedy: "Prepare and draw both sets alike.",
  source:
    "Kapoor and Narayanan 2023, leakage and reproducibility; Breck et al. 2019, data validation for machine learning",
  readsRecord: true,
  check,
};

function check({ evidence }: Observation): Outcome {
  const { inputs, targets, heldOut } = evidence.recorded?.program ?? {};
  if (heldOut === undefined || inputs === undefined) return notTested("Record a program that validates.");
  const scale = heldOut.inputs === undefined ? undefined : otherScale(inputs, heldOut.inputs);
  if (scale !== undefined) {
    return atLine(
      found("critical", `Validation rows are scaled otherwise: ${scale}`, {}, [speaksFor("measurement", 3)]),
      "Put validation rows through the preprocessing of the training rows: scaler.transform, not fit_transform, and not on one side only.",
    );
  }
  const apart = heldOut.targets?.counts === undefined || targets?.counts === undefined
    ? undefined
    : sharesApart(targets.counts, heldOut.targets.counts);
  if (apart === undefined || apart <= LIMITS.classesApart) return clear(apart === undefined ? {} : { apart });
  return atLine(
    found(
      "critical",
      `Training and validation rows are of other classes: ${
        formatNumber(100 * apart)
      }% of the validation rows would have to change theirs`,
      { apart },
      [speaksFor("measurement", 3)],
    ),
    "Shuffle rows and labels together before they are split: validation_split takes the last rows as they lie.",
  );
}

/** In words, where one set was prepared otherwise. */
function otherScale(own: DataFacts, other: DataFacts): string | undefined {
  const { mean: a, std: s } = own, { mean: b, std: t } = other;
  if (a === undefined || b === undefined || s === undefined || t === undefined) return undefined;
  const wider = Math.max(s, t), narrower = Math.min(s, t);
  const moved = Math.abs(a - b) > LIMITS.moved * wider,
    stretched = wider > LIMITS.stretched * narrower && wider > LIMITS.leastSpread;
  return moved || stretched
    ? `mean ${formatNumber(b)} and deviation ${formatNumber(t)}, in training ${formatNumber(a)} and ${
      formatNumber(s)
    }`
    : undefined;
}

/** Half the sum of the differences between the shares: 0 for the same mixture or even training rows, 1 for no class in common. */
function sharesApart(own: readonly number[], other: readonly number[]): number | undefined {
  const total = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0);
  const rows = total(own), held = total(other);
  if (rows < LIMITS.fewest || held < LIMITS.fewest) return undefined;
  const classes = own.length > other.length ? own : other;
  // training rows whose classes were evened out on purpose hold enough of each
  const rarest = classes.reduce((least, _, i) => Math.min(least, own[i] ?? 0), Infinity);
  if (rarest >= LIMITS.evenLeast * rows / classes.length) return 0;
  return classes.reduce((sum, _, i) => sum + Math.abs((own[i] ?? 0) / rows - (other[i] ?? 0) / held), 0) / 2;
}
