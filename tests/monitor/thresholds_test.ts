/**
 * Every number that rules, readers and advice compare with stands in one table, says what it limits, and is used by those
 * who ask for its group.
 */
import { assert, assertEquals } from "@std/assert";
import { limitsOf, THRESHOLDS } from "../../src/monitor/thresholds.ts";

/** By the name of a group, the texts of all files that ask for it. */
const ASKED_BY = Object.groupBy(
  ["src/monitor", "src/report"].flatMap(textsIn).flatMap((text) =>
    [...text.matchAll(/limitsOf\(\s*"([^"]+)"/g)].map(([, group]) => ({ group, text }))
  ),
  ({ group }) => group,
);

function textsIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) => {
    const path = `${folder}/${name}`;
    if (isDirectory) return textsIn(path);
    return name.endsWith(".ts") ? [Deno.readTextFileSync(path)] : [];
  });
}

Deno.test("thresholds: each is a number that says what it limits", () => {
  for (const [group, own] of Object.entries(THRESHOLDS)) {
    for (const [value, meaning] of Object.values(own)) {
      assert(Number.isFinite(value) && meaning.length > 3, `${group}: ${meaning}`);
    }
  }
});

Deno.test("thresholds: a rule's numbers are those of the file", () => {
  assertEquals(limitsOf("clipping-always-on"), { share: 0.9 });
});

for (const [group, own] of Object.entries(THRESHOLDS)) {
  Deno.test(`thresholds: all of ${group} are used by the files that ask for them`, () => {
    const texts = (ASKED_BY[group] ?? []).map(({ text }) => text);
    const isUsed = (name: string) => texts.some((text) => text.includes(`LIMITS.${name}`));
    assertEquals(Object.keys(own).filter((name) => !isUsed(name)), []);
  });
}
