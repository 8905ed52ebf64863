/**
 * What is flat before its schedule has ended is told with both.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { epochs, range, table } from "../monitor/shapes.ts";
import { told } from "./told.ts";

const n = 50, wave = (i: number) => 0.003 * Math.sin(7 * i);
/** A cosine that is half way down, or at its end. */
const rate = (of: number) => range(n).map((i) => 5e-4 * (1 + Math.cos(Math.PI * Math.min(i, of) / of)));
const run = (
  from: number,
  level: number,
  of: number,
  more: Readonly<Record<string, readonly number[]>> = {},
) =>
  told(
    table({
      epoch: epochs(n),
      train_loss: range(n).map((i) => level + (from - level) * Math.exp(-i / 3) + wave(i)),
      val_loss: range(n).map((i) => 1.03 * level + (from - level) * Math.exp(-i / 3) + wave(i + 3)),
      lr: rate(of),
      ...more,
    }),
    "log.csv",
  );

Deno.test("open schedule: a poor level that stands is a plateau, and the schedule has some way to go", () => {
  const open = run(2.4, 2, 100);
  assertMatch(open, /^PLATEAU, THE SCHEDULE STILL OPEN$/m);
  assertMatch(open, /^Next: Let the schedule come to its end, .* Meanwhile fit one batch of 32/m);
  const over = run(2.4, 2, 49);
  assertMatch(over, /^PLATEAU$/m);
  assertMatch(over, /^Next: More of the same gives little/m);
});

Deno.test("open schedule: of a better level both are said, without an alarm", () => {
  const text = run(2.1, 1.2, 100, { val_acc: range(n).map((i) => 0.6 - 0.3 * Math.exp(-i / 3) + wave(i)) });
  assertMatch(
    text,
    /^NO ALARM: THE SCHEDULE HAS NOT ENDED\n {2}The rate is at 5\d% .*; val_acc has stood near 0\.6/m,
  );
  const gains = run(2.1, 1.2, 100, { val_acc: range(n).map((i) => 0.3 + 0.008 * i) });
  assertNotMatch(gains, /has stood/);
});
