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
