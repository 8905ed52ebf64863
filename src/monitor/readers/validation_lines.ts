/**
 * Lines of a console log that stand for single batches of a validation: below a line that says that it begins, or marked one by one. They
 * are printed as those of the training are, and are none of them.
 *
 * @module
 */

const SET = "train|training|dev|val|valid|validation|eval|evaluation|test|testing";

/** A mark of its own anywhere in a line, as `Epoch(val) [3][10/40]`, `mode: val` or `| valid |`. */
const MARKED = new RegExp(
  String
    .raw`(?:(?:[[(<]\s{0,3}|\b(?:mode|phase|split|set|stage)\s{0,3}[:=]\s{0,3}['"]?)(${SET})\s{0,3}['"]?(?:[\])>|,;\s]|$)|\|\s{0,3}(${SET})(?:\s{0,3}[|,;]|\s{1,3}on\b|\s{0,3}$)|\s-\s{1,3}(${SET})\s{1,3}-\s)`,
  "i",
);

/** The rows that a mark in the line names. */
export function markedSet(line: string): string | undefined {
  const [, bracketed, between, dashed] = line.match(MARKED) ?? [];
  return (bracketed ?? between ?? dashed)?.toLowerCase();
}

/** What says that an evaluation begins, in other words than its rows' name alone. */
const BEGINS =
  /\b(?:(?:validat|evaluat|test)ing|(?:start|begin|run)\w{0,7}\s{1,3}(?:\w{1,12}\s{1,3})?(?:validation|evaluation|testing))\b/i;

/** What says that the training goes on. */
const ENDS = /\btrain(?:ing)?\b/i;

/** A place among so many, as `[10/40]` or `batch 10 of 40`. */
const OF_ALL =
  /(?:\[\s{0,9}|\b(?:step|iter|iteration|batch)\b\W{0,20})(\d{1,12})\s{0,9}(?:\/|of)\s{0,9}(\d{1,12})/i;

/** The place of a line among so many batches, and how many these are. */
export function batchIn(line: string): { readonly place: number; readonly of: number } | undefined {
  const [, place, of] = line.match(OF_ALL) ?? [];
  return of === undefined ? undefined : { place: Number(place), of: Number(of) };
}

/**
 * Whether each line in turn, which names no rows, is one of a validation that a line above it began: its batches are counted anew and up to
 * another number than those of the training.
 */
export function createValidation() {
  let trained: ReturnType<typeof batchIn>, isBegun = false, own: number | undefined;
  return (line: string, isMeasured: boolean): boolean => {
    const batch = batchIn(line);
    if (!isMeasured) {
      if (BEGINS.test(line)) [isBegun, own] = [true, undefined];
      else if (ENDS.test(line)) isBegun = false;
      return false;
    }
    const isOther = batch !== undefined && trained !== undefined && batch.of !== trained.of;
    if (isBegun && isOther && (own === undefined || own === batch.of)) {
      own = batch.of;
      return true;
    }
    isBegun = false;
    trained = batch ?? trained;
    return false;
  };
}
