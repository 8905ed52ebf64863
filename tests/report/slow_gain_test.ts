/**
 * A slow gain that keeps its pace, and one that gets slower; and what nothing can be judged by.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { normalNumbers } from "../monitor/histories.ts";
import { decay, epochs, range, table } from "../monitor/shapes.ts";
import { told } from "./told.ts";

/** A metric of a network that was trained before, beside a loss that falls on. */
const metric = (values: readonly number[]) =>
  told(
    table({
      epoch: epochs(values.length),
      train_loss: decay(values.length, 4, 2, values.length),
      val_accuracy: values,
    }),
    "log.csv",
  );

Deno.test("slow gain: at one pace to the end, far above its noise, it still improves", () => {
  const normal = normalNumbers(7);
  const steady = epochs(30).map((epoch) => 0.6 + 0.0012 * epoch + 0.001 * normal());
  assertMatch(metric(steady), /^NO ALARM: STILL IMPROVING, SLOWLY$/m);
  assertMatch(metric(steady), /^Next: More epochs of the same would still help/m);
});

Deno.test("slow gain: what gets slower levels off", () => {
  const normal = normalNumbers(8);
  const slowing = epochs(30).map((epoch) => 0.65 - 0.05 * Math.exp(-epoch / 8) + 0.001 * normal());
  assertNotMatch(metric(slowing), /STILL IMPROVING/);
});

Deno.test("nothing to judge by: a KL of updates is no loss, and says so", () => {
  const rows = (size: number) => ({
    step: range(60),
    kl: range(60).map((i) => size * (1 + 0.5 * Math.sin(7 * i))),
  });
  const usual = told(table(rows(0.01)), "log.csv"), nothing = told(table(rows(1e-9)), "log.csv");
  assertMatch(usual, /^NOTHING TO JUDGE IT BY$/m);
  assertMatch(usual, /^Next: Log the mean reward of episodes/m);
  assertNotMatch(usual, /held-out|NO ALARM|hardly moved/);
  assertMatch(nothing, /they hardly moved it$/m);
});

Deno.test("nothing to judge by: a few rewards alone are too few, without a word about losses", () => {
  const text = told("step,episode_reward\n100,3\n200,5\n300,4\n400,6\n", "log.csv");
  assertMatch(text, /^TOO FEW REWARDS TO TELL$/m);
  assertNotMatch(text, /losses/);
});
