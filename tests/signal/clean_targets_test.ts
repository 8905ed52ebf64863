import { assertThrows } from "@std/assert";
import { checkRows, checkTargets, GRIDS, makeRows, SIGNAL_DEFAULTS } from "../../src/signal/mod.ts";

for (const grid of GRIDS) {
  Deno.test(`rows as they were made pass, from any start: ${grid}`, () => {
    for (const sampleRateHz of [20, 62.5, 1000]) {
      for (const startSeconds of [0, 0.13, 1e6]) {
        for (const durationSeconds of [0.2, 10]) {
          const signal = { ...SIGNAL_DEFAULTS, grid, sampleRateHz, startSeconds, durationSeconds };
          checkTargets(makeRows(signal), signal);
        }
      }
    }
  });
}

const refused = (made: ReturnType<typeof makeRows>, message: string) =>
  assertThrows(() => checkTargets(made, SIGNAL_DEFAULTS), TypeError, message);

Deno.test("another rate, other frequencies or an amplitude are refused", () => {
  refused(makeRows({ sampleRateHz: 1010 }), "is not the sine of");
  refused(makeRows({ sampleRateHz: 62.5 }), "row 3: the target is not the sine of 1 Hz sampled at 1000 Hz");
  refused(makeRows({ frequenciesHz: [1, 3, 5, 6] }), "is not the sine of 7 Hz");
  const made = makeRows();
  refused({ ...made, targets: made.targets.map((value) => 2 * value) }, "is not the sine of 1 Hz");
});

Deno.test("rows in another order and exchanged columns are refused", () => {
  const made = makeRows({ noise: "softened" });
  for (const [i, j] of [[0, 1], [4000, 4001], [9998, 9999], [17, 9000]]) {
    const rows = made.rows.slice();
    for (let block = 0; block < 4; block++) { // in every block alike, so that they still share one mixture
      const [a, b] = [6 * (block * 10_000 + i), 6 * (block * 10_000 + j)];
      rows.set(made.rows.subarray(b, b + 6), a);
      rows.set(made.rows.subarray(a, a + 6), b);
    }
    refused(checkRows(rows, 4), "rows out of order");
  }
  const swapped = made.rows.slice();
  for (let row = 0; row < swapped.length; row += 6) {
    [swapped[row], swapped[row + 5]] = [swapped[row + 5], swapped[row]];
  }
  assertThrows(() => checkRows(swapped, 4), TypeError, "must have the mixture S of row");
});
