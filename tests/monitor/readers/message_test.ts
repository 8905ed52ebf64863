/**
 * Protocol buffers as protobufjs writes them.
 */
import { assertEquals, assertThrows } from "@std/assert";
import protobuf from "protobufjs/minimal.js";
import { type FieldReader, forEachField } from "../../../src/monitor/readers/message.ts";

/** Key of field `number` whose value is written as `wire`. */
const key = (number: number, wire: number) => number << 3 | wire;

function read<T>(bytes: Uint8Array, number: number, as: (reader: FieldReader) => T): readonly T[] {
  const found: T[] = [];
  forEachField(bytes, { [number]: (reader) => found.push(as(reader)) });
  return found;
}

Deno.test("messages: integers of all lengths, negative ones too", () => {
  const numbers = [
    0,
    1,
    127,
    128,
    300,
    2 ** 28 - 1,
    2 ** 28,
    2 ** 31,
    2 ** 32 - 1,
    2 ** 32,
    2 ** 35 + 5,
    1e13,
  ];
  for (const number of [...numbers, ...numbers.map((n) => -n - 1)]) {
    const bytes = protobuf.Writer.create().uint32(key(2, 0)).int64(number).finish();
    assertEquals(read(bytes, 2, (reader) => reader.int()), [number], `${number}`);
  }
});

Deno.test("messages: floats, bytes and words, in the order in which they stand", () => {
  const bytes = protobuf.Writer.create()
    .uint32(key(1, 2)).string("Verlust π")
    .uint32(key(3, 5)).float(0.25)
    .uint32(key(1, 2)).string("")
    .uint32(key(4, 2)).bytes(Uint8Array.of(1, 2, 3))
    .finish();
  assertEquals(read(bytes, 1, (reader) => reader.string()), ["Verlust π", ""]);
  assertEquals(read(bytes, 3, (reader) => reader.float()), [0.25]);
  assertEquals(read(bytes, 4, (reader) => [...reader.bytes()]), [[1, 2, 3]]);
});

Deno.test("messages: what nobody asked for is skipped, however it is written", () => {
  const bytes = protobuf.Writer.create()
    .uint32(key(5, 0)).int64(-1)
    .uint32(key(6, 1)).double(1)
    .uint32(key(7, 2)).string("other")
    .uint32(key(8, 5)).float(1)
    .uint32(key(99, 0)).uint32(7)
    .finish();
  assertEquals(read(bytes, 99, (reader) => reader.int()), [7]);
});

Deno.test("messages: one that is cut, or none at all, is refused", () => {
  const bytes = protobuf.Writer.create().uint32(key(1, 2)).string("loss").finish();
  for (let length = 1; length < bytes.length; length++) {
    assertThrows(
      () => read(bytes.subarray(0, length), 1, (reader) => reader.string()),
      TypeError,
      "damaged file: index out of range",
    );
  }
  assertThrows(() => read(new Uint8Array(11).fill(255), 1, (r) => r.int()), TypeError, "invalid varint");
  assertThrows(() => read(Uint8Array.of(key(1, 7)), 2, (r) => r.int()), TypeError, "invalid wire type 7");
});
