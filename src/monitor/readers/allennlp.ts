/**
 * AllenNLP's serialization folder: an object of metrics for each epoch, `metrics_epoch_0.json` and so on. Source: `Trainer` of
 * AllenNLP, which writes them with `dump_metrics`.
 *
 * @module
 */
import type { History } from "../records.ts";
import { parsePythonJson } from "./json.ts";
import type { Chosen } from "./chosen.ts";
import { isRow } from "./nested.ts";
import { historyFromRows } from "./rows.ts";

/** What AllenNLP calls the file of an epoch. */
export const EPOCH_FILE = /^metrics_epoch_(\d+)\.json$/;

/**
 * The rows of all epochs, in their order, as one history.
 *
 * @throws {TypeError | SyntaxError} one line that names the epoch whose text is no such object.
 */
export function historyFromEpochs(
  epochs: readonly { readonly epoch: number; readonly text: string }[],
  chosen: Chosen = {},
): History {
  const rows = epochs.toSorted((a, b) => a.epoch - b.epoch).map(({ epoch, text }) => {
    const row = parsePythonJson(text);
    if (!isRow(row)) throw new TypeError(`metrics_epoch_${epoch}.json: expected an object of metrics`);
    return { ...row, epoch };
  });
  return historyFromRows(rows, { format: "AllenNLP metrics_epoch_N.json", chosen });
}
