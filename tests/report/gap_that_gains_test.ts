/**
 * A training that is far ahead of noisy held-out rows: whether more of it helps them, they tell. Curves whose truth is known, drawn with many
 * seeds.
 */
import { assert } from "@std/assert";
import { normalNumbers } from "../monitor/histories.ts";
import { epochs, range, table } from "../monitor/shapes.ts";
import { told } from "./told.ts";

const SEEDS = range(60).map((i) => 17 + 13 * i), COUNT = 12;

/** Twelve epochs with held-out rows whose loss and accuracy go as given, both moved by one noise, as few rows are. */
function run(seed: number, level: (share: number) => number) {
  const normal = normalNumbers(seed);
  const columns = range(COUNT).map((i) => {
    const share = i / (COUNT - 1), moved = normal(), right = level(share) - 0.06 * moved;
    return { right, loss: 2.6 * (1 - right) * (1 + 0.03 * normal()) };
  });
  const accuracies = columns.map(({ right }) => right);
  return {
    text: told(
      table({
        epoch: epochs(COUNT),
        loss: range(COUNT).map((i) => 0.2 + 1.4 * Math.exp(-i / 3.5)),
        accuracy: range(COUNT).map((i) => 0.94 - 0.5 * Math.exp(-i / 3.5)),
        val_loss: columns.map(({ loss }) => loss),
        val_accuracy: accuracies,
      }),
      "history.csv",
    ),
    endsAtItsBest: Math.max(...accuracies) === accuracies[COUNT - 1],
  };
}
const share = (runs: readonly { readonly text: string }[], pattern: RegExp) =>
  runs.filter(({ text }) => pattern.test(text)).length / runs.length;
const SAYS_STOP = /^GENERALISATION GAP|help other rows little/m;

Deno.test("gap: held-out rows that rise through their noise to the best at the end are not told to stop", () => {
  const runs = SEEDS.map((seed) => run(seed, (s) => 0.35 + 0.4 * s)).filter(({ endsAtItsBest }) =>
    endsAtItsBest
  );
  assert(runs.length > 20);
  assert(share(runs, SAYS_STOP) <= 0.05, `${share(runs, SAYS_STOP)}`);
  assert(share(runs, /STILL IMPROVING|TOO NOISY|NOISY VALIDATION|LEVELLING OFF/) >= 0.95);
});

Deno.test("gap: held-out rows that have long stood still are, whatever the last of them came to", () => {
  const runs = SEEDS.map((seed) => run(seed, (s) => 0.7 - 0.35 * Math.exp(-s / 0.08)));
  assert(share(runs, SAYS_STOP) >= 0.7, `${share(runs, SAYS_STOP)}`);
  assert(share(runs, /^NO ALARM: STILL IMPROVING/m) <= 0.05);
});

/** Twenty evaluations of a network that learns well, with a held-out loss that lies above the training loss by what is given, and the accuracy. */
const apart = (above: (i: number) => number, accuracy: (i: number) => number) =>
  told(
    table({
      epoch: epochs(20),
      loss: range(20).map((i) => 1.1 + 2.4 * Math.exp(-i / 3)),
      val_loss: range(20).map((i) => 1.1 + 2.4 * Math.exp(-i / 3) + above(i)),
      val_accuracy: range(20).map(accuracy),
    }),
    "history.csv",
  );
const GAP = /Generalisation gap|widen the gap|regularisation/i;

Deno.test("gap: losses that lie apart by the same from the first evaluation on, while held-out rows are best at the end, are no gap", () => {
  const gains = (i: number) => 0.962 - 0.2 * Math.exp(-i / 3) + 0.0004 * i;
  const text = apart((i) => 2.2 - 0.005 * i, gains);
  assert(/^NO ALARM/m.test(text) && !GAP.test(text), text);
});

Deno.test("gap: losses that part as training goes on are, and so are those of rows that are past their best", () => {
  const stands = (i: number) => 0.7 - 0.2 * Math.exp(-i / 3) + 0.01 * (i % 2);
  for (const text of [apart((i) => 0.12 * i, stands), apart((i) => 2.2 + 0.002 * i, stands)]) {
    assert(/GENERALISATION GAP|OVERFITTING|gap/i.test(text), text);
  }
});
