/**
 * The histories of `deno task bench monitor`: hundreds of thousands of entries are too many for a call of as many arguments, and for
 * anything that is done for each pair of them.
 */
import { assert } from "@std/assert";
import { LONG_HISTORIES, tableText } from "../../src/studies/speed/long_histories.ts";
import { told } from "./told.ts";

for (const history of LONG_HISTORIES) {
  Deno.test(`long logs: ${history.name} are read and told in twelve lines or less`, () => {
    const lines = told(tableText(history), "log.csv").split("\n");
    assert(lines.length <= 12 && lines.some((line) => line.startsWith("Next: ")));
  });
}
