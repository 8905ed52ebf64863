import { assertEquals, assertThrows } from "@std/assert";
import { decodeSafetensors, encodeSafetensors } from "../../src/model/safetensors.ts";

const file = {
  tensors: {
    weight: { shape: [2, 2], data: new Float32Array([1, -2, 0.1, 3e-30]) },
    moment: { shape: [1], data: new Float64Array([Math.PI]) },
  },
  metadata: { step: "7" },
};

Deno.test("safetensors: what was written is read back bit for bit", () => {
  assertEquals(decodeSafetensors(encodeSafetensors(file)), file);
});

Deno.test("safetensors: the layout is that of the format's description", () => {
  const bytes = encodeSafetensors({
    tensors: { a: { shape: [1], data: new Float32Array([1]) } },
    metadata: {},
  });
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  assertEquals(header.a, { dtype: "F32", shape: [1], data_offsets: [0, 4] });
  assertEquals([...bytes.subarray(8 + length)], [0, 0, 0x80, 0x3f]);
});

Deno.test("safetensors: a truncated file is refused wherever it is cut", () => {
  const bytes = encodeSafetensors(file);
  for (const length of [0, 7, 20, bytes.length - 1]) {
    assertThrows(() => decodeSafetensors(bytes.subarray(0, length)), TypeError, "safetensors");
  }
});

Deno.test("safetensors: a type that is not float is refused by name", () => {
  const changed = encodeSafetensors(file);
  const letterF = changed.findIndex((byte, at) => byte === 0x46 && changed[at + 1] === 0x33);
  changed[letterF] = "I".charCodeAt(0);
  assertThrows(() => decodeSafetensors(changed), TypeError, "weight is I32");
});

/** A file with this header in front of `length` zero bytes. */
function withHeader(header: unknown, length: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}
const tensor = (from: unknown, to: unknown, shape: unknown = [2], dtype: unknown = "F32") => ({
  dtype,
  shape,
  data_offsets: [from, to],
});

Deno.test("safetensors: tensors may be named in any order, and by any name", () => {
  const read = decodeSafetensors(withHeader({ b: tensor(8, 16), constructor: tensor(0, 8) }, 16));
  assertEquals(Object.keys(read.tensors), ["constructor", "b"]);
  const text = `{"__proto__": ${JSON.stringify(tensor(0, 8))}}`;
  assertEquals(Object.hasOwn(decodeSafetensors(withHeader(text, 8)).tensors, "__proto__"), true);
});

Deno.test("safetensors: offsets must lie one behind the other and cover the file", () => {
  const cases: [string, unknown, number][] = [
    ["overlap", { a: tensor(0, 8), b: tensor(4, 12) }, 12],
    ["the same bytes twice", { a: tensor(0, 8), b: tensor(0, 8) }, 8],
    ["a hole", { a: tensor(0, 8), b: tensor(12, 20) }, 20],
    ["not from the start", { a: tensor(4, 12) }, 12],
    ["negative", { a: tensor(-8, 0) }, 8],
    ["backwards", { a: tensor(8, 0) }, 8],
    ["fractional", { a: tensor(0.5, 8.5) }, 9],
    ["beyond the file", { a: tensor(0, 8) }, 4],
    ["bytes behind the last tensor", { a: tensor(0, 8) }, 12],
    ["only bytes", {}, 4],
    ["too short for its shape", { a: tensor(0, 4) }, 4],
    ["negative side", { a: tensor(0, 8, [-2]) }, 8],
    ["endless side", { a: tensor(0, 8, [1e300, 1e300]) }, 8],
    ["no shape", { a: tensor(0, 8, null) }, 8],
    ["words for offsets", { a: tensor("0", "8") }, 8],
    ["one offset", { a: { dtype: "F32", shape: [2], data_offsets: [0] } }, 8],
    ["no entry", { a: null }, 8],
    ["inherited type", { a: tensor(0, 8, [2], "constructor") }, 8],
    ["metadata that is no text", { __metadata__: { a: 7 }, a: tensor(0, 8) }, 8],
    ["a list", [], 0],
    ["no JSON", '{"a": ', 0],
    ["deep", '{"a":' + "[".repeat(100_000), 0],
  ];
  for (const [what, header, length] of cases) {
    const error = assertThrows(
      () => decodeSafetensors(withHeader(header, length)),
      TypeError,
      "safetensors",
      what,
    );
    assertEquals(error.message.split("\n").length, 1);
  }
});

Deno.test("safetensors: a header longer than the file is refused before it is read", () => {
  const bytes = new Uint8Array(16).fill(0xff);
  assertThrows(() => decodeSafetensors(bytes), TypeError, "not a whole file (16 bytes)");
});
