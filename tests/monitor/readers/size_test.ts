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
  const message = "1000001 points are more than the 1000000 that are read";
  const values = times(1_000_001, () => "1");
  assertThrows(() => read(`loss\n${values.join("\n")}`), TypeError, message);
  assertThrows(() => read(`{"loss": [${values.join()}]}`), TypeError, message);
});

Deno.test("how many bytes are read is known from the first ones: binary files may be longer than text", () => {
  const start = (text: string) => mostBytes(new TextEncoder().encode(text));
  assertEquals(start("epoch,loss\n"), start("{"));
  assertEquals(start(":W&B") > start("{"), true);
});
