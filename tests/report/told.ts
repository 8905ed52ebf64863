/**
 * Short texts of runs that are made by formula.
 */
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { shortText } from "../../src/report/short_text.ts";
import { decay, epochs, table } from "../monitor/shapes.ts";

/** What the short text says of a file. */
export function told(text: string, name: string): string {
  const history = readHistory(new TextEncoder().encode(text), { name });
  return shortText(history, diagnose({ history, evidence: {} }), name);
}

/** Thirty epochs of a detector whose losses settle and whose metric goes as given. */
export const detector = (mAP: readonly number[]) =>
  told(
    table({
      epoch: epochs(mAP.length),
      train_loss: decay(mAP.length, 3, 1.4, 12),
      val_loss: decay(mAP.length, 3, 1.5, 6),
      "metrics/mAP50-95(B)": mAP,
    }),
    "results.csv",
  );

/** A classifier whose held-out rows go as given, and whose training loss settles. */
export const classifier = (val_accuracy: readonly number[], val_loss: readonly number[]) =>
  told(
    table({
      epoch: epochs(val_accuracy.length),
      loss: decay(val_accuracy.length, 1, 0.3, val_accuracy.length / 6),
      val_loss,
      val_accuracy,
    }),
    "history.csv",
  );
