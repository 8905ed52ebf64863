import { assertEquals, assertThrows } from "@std/assert";
import { mostBytes, readHistory } from "../../../src/monitor/readers/mod.ts";

const read = (text: string) => readHistory(new TextEncoder().encode(text));
const times = (count: number, part: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => part(at));

Deno.test("what is too wide is refused, by the line that names its columns", () => {
  const table = (columns: number) => {
    const names = ["epoch", ...times(columns - 1, (at) => `loss${at}`)];
    return [names, ...times(3, (row) => String(row + 1)).map((row) => names.map(() => row))].join("\n");
  };
  assertEquals(read(table(10_000)).trainLoss.length, 3);
  assertThrows(() => read(table(10_001)), TypeError, "10001 columns are more than the 10000 that are read");
  const lines = times(10_001, (at) => JSON.stringify({ step: at, [`loss${at}`]: 1 })).join("\n");
  assertThrows(() => read(lines), TypeError, "10002 columns are more than the 10000 that are read");
});

Deno.test("what is too long is refused, as a table and as a list", () => {
  const values = times(2_000_001, () => "1");
  assertThrows(
    () => read(`loss\n${values.join("\n")}`),
    TypeError,
    "2000001 points are more than the 2000000 that are read",
  );
  assertThrows(
    () => read(`{"loss": [${values.join()}]}`),
    SyntaxError,
    "more than the 1500000 values that are read",
  );
});

Deno.test("how many bytes are read is known from the first ones: a table may be longer than other text, a binary file longer still", () => {
  const start = (text: string) => mostBytes(new TextEncoder().encode(text));
  assertEquals(start('[{"loss": 1'), start('{"loss": 1'));
  assertEquals(start("epoch,loss\n") > start('{"loss": 1'), true);
  assertEquals(start(":W&B") > start("epoch,loss\n"), true);
});
