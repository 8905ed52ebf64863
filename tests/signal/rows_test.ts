import { assertEquals, assertThrows } from "@std/assert";
import { createHash } from "node:crypto";
import {
  checkRows,
  encodeNpy,
  fingerprint,
  type Grid,
  makeRows,
  type NoiseName,
} from "../../src/signal/mod.ts";
import fixture from "./fixtures/rows.json" with { type: "json" };

for (const { noise, grid, seed, ...expected } of fixture.cases) {
  Deno.test(`rows equal NumPy's bit for bit: ${noise}, ${grid}, seed ${seed}`, () => {
    const { rows, inputs, targets } = makeRows({ noise: noise as NoiseName, grid: grid as Grid, seed });
    const row = (i: number) => Array.from(rows.subarray(6 * i, 6 * i + 6));
    assertEquals(row(0), expected.first_row);
    assertEquals(row(12345), expected.row_12345);
    assertEquals(row(39_999), expected.last_row);
    assertEquals(fingerprint(rows), expected.rows_sha256);
    const file = encodeNpy({ rows: 40_000, columns: 6, values: rows });
    assertEquals(createHash("sha256").update(file).digest("hex"), expected.npy_sha256);
    assertEquals([...inputs.subarray(5 * 12345, 5 * 12346), targets[12345]], expected.row_12345);
  });
}

Deno.test("a decimated rate gives blocks of round(duration * rate) rows", () => {
  const { samples, selectors, targets } = makeRows({ sampleRateHz: 62.5, durationSeconds: 10 });
  assertEquals([samples, selectors, targets.length], [625, 4, 2500]);
});

Deno.test("rows that were written read back as the same record", () => {
  const made = makeRows({ sampleRateHz: 50 });
  assertEquals(checkRows(made.rows, 4), made);
});

Deno.test("a row that is not finite is named", () => {
  const { rows } = makeRows({ sampleRateHz: 50 });
  rows[6 * 41] = NaN;
  assertThrows(() => checkRows(rows, 4), TypeError, "row 42, column 1 is NaN; every value must be finite");
});

Deno.test("rows out of frequency order are refused, since errors by frequency would be wrong", () => {
  const { rows } = makeRows({ sampleRateHz: 50 });
  rows.copyWithin(0, 6 * 500, 6 * 501);
  assertThrows(() => checkRows(rows, 4), TypeError, "row 1 must select frequency 1, given: [0,1,0,0]");
  assertThrows(() => checkRows(rows.subarray(0, 6 * 10), 4), TypeError, "4 equal blocks, given: 10 rows");
});

Deno.test("blocks that do not share one mixture are refused: rows changed places", () => {
  const { rows } = makeRows({ sampleRateHz: 50 });
  const [a, b] = [rows.slice(6 * 510, 6 * 511), rows.slice(6 * 520, 6 * 521)];
  rows.set(b, 6 * 510);
  rows.set(a, 6 * 520);
  assertThrows(() => checkRows(rows, 4), TypeError, "row 511 must have the mixture S of row 11");
});
