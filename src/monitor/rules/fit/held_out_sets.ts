/**
 * The sets of held-out rows of which each has a loss of its own beside the one training loss.
 *
 * @module
 */
import { leadingLoss, seriesOf } from "../../logged.ts";
import { wordsOf } from "../../readers/classify.ts";
import type { History, LoggedSeries } from "../../records.ts";
import { condense, loggedPoints, LONGEST, lossNames, type Points, shapePoints } from "../../series.ts";

/** The held-out loss that leads, and those of other sets where one training loss stands beside several. */
export function heldOutSets(history: History): readonly { readonly name: string; readonly points: Points }[] {
  const leading = { name: lossNames(history).heldOut, points: shapePoints(history, history.heldOutLoss) };
  const total = leadingLoss(history, "train");
  if (total?.role !== "loss" || total.name.startsWith("sum of")) return [leading];
  const leader = leadingLoss(history, "validation"), terms = termsOfTraining(history);
  const others = (["loss", "loss term"] as const).flatMap((role) => seriesOf(history, role)).filter((
    series,
  ) =>
    series.split === "validation" && /loss/i.test(series.name) && series !== leader &&
    !terms.has(kindOfTerm(series))
  );
  return [
    leading,
    ...others.map((series) => ({ name: series.name, points: condense(loggedPoints(series), LONGEST) })),
  ];
}

/** A term that training has too (a VAE's KL) may rise for the sake of the others: no set of rows of its own. */
function termsOfTraining(history: History): ReadonlySet<string> {
  return new Set(seriesOf(history, "loss term").filter(({ split }) => split === "train").map(kindOfTerm));
}

function kindOfTerm({ name }: LoggedSeries): string {
  return wordsOf(name).filter((word) => !/^(train|val|valid|validation|eval)/.test(word)).join();
}
