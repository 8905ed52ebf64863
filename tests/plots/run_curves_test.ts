/** The curves of a run: axes that can be read whatever a file holds, and marks that hide nothing. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runCurves, type RunPanel } from "../../src/plots/run_curves.ts";

function drawn(curve: { at?: number[]; values: number[] }, panel: Partial<RunPanel> = {}): string {
  const { values, at = values.map((_, i) => i + 1) } = curve;
  return runCurves({
    title: "t",
    unit: "epoch",
    panels: [{ label: "value", curves: [{ label: "one", at, values }], ...panel }],
  });
}

const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

Deno.test("a run of three epochs has no half epochs on its axis, and one epoch stands in the middle", () => {
  assertEquals(texts(drawn({ values: [5, 7, 6] })).filter((text) => /^[0-4](\.\d)?$/.test(text)), [
    "1",
    "2",
    "3",
  ]);
  assertEquals(texts(drawn({ values: [900], at: [41] })).filter((text) => /^[1-9]\d$/.test(text)), [
    "40",
    "41",
    "42",
  ]);
});

Deno.test("what is small, large or close together has labels that are short and differ", () => {
  const one = (values: number[]) => texts(drawn({ values }));
  assert(one([1e-6, 1e-6, 3e-7]).includes("6e-7"));
  assert(one([2.34e9, 2.39e9, 2.44e9]).includes("2.36e9"));
  assert(one([1e9, 1e10, 1e11]).includes("5e10"));
  assert(one([0.9998, 0.99985, 0.9999]).includes("0.99984"));
});

Deno.test("a curve over more than a decade is logarithmic, unless it must not be", () => {
  const values = [0.01, 0.3, 0.5];
  assertStringIncludes(drawn({ values }), "value (log scale)");
  assert(!drawn({ values }, { isLinear: true }).includes("log scale"));
});

Deno.test("where an alarm and what is none fall on one epoch, the line is the alarm's", () => {
  const mark = (number: number, isAlarm: boolean) => ({ number, at: 2, isAlarm });
  const rules = (marks: ReturnType<typeof mark>[]) =>
    [
      ...runCurves({
        title: "t",
        unit: "epoch",
        panels: [{ label: "loss", curves: [{ label: "loss", at: [1, 2, 3], values: [3, 2, 1] }] }],
        marks,
      }).matchAll(/<g stroke-dasharray="4,3"[^>]* stroke="(#\w+)"/g),
    ].map(([, colour]) => colour);
  const alone = rules([mark(1, true)]);
  assertEquals(alone.length, 1);
  assertEquals(rules([mark(1, true), mark(2, false)]).at(-1), alone[0]);
  assertEquals(rules([mark(1, false), mark(2, true)]).at(-1), alone[0]);
});
