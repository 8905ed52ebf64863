import { naming, readBytes } from "../boundary/mod.ts";
import {
  checkRows,
  checkTargets,
  decodeCsv,
  decodeNpy,
  type SignalConfiguration,
  type SignalRows,
} from "../signal/mod.ts";

/**
 * Rows from a file.
 *
 * @throws {TypeError} naming the file, and the row that is not as the run's own would be
 */
export function readTestData(path: string, signal: SignalConfiguration): SignalRows {
  const selectors = signal.frequenciesHz.length;
  const bytes = readBytes(path);
  return naming(path, () => {
    const table = path.endsWith(".csv") ? decodeCsv(new TextDecoder().decode(bytes)) : decodeNpy(bytes);
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
