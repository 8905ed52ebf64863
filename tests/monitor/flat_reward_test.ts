/**
 * What is asked first about a reward that does not move: its scale, and whether it is ever given.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { told } from "../report/told.ts";
import { normalNumbers } from "./histories.ts";
import { range, table } from "./shapes.ts";

const run = (reward: (i: number, noise: number) => number, count = 120) => {
  const normal = normalNumbers(11);
  return told(
    table({ episode: range(count).map((i) => i + 1), reward: range(count).map((i) => reward(i, normal())) }),
    "rewards.csv",
  );
};

Deno.test("flat reward: one of millions is to be scaled before anything else", () => {
  const text = run((_, noise) => 4e6 + 2e5 * noise);
  assertMatch(text, /^REWARD FLAT/m);
  assertMatch(text, /^Next: Scale rewards first/m);
  assertNotMatch(text, /ever rewarded/);
});

Deno.test("flat reward: one that is given all the time is not asked for, one at its floor is", () => {
  const given = run((_, noise) => 12 + 3 * noise);
  assertMatch(given, /^REWARD FLAT/m);
  assertNotMatch(given, /ever rewarded|Scale rewards/);
  const seldom = run((i) => i % 40 === 25 ? -180 : -200);
  assertMatch(seldom, /ever rewarded|Nothing can be learned|all but the same/i);
});

Deno.test("flat reward: sixty episodes that differ are too few to call it flat; of one reward alone they are enough", () => {
  const few = run((_, noise) => 80 + 4 * noise, 60);
  assertMatch(few, /^TOO FEW EPISODES TO TELL$/m);
  assertMatch(few, /^Sure\? Little/m);
  assertMatch(run(() => 0, 60), /^REWARD FLAT$/m);
});

Deno.test("flat reward: what is gained within the noise of single episodes asks for more of them at an evaluation", () => {
  const gained = run((i, noise) => (i < 300 ? -900 : 700) + 5000 * noise, 1000);
  assertMatch(gained, /^NO RELIABLE GAIN OF THE REWARD$/m);
  assertMatch(gained, /^Next: Evaluate on twenty episodes or more/m);
});
