/**
 * A verdict in words for who has not read how it is made.
 *
 * @module
 */
import type { Cause } from "./records.ts";
import type { Verdict } from "./verdict.ts";

/** Causes as they stand behind "likely cause". */
const CAUSE_WORDS: Readonly<Record<Cause, string>> = {
  "program": "a mistake in the program",
  "measurement": "how the error is measured",
  "data": "the data",
  "information": "too little information in the input",
  "initialisation": "the initial weights",
  "learning rate": "the learning rate",
  "optimisation through time": "training through time",
  "training budget": "too little training",
  "capacity": "too small a network",
  "regularisation": "fitted too closely to the training rows",
};

/** What is believed, and the likely cause where one is named. */
export interface VerdictWords {
  readonly statement: string;
  readonly cause?: string;
}

/**
 * The verdict's strongest statement, with its cause apart.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const rivals = [{ cause: "capacity" as const, score: 2, for: ["Nothing fits"], against: [] }];
 * const verdict = { cause: "capacity" as const, summary: "Capacity: Nothing fits", action: "", rivals };
 * assertEquals(verdictWords(verdict), { statement: "Nothing fits", cause: "too small a network" });
 * ```
 */
export function verdictWords({ cause, summary, rivals }: Verdict): VerdictWords {
  const statement = rivals.find((rival) => rival.cause === cause)?.for[0];
  return cause === "none" || cause === "undetermined" || statement === undefined
    ? { statement: summary }
    : { statement, cause: CAUSE_WORDS[cause] };
}
