import { assertEquals } from "@std/assert";
import { expectedOutputs, outputProblems } from "../../../src/notebook/check/outputs.ts";
import { oneCell, shown } from "./example.ts";

const problems = (source: string, ...outputs: Parameters<typeof oneCell>[1]) =>
  outputProblems(oneCell(source, outputs), "n");

Deno.test("each call that displays owes one output", () => {
  assertEquals(expectedOutputs("const a = 1;"), 0);
  assertEquals(
    expectedOutputs("await show(figure);\nawait table(rows);\nconst run = await liveRun('x', draw);"),
    3,
  );
});

Deno.test("a cell with all its outputs is in order", () => {
  assertEquals(problems("await say(`1`);", shown("1")), []);
});

Deno.test("a lost output is noticed, and one too many", () => {
  assertEquals(problems("await say(`1`);"), ["n, code cell 1: should have 1 output, has 0"]);
  assertEquals(problems("const a = 1;", shown("1")), ["n, code cell 1: should have 0 outputs, has 1"]);
});

Deno.test("an empty output, an error and stray printing are noticed", () => {
  assertEquals(problems("await say(``);", shown(" ")), ["n, code cell 1: output 1 has an empty text/plain"]);
  assertEquals(problems("f();", { output_type: "error", ename: "TypeError", evalue: "no" }), [
    "n, code cell 1: failed: TypeError: no",
  ]);
  assertEquals(problems("f();", { output_type: "stream", name: "stderr", text: "Warning\n" }), [
    "n, code cell 1: printed on stderr: Warning",
  ]);
});

Deno.test("paths of one machine are noticed, ordinary slashes are not", () => {
  for (const path of ["/home/me/x", "file:///C:/x", "/Users/me", "C:\\x"]) {
    assertEquals(problems("await say(p);", shown(path)).length, 1, path);
  }
  assertEquals(problems("await say(p);", shown("models/baseline-64, 3 updates/s, rad/s, ratio 1:2")), []);
});
