import { assert, assertEquals } from "@std/assert";
import {
  readSelfAssessment,
  SELF_ASSESSMENT_TEMPLATE,
} from "../../../src/report/submission/self_assessment.ts";

Deno.test("the template itself counts no words and exports only its headings", () => {
  const { text, words } = readSelfAssessment(SELF_ASSESSMENT_TEMPLATE);
  assertEquals(words, 0);
  assert(text.split("\n").filter((line) => line !== "").every((line) => line.startsWith("## ")));
});

Deno.test("words are counted without headings, hints and lone punctuation", () => {
  assertEquals(
    readSelfAssessment("> hint here\n## What I did\n\nTrained two networks - one at 64 units.").words,
    7,
  );
});
