/**
 * What is said of a run whose held-out rows have long gained nothing while its rate still comes down.
 */
import { assertMatch } from "@std/assert";
import { told } from "../report/told.ts";
import { decay, epochs, range, table } from "./shapes.ts";

/** A detector of so many epochs of 400 that gains until `until`, and nothing after. */
const detector = (length: number, until: number, after = -1e-5, planned = 400) =>
  told(
    table({
      epoch: epochs(length),
      "train/box_loss": decay(length, 3, 1, 60),
      "metrics/mAP50(B)": range(length).map((i) =>
        0.5 - 0.4 * Math.exp(-Math.min(i, until) / 15) + after * Math.max(0, i - until)
      ),
      "metrics/mAP50-95(B)": range(length).map((i) =>
        0.3 - 0.25 * Math.exp(-Math.min(i, until) / 15) + after * Math.max(0, i - until)
      ),
      "val/box_loss": range(length).map((i) => 1.5 + 2 * Math.exp(-Math.min(i, until) / 15)),
      "lr/pg0": range(length).map((i) => 0.01 * (1 - i / planned)),
    }),
    "results.csv",
  );

Deno.test("gains no more: a YOLO that its default patience ended is not told to go on to the end of its schedule", () => {
  assertMatch(
    detector(141, 40),
    /^NO ALARM: LEVELLED OFF\n.*highest at epoch 41.*; its patience of 100 epochs ended the run\n[^]*^Use: the checkpoint of epoch 41 [^]*^Next: More of the same would give little/m,
  );
  // one that was cut while it still gained is
  assertMatch(detector(141, 138, 0.001), /^NO ALARM: THE SCHEDULE HAS NOT ENDED\n[^]*^Next: Let it go on/m);
});

Deno.test("gains no more: what has stood for half of a run is not told to wait for a schedule that is half over", () => {
  const run = (length: number, after: number) => detector(length, 60, after);
  assertMatch(run(240, -1e-5), /^NO ALARM: LEVELLED OFF\n[^]*^Next: More of the same would give little/m);
  // early in a schedule what stands may gain when the rate comes down
  assertMatch(run(145, -1e-5), /^NO ALARM: THE SCHEDULE HAS NOT ENDED$/m);
  // and so may what still gains by little
  assertMatch(run(240, 1e-4), /^NO ALARM: THE SCHEDULE HAS NOT ENDED$/m);
});
