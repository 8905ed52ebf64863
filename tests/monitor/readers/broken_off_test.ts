/**
 * Logs that break off: what ended the program is noted, and comes before its going on. Columns that count, whatever they are called.
 */
import { assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { diagnose } from "../../../src/monitor/mod.ts";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { shortText } from "../../../src/report/short_text.ts";
import { range } from "../shapes.ts";

const read = (text: string) => readHistory(new TextEncoder().encode(text), { name: "train.log" });
const told = (text: string) => {
  const history = read(text);
  return shortText(history, diagnose({ history, evidence: {} }), "train.log");
};
const lines = range(12).map((i) =>
  `epoch ${i + 1}: train loss ${(2 * 0.9 ** i).toFixed(4)} val loss ${(2.1 * 0.92 ** i).toFixed(4)}`
);

Deno.test("broken off: what ended the program is noted and comes first in what to do", () => {
  const trace =
    'Traceback (most recent call last):\n  File "train.py", line 40, in <module>\n    step(batch)\n';
  for (
    const [end, said, next] of [
      ["Killed", /Killed/, /^Next: It was ended from outside, as for want of memory: .* Then: more epochs/m],
      [
        "run.sh: line 3: 41 Killed                  python train.py",
        /Killed/,
        /^Next: It was ended from outside/m,
      ],
      [
        `${trace}RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB`,
        /CUDA out of memory/,
        /^Next: The GPU's memory did not suffice: /m,
      ],
      [
        `${trace}torch.cuda.OutOfMemoryError: CUDA out of memory.`,
        /out of memory/,
        /^Next: The GPU's memory/m,
      ],
      [
        "Segmentation fault (core dumped)",
        /Segmentation fault/,
        /^Next: Mend the error with which the log ends\./m,
      ],
      [
        `${trace}ValueError: shapes (3,) and (4,) do not fit\nview the run online`,
        /ValueError: shapes/,
        /^Next: Mend the error/m,
      ],
      [`${trace}KeyboardInterrupt`, /KeyboardInterrupt/, /^Next: More epochs/m],
    ] as const
  ) {
    const text = told([...lines, end].join("\n"));
    assertMatch(text, /^ {2}Note: the log breaks off: /m);
    assertMatch(text, said);
    assertMatch(text, next);
  }
});

Deno.test("broken off: an error that was caught, or before the last epochs, ended nothing", () => {
  for (
    const log of [
      [...lines.slice(0, 6), "Killed", ...lines.slice(6)],
      [...lines, "RuntimeError: caught and passed over"],
      [...lines, "finished"],
    ]
  ) assertEquals(read(log.join("\n")).brokenOff, undefined);
});

Deno.test("broken off: what an epoch is counted of is the plan of a run that broke off; a rate that ends long before it does not fit it", () => {
  const planned = (rate: (i: number) => number) =>
    range(12).map((i) =>
      `[epoch:${i + 1}/300] [loss:${(2 * 0.8 ** i).toFixed(4)}] [lr:${rate(i).toFixed(6)}]`
    );
  const text = told([...planned((i) => 0.02 * (1 - i / 20)), "Killed"].join("\n"));
  assertMatch(text, /^THE SCHEDULE ENDS LONG BEFORE THE PLAN$/m);
  assertMatch(text, /the rate comes down in a line to 0 at about epoch 2\d, of 300 planned/);
  assertMatch(text, /^Next: It was ended from outside.* Then: Give the schedule the length of the plan/m);
  const fits = told([...planned((i) => 0.02 * (1 - i / 300)), "Killed"].join("\n"));
  assertMatch(fits, /^NO ALARM: THE SCHEDULE HAS NOT ENDED$/m);
  // without a word of its end it may have been stopped early
  assertEquals(read(planned(() => 0.02).join("\n")).planned, undefined);
});

Deno.test("counters: a number that goes up by one from line to line counts, whatever it is called", () => {
  const log = range(30).map((i) =>
    `Pass ${i}, loss: ${(2 + 3 * 0.9 ** i).toFixed(4)}, train acc: ${(0.9 - 0.5 * 0.9 ** i).toFixed(4)}`
  );
  for (const name of ["Train", "Test loss", "Round"]) {
    const history = read(log.map((line) => line.replace("Pass", name)).join("\n"));
    assertEquals(history.at?.length, 30);
    assertEquals(history.series?.some(({ values }) => values[29] === 29), false);
    assertNotMatch(told(log.map((line) => line.replace("Pass", name)).join("\n")), /RISES/);
  }
});
