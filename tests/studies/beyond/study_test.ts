import { assert, assertEquals } from "@std/assert";
import { measureBeyond } from "../../../src/studies/beyond/cell.ts";
import { beyondTable } from "../../../src/studies/beyond/show.ts";
import { beyondStudy, readBeyondRecord } from "../../../src/studies/beyond/study.ts";

const ignore = Deno.permissions.querySync({ name: "read" }).state !== "granted";
const test = (name: string, fn: () => void | Promise<void>) =>
  Deno.test({ name: ignore ? `${name} (needs --allow-read)` : name, ignore, fn });

const committed = () => readBeyondRecord().results;

test("beyond the training data: the record has every network, condition and recording, and no other", () => {
  const { cells, key } = beyondStudy();
  assertEquals(committed().map(key).sort(), cells.map(key).sort());
});

test("beyond the training data: the table is what the record says", () => {
  assertEquals(Deno.readTextFileSync("reports/beyond/table.md"), beyondTable(committed()));
});

test("beyond the training data: a cell measured again gives the record's figures", async () => {
  const cell = { noise: "softened", condition: "silent from 4 to 5 s", testSeed: 102 } as const;
  const { key } = beyondStudy();
  const recorded = committed().find((result) => key(result) === key(cell));
  assertEquals(await measureBeyond(cell), recorded);
});

test("beyond the training data: no network is below the limit by more than chance", () => {
  for (const { noise, condition, mse, limitMse } of committed()) {
    // A clock that began on time needs no samples; a filter must find the phases from them.
    if (noise !== "literal" && limitMse !== null) assert(mse > limitMse, `${noise}, ${condition}`);
  }
});
