import { assertEquals } from "@std/assert";
import { escapeMarkup, formatNumber } from "../../src/text/mod.ts";

Deno.test("numbers keep four digits, small and huge ones take an exponent", () => {
  assertEquals(formatNumber(0.0010004), "0.001");
  assertEquals(formatNumber(0.00099996), "1.00e-3");
  assertEquals(formatNumber(-2.75e-6), "-2.75e-6");
  assertEquals(formatNumber(1234567), "1.23e+6");
  assertEquals(formatNumber(0.153123, 3), "0.153");
});

Deno.test("rounding errors are zero, without a sign; what is no number says so", () => {
  assertEquals([1e-17, -1e-17, -0].map((value) => formatNumber(value)), ["0", "0", "0"]);
  assertEquals([NaN, Infinity].map((value) => formatNumber(value)), ["NaN", "Infinity"]);
});

Deno.test("markup in a text stays text, in attributes too", () => {
  assertEquals(escapeMarkup('<a href="x">&'), "&lt;a href=&quot;x&quot;&gt;&amp;");
});
