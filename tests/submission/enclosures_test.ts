import { assert, assertEquals } from "@std/assert";
import {
  manifest,
  readLcov,
  readSelfAssessment,
  SELF_ASSESSMENT_TEMPLATE,
} from "../../src/submission/enclosures.ts";

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

Deno.test("files are listed in order of their paths with size and SHA-256", () => {
  const head = {
    author: { name: "A", id: "1" },
    date: "2026-01-01",
    commands: ["x"],
    versions: { deno: "2" },
  };
  const made = manifest({ "b": new Uint8Array(), "a": new TextEncoder().encode("abc") }, head);
  assertEquals(made, {
    ...head,
    files: [
      { path: "a", bytes: 3, sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
      { path: "b", bytes: 0, sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    ],
  });
});

Deno.test("an lcov report is summed over its files; none is nothing", () => {
  assertEquals(readLcov("SF:a\nDA:1,1\nLF:10\nLH:7\nend_of_record\nSF:b\nLF:5\nLH:5\nend_of_record\n"), {
    linesFound: 15,
    linesHit: 12,
    files: 2,
  });
  assertEquals(readLcov(""), { linesFound: 0, linesHit: 0, files: 0 });
});
