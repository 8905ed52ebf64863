import { assertEquals, assertThrows } from "@std/assert";
import { decodeCsv, encodeCsv, makeRows } from "../../src/signal/mod.ts";

Deno.test("CSV has a header line and loses no bit of a float32", () => {
  const { rows } = makeRows({ sampleRateHz: 20, noise: "quarter" });
  const table = { rows: 800, columns: 6, values: rows };
  const text = encodeCsv(table);
  assertEquals(text.split(/\r?\n/)[0], "S,C1,C2,C3,C4,target");
  assertEquals(decodeCsv(text), table);
});

Deno.test("a line that is not all numbers is named", () => {
  assertThrows(
    () => decodeCsv("S,C1,target\n1,1,0\n1,,0\n"),
    TypeError,
    'line 3, column C1 is not a number: ""',
  );
  assertThrows(() => decodeCsv("S,C1,target\nNaN,1,0\n"), TypeError, "line 2, column S is not a number");
  assertThrows(() => decodeCsv("S,C1,target\n1,1\n"), TypeError, "line 2");
  assertThrows(() => decodeCsv("S,C1,target\n"), TypeError, "at least one row");
});

Deno.test("a byte order mark and any line ending are read", () => {
  const table = { rows: 1, columns: 3, values: new Float32Array([1, 1, 0]) };
  assertEquals(decodeCsv("\uFEFFS,C1,target\r\n1,1,0\r\n"), table);
  assertEquals(decodeCsv("S,C1,target\n1,1,0"), table);
});

Deno.test("columns that changed places are refused", () => {
  const refused = (header: string) =>
    assertThrows(
      () => decodeCsv(`${header}\n1,1,0,0\n`),
      TypeError,
      "csv: the columns must be S,C1,C2,target, given:",
    );
  ["target,C1,C2,S", "S,C2,C1,target", "S,C1,C2,Target", "S;C1;C2,C1,C2,target", "1,1,0,0"].forEach(
    (header) => refused(header.split(",").slice(0, 4).join()),
  );
  assertThrows(() => decodeCsv('S,C1,target\n1,"1,0\n'), TypeError, "csv: ");
});
