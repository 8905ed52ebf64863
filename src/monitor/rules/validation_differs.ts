import type { DataFacts, Observation, Outcome, Rule } from "../records.ts";
import { formatNumber } from "../../text/mod.ts";
import { atLine, clear, found, notTested, speaksFor } from "./outcome.ts";

/** Rows below which a share of classes is chance. */
const FEWEST = 20;

export const validationDiffers: Rule = {
  name: "validation-differs",
  watches: "scale of inputs and shares of classes, training rows against validation rows",
  predicate:
    "means apart by three deviations, deviations by a factor of four, or half of the validation rows in classes that training has too few of",
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
  if (apart === undefined || apart <= 0.5) return clear(apart === undefined ? {} : { apart });
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
  const moved = Math.abs(a - b) > 3 * wider, stretched = wider > 4 * narrower && wider > 1e-6;
  return moved || stretched
    ? `mean ${formatNumber(b)} and deviation ${formatNumber(t)}, in training ${formatNumber(a)} and ${
      formatNumber(s)
    }`
    : undefined;
}

/** Half the sum of the differences between the shares: 0 for the same mixture, 1 for no class in common. */
function sharesApart(own: readonly number[], other: readonly number[]): number | undefined {
  const total = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0);
  const rows = total(own), held = total(other);
  if (rows < FEWEST || held < FEWEST) return undefined;
  const classes = own.length > other.length ? own : other;
  return classes.reduce((sum, _, i) => sum + Math.abs((own[i] ?? 0) / rows - (other[i] ?? 0) / held), 0) / 2;
}
