/**
 * JSON as training scripts write it: Python's `json` puts NaN and Infinity in, which standard JSON forbids.
 *
 * @module
 */

import { refuseAmbiguous } from "../../boundary/mod.ts";

/** What is said of a text that ends too early. */
export const CUT_OFF = "the JSON is cut off before its end";

/** Stands for NaN after parsing; JSON has no value for it. */
const NAN_MARK = { nan: true };

/**
 * Parses JSON that may hold the literals NaN, Infinity and -Infinity.
 *
 * @throws {SyntaxError} one line that says whether the text was cut off.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(entryAsNumber((parsePythonJson("[0.5, NaN]") as unknown[])[1]), NaN);
 * ```
 */
export function parsePythonJson(text: string): unknown {
  refuseAmbiguous(text);
  try {
    return JSON.parse(text);
  } catch {
    // Only now look for the literals and for commas too many: strings are matched first, so that text inside them is left alone; one that does not end
    // is matched to the end of all, or each of its quotes would be tried.
    const standard = text.replace(
      /"(?:[^"\\]|\\[^])*(?:"|\\?$)|-?\bInfinity\b|\bNaN\b|,(?=\s*[\]}])/g,
      (token) => {
        if (token[0] === '"') return token;
        if (token === ",") return ""; // behind the last entry, as scripts that write line by line leave one
        return token === "NaN" ? JSON.stringify(NAN_MARK) : token[0] === "-" ? "-1e999" : "1e999";
      },
    );
    return parseOrExplain(standard);
  }
}

/** What writers of strict JSON quote. */
const QUOTED: Readonly<Record<string, number | undefined>> = {
  "nan": NaN,
  "infinity": Infinity,
  "inf": Infinity,
  "-infinity": -Infinity,
  "-inf": -Infinity,
};

/** A parsed entry as a number, `null` as it is, `undefined` for anything else. */
export function entryAsNumber(entry: unknown): number | null | undefined {
  if (typeof entry === "number" || entry === null) return entry;
  if (typeof entry === "string") return QUOTED[entry.toLowerCase()];
  return typeof entry === "object" && "nan" in entry ? NaN : undefined;
}

/** The same of writers that quote all numbers, as `json.dumps(..., default=str)` does with NumPy's. */
export function looseNumber(entry: unknown): number | null | undefined {
  const isQuoted = typeof entry === "string" && /^[-+]?\d+(\.\d*)?(e[-+]?\d+)?$/i.test(entry);
  return isQuoted ? Number(entry) : entryAsNumber(entry);
}

function parseOrExplain(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = (error as Error).message.split("\n")[0];
    const position = Number(reason.match(/position (\d+)/)?.[1] ?? -1);
    const cut = /end of JSON|Unterminated/.test(reason) || position >= text.trimEnd().length;
    throw new SyntaxError(cut ? CUT_OFF : `not valid JSON: ${reason}`);
  }
}
