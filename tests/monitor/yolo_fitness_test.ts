/**
 * Which of equal evaluations a YOLO keeps as its best.pt.
 */
import { assertMatch } from "@std/assert";
import { detector, told } from "../report/told.ts";
import { decay, epochs, range, table } from "./shapes.ts";

const n = 30;
const sorter = (top1: readonly number[], top5: readonly number[]) =>
  told(
    table({
      epoch: epochs(n),
      "train/loss": decay(n, 1.6, 0.3, 7),
      "metrics/accuracy_top1": top1,
      "metrics/accuracy_top5": top5,
      "val/loss": decay(n, 1.2, 0.35, 5),
    }),
    "results.csv",
  );

Deno.test("best.pt: of equal accuracies the last is kept, as the file is written anew at each", () => {
  const top1 = range(n).map((i) => [11, 17, 21].includes(i) ? 0.95 : 0.93 - 0.5 * Math.exp(-i / 3));
  assertMatch(sorter(top1, range(n).map(() => 1)), /^Use: .*epoch 22 \(best/m);
});

Deno.test("best.pt: pictures are sorted best by the mean of both accuracies, of which the second may decide", () => {
  const top1 = range(n).map((i) => [11, 17, 21].includes(i) ? 0.95 : 0.93 - 0.5 * Math.exp(-i / 3));
  assertMatch(sorter(top1, range(n).map((i) => i === 17 ? 1 : 0.99)), /^Use: .*epoch 18 \(best/m);
});

Deno.test("best.pt: where one of both accuracies is better elsewhere it is said by what is chosen", () => {
  const top1 = range(n).map((i) => i === 11 ? 0.951 : i === 20 ? 0.95 : 0.93 - 0.5 * Math.exp(-i / 3));
  const text = sorter(top1, range(n).map((i) => i === 20 ? 1 : 0.97));
  assertMatch(text, /^Use: epoch 21 \(best\.pt\) if mean of top1 and top5 is what counts/m);
});

Deno.test("best.pt: of boxes that are all found the last is kept too, and no other where one is better", () => {
  const mAP = range(n).map((i) => Math.min(0.995, 0.2 + 0.06 * i));
  assertMatch(detector(mAP), /^Use: .*epoch 30\b/m);
  assertMatch(detector(mAP.map((value, i) => i === 20 ? 0.997 : value)), /^Use: .*epoch 21\b/m);
});
