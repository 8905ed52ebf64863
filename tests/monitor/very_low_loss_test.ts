/**
 * Losses next to nothing: at once, which asks for a leak, or after many epochs, when the rows are known by heart.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { told } from "../report/told.ts";
import { range } from "./shapes.ts";

/** Sixty logged losses of a Trainer; the held-out loss, where one is given, stands beside every tenth. */
const run = (epochs: number, loss: (i: number) => number, held?: number) =>
  told(
    JSON.stringify({
      log_history: range(60).flatMap((i) => {
        const place = { step: 10 * (i + 1), epoch: epochs * (i + 1) / 60 };
        const row = { ...place, loss: loss(i), learning_rate: 1e-4 * (1 - i / 60) };
        return held === undefined || i % 10 < 9
          ? [row]
          : [row, { ...place, eval_loss: held + 0.001 / (i + 1) }];
      }),
    }),
    "trainer_state.json",
  );
const falls = (first: number, pace: number) => (i: number) => first * Math.exp(-i / pace) + 1e-4;

Deno.test("very low loss: after many epochs the rows are known by heart, which is no leak", () => {
  const text = run(300, falls(2.5, 3));
  assertMatch(text, /^NO ALARM: TRAINING CONVERGED$/m);
  assertNotMatch(text, /leak|none of these/i);
});

Deno.test("very low loss: at once it is a suspicion, and a question where held-out rows cost as little; the checkpoint is kept", () => {
  const alone = run(1, falls(1.8, 2));
  assertMatch(alone, /^TOO GOOD TO BE TRUE$/m);
  assertMatch(alone, /^Use: the last one; none if the answer stands in the input$/m);
  const both = run(1, falls(1.8, 2), 0.004);
  assertMatch(both, /^NO ALARM: VERY LOW LOSS AT ONCE: A LEAK, OR AN EASY TASK\?$/m);
  assertMatch(both, /^Use: the checkpoint of step 600 .*; none if the answer stands in the input$/m);
  assertMatch(both, /^Next: Check that labels are shifted, masked/m);
});

Deno.test("very low loss: of a language model that nobody had trained it is more than a suspicion", () => {
  const text = run(1, falls(9.8, 1), 0.004);
  assertMatch(text, /^TOO GOOD TO BE TRUE$/m);
  assertMatch(text, /^Use: none of these checkpoints before that is cleared up$/m);
});

Deno.test("very low loss: held-out text of which nearly every token is foreseen is a question, whatever training costs", () => {
  const slow = (i: number) => 2.4 * Math.exp(-i / 12) + 0.02;
  const foreseen = run(1, slow, 0.03);
  assertMatch(foreseen, /^NO ALARM: VERY LOW HELD-OUT LOSS$/m);
  assertMatch(foreseen, /^Use: .*; none if the answer stands in the input$/m);
  assertMatch(foreseen, /^Next: Shuffle the tokens of a held-out text/m);
  assertNotMatch(run(1, slow, 0.3), /VERY LOW/);
});
