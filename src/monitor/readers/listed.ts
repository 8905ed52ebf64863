/**
 * Names of columns in a sentence.
 *
 * @module
 */

/** The first names of a list. */
export function listed(names: readonly string[]): string {
  const unique = [...new Set(names)];
  return unique.length === 0 ? "nothing" : unique.slice(0, 8).join(", ") + (unique.length > 8 ? ", ..." : "");
}
