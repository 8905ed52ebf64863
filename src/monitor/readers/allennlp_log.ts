/**
 * The table that AllenNLP prints behind each epoch: a measure a line, of training and of validation rows. Source: `log_metrics` in
 * `allennlp/training/callbacks/console_logger.py`, before that in `tensorboard_writer.py` and `trainer.py`.
 *
 * @module
 */
import type { History } from "../records.ts";
import type { LogFrame } from "./log.ts";
import { historyFromRows, type Row } from "./rows.ts";

const HEADER = /^(?:.{0,120} - )?\s{3,80}Training \|\s{1,4}Validation\s*$/;
const MEASURE =
  /^(?:.{0,120} - )?\s{0,8}([A-Za-z_][\w@./-]{0,80})\s{0,80}\|\s{1,20}(-?[\d.]{1,20}|N\/A|nan|inf)\s{1,20}\|\s{1,20}(-?[\d.]{1,20}|N\/A|nan|inf)\s*$/i;
const EPOCH = /(?: - |^)Epoch (\d{1,6})\/\d{1,6}\s*$/;

/** Whether such a table stands in the beginning of the text. */
export function looksLikeAllenNlp(text: string): boolean {
  return /\bTraining \| {1,4}Validation\s*$/m.test(text.slice(0, 1_000_000));
}

/** Reads a table an epoch, which is told above it or else counted. */
export function historyFromAllenNlp(text: string, frame: Partial<LogFrame> = {}): History {
  const rows: Record<string, number>[] = [];
  let epoch: number | undefined, isTable = false;
  for (const line of text.split("\n").map((line) => line.slice(0, 500))) {
    const told = line.match(EPOCH)?.[1], [, name, train, valid] = isTable ? line.match(MEASURE) ?? [] : [];
    if (told !== undefined) epoch = Number(told);
    if (HEADER.test(line)) {
      rows.push({ epoch: epoch ?? rows.length });
      isTable = true;
    } else if (name !== undefined) {
      const row = rows[rows.length - 1];
      if (train !== "N/A") row[`training_${name}`] = Number(train);
      if (valid !== "N/A") row[`validation_${name}`] = Number(valid);
    } else isTable = false;
  }
  return historyFromRows(rows satisfies Row[], { ...frame, format: "AllenNLP log" });
}
