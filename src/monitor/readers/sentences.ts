/**
 * Measures that a line tells in a sentence, as `Accuracy of the network on the 10000 test images: 71 %`.
 *
 * @module
 */

/** The words for rows, and what they are called in a name. */
const ROWS = String
  .raw`(?:the )?(?:\d+ )?(train|training|val|valid|validation|test|testing|dev|eval|evaluation)`;
const OF_ROWS = String.raw`(?: (?:set|data|dataset|images|samples|rows))?`;
const MEASURE = "(accuracy|acc|loss|m?iou|f1|dice|psnr|ssim|auc|map|wer|cer|bleu|perplexity)";

/** A sentence, and the name and number it stands for. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  // PyTorch's tutorials, and those that follow them
  [
    new RegExp(
      String.raw`\b(?:\w+ )?${MEASURE} of the (?:network|model) on ${ROWS}${OF_ROWS}\s*(?::|is)\s*`,
      "i",
    ),
    "$2 $1: ",
  ],
  // a word of two parts tells one accuracy from another: `Exact-match accuracy over validation set`
  [
    new RegExp(
      String
        .raw`\b((?:\w{1,20}-\w{1,20} )?)${MEASURE}(?: score)? (?:on|for|over) ${ROWS}${OF_ROWS}\s*[:=]\s*`,
      "i",
    ),
    "$3 $1$2: ",
  ],
  [
    new RegExp(
      String
        .raw`\b((?:train|val|valid|validation|test|dev|eval)\w*[ _-]\w{1,30}|${MEASURE}) (?:after|at|for|in|of) epoch (\d+)\s*(?::|=|is|was)\s*`,
      "gi",
    ),
    "epoch $3 $1: ",
  ],
  [
    new RegExp(String.raw`\b((?:\w{1,20}[ _-])?${MEASURE})(?: so far)? (?:is|was):? (?=[-+]?\d)`, "gi"),
    "$1: ",
  ],
];

/** Right answers of so many, as PyTorch's example of MNIST prints them. */
const RIGHT = /\b(accuracy|acc)(?::|=|: ) ?(\d{1,12})\/([1-9]\d{0,11})\b/gi;

/** What no sentence of these is without. */
const JOINED = / (?:on|for|of|over|after|at|in|is|was) /;

/**
 * The line with the name and the number where the sentence stood.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(inPairs("Accuracy of the network on the 10000 test images: 71 %"), "test Accuracy: 71 %");
 * ```
 */
export function inPairs(line: string): string {
  const shares = line.includes("/")
    ? line.replace(RIGHT, (_, name, right, all) => `${name}: ${Number(right) / Number(all)}`)
    : line;
  if (!JOINED.test(shares)) return shares;
  return SENTENCES.reduce((text, [pattern, words]) => text.replace(pattern, words), shares);
}
