/** Fewest and most words of a self-assessment. */
export const WORDS = { least: 200, most: 500 } as const;

/** What the author fills in. Lines that begin with `>` are instructions: they do not count and are not exported. */
export const SELF_ASSESSMENT_TEMPLATE =
  `> Write ${WORDS.least} to ${WORDS.most} words in place of these hints, then export again.
> Lines that begin with ">" are not exported.

## What I did

> Which runs, in which order, and why.

## What works

> Name the number that shows it, and how it was measured.

## What does not work, and what I would do next

> The largest error that is left, and your best explanation of it.

## Grade I would give, and why

> Hold the work against each part of the rubric: results, method, tests and coverage.
`;

/** A self-assessment without its instructions, and how long it is. */
export function readSelfAssessment(markdown: string): { readonly text: string; readonly words: number } {
  const text = markdown.split("\n").filter((line) => !line.startsWith(">")).join("\n").trim();
  const prose = text.split("\n").filter((line) => !line.startsWith("#")).join(" ");
  return { text, words: prose.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length };
}
