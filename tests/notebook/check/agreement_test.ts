import { assertEquals } from "@std/assert";
import { disagreements, textDifference } from "../../../src/notebook/check/agreement.ts";
import { oneCell, shown } from "./example.ts";

const compare = (committed: string, fresh: string, tags: string[] = []) =>
  disagreements(oneCell("c", [shown(committed)], tags), oneCell("c", [shown(fresh)], tags), "n");

Deno.test("the same text agrees, and so does another last digit", () => {
  assertEquals(compare("test MSE 0.5031", "test MSE 0.5031"), []);
  assertEquals(compare("test MSE 0.5031", "test MSE 0.5033"), []);
  assertEquals(compare("40,000 rows", "40,001 rows"), []);
});

Deno.test("another number disagrees, with both values and where", () => {
  assertEquals(compare("test MSE 0.503", "test MSE 0.365"), [
    'n, code cell 1, output 1: text/plain: was 0.503, is 0.365 (after "test MSE")',
  ]);
  assertEquals(compare("1e-5", "1e-4").length, 1);
  assertEquals(compare("0.5", "-0.5").length, 1);
});

Deno.test("another word disagrees", () => {
  assertEquals(compare("learnt 4 sines", "learnt 4 cosines").length, 1);
  assertEquals(compare("learnt", "learnt nothing").length, 1);
});

Deno.test("coordinates of figures agree to two pixels", () => {
  assertEquals(textDifference('<svg><path d="M1,10"/>', '<svg><path d="M2.5,11"/>'), null);
  assertEquals(
    textDifference('<svg><path d="M1,10"/>', '<svg><path d="M9,11"/>')?.slice(0, 13),
    "was 1, is 9 (",
  );
});

Deno.test("cells tagged as times may show others, but in the same formats", () => {
  assertEquals(compare("12 s", "48 s", ["times"]), []);
  const lost = disagreements(oneCell("c", [shown("1")], ["times"]), oneCell("c", [], ["times"]), "n");
  assertEquals(lost, ["n, code cell 1: 1 outputs committed, 0 executed"]);
});

Deno.test("a cell whose code was changed without executing it again is noticed", () => {
  assertEquals(disagreements(oneCell("a", []), oneCell("b", []), "n"), [
    "n, code cell 1: the committed cell has other code",
  ]);
});
