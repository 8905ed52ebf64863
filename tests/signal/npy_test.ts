import { assertEquals, assertThrows } from "@std/assert";
import { decodeNpy, encodeNpy } from "../../src/signal/mod.ts";

const table = { rows: 2, columns: 3, values: new Float32Array([1, 2, 3, 4, 5, 6.5]) };

Deno.test("a written table reads back", () => {
  assertEquals(decodeNpy(encodeNpy(table)), table);
});

Deno.test("the values of a view, not of its whole buffer, are written", () => {
  const view = new Float32Array([9, 9, ...table.values]).subarray(2);
  assertEquals(encodeNpy({ ...table, values: view }), encodeNpy(table));
});

Deno.test("bytes that are not a whole float matrix are refused with the reason", () => {
  const bytes = encodeNpy(table);
  const edited = (from: string, to: string) => {
    const copy = bytes.slice();
    copy.set(new TextEncoder().encode(to), String.fromCharCode(...bytes).indexOf(from));
    return copy;
  };
  assertThrows(() => decodeNpy(bytes.subarray(0, 5)), TypeError, "not a .npy file");
  assertThrows(() => decodeNpy(new TextEncoder().encode("S,C1,C2\n1,0,0\n")), TypeError, "not a .npy file");
  assertThrows(
    () => decodeNpy(bytes.slice(0, -4)),
    TypeError,
    "2 x 3 values of 4 bytes announced, 20 bytes found",
  );
  assertThrows(
    () => decodeNpy(edited("<f4", "<i4")),
    TypeError,
    "a C-ordered matrix of <f4 or <f8 is needed",
  );
  assertThrows(() => decodeNpy(edited("False", "True ")), TypeError, "C-ordered");
});

Deno.test("later versions of the format are read, others refused", () => {
  const bytes = encodeNpy(table);
  const later = new Uint8Array([...bytes.subarray(0, 10), 0, 0, ...bytes.subarray(10)]);
  for (const version of [2, 3]) {
    later[6] = version;
    assertEquals(decodeNpy(later), table);
  }
  later[6] = 9;
  assertThrows(() => decodeNpy(later), TypeError, "versions 1 to 3 of the format can be read, given: 9");
});

Deno.test("a header longer than the file is refused", () => {
  const bytes = encodeNpy(table);
  bytes.set([0xff, 0xff], 8);
  assertThrows(() => decodeNpy(bytes), TypeError, "npy: cut off inside its header (152 bytes)");
});
