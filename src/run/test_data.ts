import { naming, readBytes } from "../boundary/mod.ts";
import {
  checkRows,
  checkTargets,
  decodeCsv,
  decodeNpy,
  sampleCount,
  type SignalConfiguration,
  type SignalRows,
} from "../signal/mod.ts";

/** The most bytes of a value, with what separates it from the next; and of what stands before the first. */
const VALUE = { csv: 32, npy: 8 }, HEADER = 65_536;

/**
 * Rows from a file.
 *
 * @throws {TypeError} naming the file, and the row that is not as the run's own would be; before it is read where it holds
 *   more bytes than such rows can
 */
export function readTestData(path: string, signal: SignalConfiguration): SignalRows {
  const selectors = signal.frequenciesHz.length;
  const format = path.endsWith(".csv") ? "csv" : "npy";
  const values = sampleCount(signal) * selectors * (selectors + 2);
  const bytes = readBytes(path, HEADER + values * VALUE[format]);
  return naming(path, () => {
    const table = format === "csv" ? decodeCsv(new TextDecoder().decode(bytes)) : decodeNpy(bytes);
    if (table.columns !== selectors + 2) {
      throw new TypeError(
        `${selectors + 2} columns [S, C1..C${selectors}, target] needed, given: ${table.columns}`,
      );
    }
    const rows = checkRows(table.values, selectors);
    checkTargets(rows, signal);
    return rows;
  });
}
