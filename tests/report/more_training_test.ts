/**
 * What more training of the same kind would give.
 */
import { assertMatch } from "@std/assert";
import { decay, epochs, range, table } from "../monitor/shapes.ts";
import { told } from "./told.ts";

Deno.test("more training: where the rate has run out, more of the same is another schedule", () => {
  const run = (slope: number, rise = 0) =>
    told(
      table({
        epoch: epochs(30),
        train_loss: decay(30, 3, 1.4, 12),
        val_loss: decay(30, 3, 1.5, 3).map((loss, i) => loss + rise * Math.max(0, i - 12)),
        "metrics/mAP50-95(B)": range(30).map((i) => 0.4 - 0.3 * Math.exp(-i / 3) + slope * i),
        "lr/pg0": range(30).map((i) => 0.01 * (1 - i / 30) + 1e-5),
      }),
      "results.csv",
    );
  assertMatch(run(0.0008), /^NO ALARM: LEVELLING OFF[^]*^Next: The rate has run out, and a longer schedule/m);
  // with a loss that is past its best not even that
  assertMatch(
    run(0.0008, 0.006),
    /^NO ALARM: LEVELLING OFF[^]*^Next: The rate has run out and the loss is past its best/m,
  );
  assertMatch(run(0.01), /^Next: Train again with a longer schedule: the rate had run out/m);
});
