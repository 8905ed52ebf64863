import { assertEquals, assertThrows } from "@std/assert";
import { parseJson } from "../../src/boundary/mod.ts";

const list = (count: number) => `[${Array(count).fill("1").join()}]`;
const object = (count: number) => `{${Array.from({ length: count }, (_, at) => `"k${at}":1`).join()}}`;

Deno.test("JSON: more values than memory should hold are refused before they are made", () => {
  assertEquals((parseJson(list(1_400_000)) as unknown[]).length, 1_400_000);
  assertThrows(() => parseJson(list(1_600_000)), SyntaxError, "more than the 1500000 values that are read");
  assertThrows(
    () => parseJson(`[${Array(800_000).fill("[]").join()}]`),
    SyntaxError,
    "more than the 1500000 values",
  );
});

Deno.test("JSON: an object of more fields than any record has is refused", () => {
  assertEquals(Object.keys(parseJson(object(100_000)) as object).length, 100_000);
  assertThrows(() => parseJson(object(100_001)), SyntaxError, "more than 100000 fields in one object");
});
