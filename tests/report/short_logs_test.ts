/**
 * Logs of a few entries, with blanks and with values that are no numbers: whatever is missing, something is said and nothing breaks.
 */
import { assert } from "@std/assert";
import { shortLog, TOOLS } from "./short_logs.ts";
import { told } from "./told.ts";

for (const [name, names] of Object.entries(TOOLS)) {
  Deno.test(`short logs: whatever ${name} of one to fourteen rows lacks, it is read or refused, and judged`, () => {
    for (let seed = 0; seed < SEEDS; seed++) {
      const text = shortLog(names, 1 + seed % 14, seed);
      try {
        const lines = told(text, name).split("\n");
        assert(lines.length <= 12 && lines.some((line) => line.startsWith("Next: ")), text);
      } catch (error) {
        // a refusal names what was found; anything else is a fault of the program
        const isRefusal = error instanceof TypeError && /no history|expected|neither/.test(error.message);
        assert(isRefusal, `${error}\n${text}`);
      }
    }
  });
}

/** Tables of each tool. */
const SEEDS = 700;
