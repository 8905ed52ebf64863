/**
 * The held-out loss without what was added to it: a penalty on the weights says nothing of how well rows are answered.
 *
 * @module
 */
import { median } from "simple-statistics";
import { finite, leadingLoss, seriesOf } from "../monitor/logged.ts";
import { once } from "../monitor/once.ts";
import { wordsOf } from "../monitor/readers/classify.ts";
import { PRICE } from "../monitor/rules/fit/terms_in_conflict.ts";
import type { History, LoggedSeries } from "../monitor/mod.ts";
import { limitsOf } from "../monitor/thresholds.ts";

const LIMITS = limitsOf("plain-error");

/** The loss by which held-out rows are compared: its error alone, where that was logged beside a loss that holds a penalty. */
export const heldOutError = once((history: History): LoggedSeries | undefined => {
  const loss = leadingLoss(history, "validation", "test");
  if (loss?.role !== "loss") return loss;
  const errors = seriesOf(history, "loss term").filter(({ name, split, values }) =>
    split === loss.split && !PRICE.test(name) && values.length === loss.values.length
  );
  return errors.length === 1 && isPenalised(history, loss, errors[0]) ? errors[0] : loss;
});

/** Whether what lies between a loss and an error is the same for training and for held-out rows: it hangs on the weights alone. */
function isPenalised(history: History, loss: LoggedSeries, error: LoggedSeries): boolean {
  const own = leadingLoss(history, "train");
  const ownError = seriesOf(history, "loss term").find((term) =>
    term.split === "train" && measureOf(term) === measureOf(error)
  );
  if (own === undefined || ownError === undefined) return false;
  const between = (all: LoggedSeries, part: LoggedSeries) =>
    all.values.map((value, i) => value - part.values[i]);
  const added = between(loss, error), ownAdded = between(own, ownError);
  if (added.length < LIMITS.fewest || added.length !== ownAdded.length) return false;
  const apart = finite(added.map((value, i) => Math.abs(value - ownAdded[i]) / value));
  return added.every((value) => value > 0) && apart.length === added.length &&
    median(apart as number[]) < LIMITS.alike;
}

/** What a term measures, of whatever rows. */
function measureOf({ name }: LoggedSeries): string {
  return wordsOf(name).filter((word) => !/^(train|val|valid|validation|test|eval)/.test(word)).join();
}
