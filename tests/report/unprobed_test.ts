/**
 * Features that are learned without labels are judged by a probe, and not by their loss on other rows.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { decay, epochs, range, table } from "../monitor/shapes.ts";
import { told } from "./told.ts";

const n = 60;
const run = (columns: Readonly<Record<string, readonly number[]>>) =>
  told(table({ epoch: epochs(n), ...columns }), "log.csv");
const probe = /^Next: .*[Pp]robe.*k-NN or/m;

Deno.test("unprobed: a healthy run without labels is told to probe its features, by the name of any method", () => {
  for (
    const name of [
      "nt_xent_loss",
      "byol_loss",
      "barlow_twins_loss",
      "train_dino_loss",
      "vicreg_loss",
      "ssl_loss",
    ]
  ) {
    const text = run({ [name]: decay(n, 6.1, 4.7, 15) });
    assertMatch(text, probe, name);
    assertMatch(text, /^Use: the last one; a probe tells which is better$/m);
    assertNotMatch(text, /held-out rows|validation loss/);
  }
  assertMatch(run({ train_ssl_loss: decay(n, 6.1, 4.7, 15), val_ssl_loss: decay(n, 6.2, 4.9, 12) }), probe);
  const lines = range(n).map((epoch) =>
    JSON.stringify({ train_loss: 9 - 4 * (1 - Math.exp(-epoch / 12)), train_wd: 0.04 + 0.006 * epoch, epoch })
  );
  assertMatch(told(lines.join("\n"), "log.txt"), probe);
  const masked = [
    "mask_ratio: 0.75",
    ...range(n).map((i) => `epoch ${i + 1}/${n} loss: ${(0.45 + 0.4 * Math.exp(-i / 12)).toFixed(4)}`),
  ];
  assertMatch(told(masked.join("\n"), "train.log"), probe);
});

Deno.test("unprobed: labelled rows, and a probe that was logged, are judged as they were", () => {
  assertMatch(run({ train_loss: decay(n, 2, 1.2, 15) }), /held-out rows|validation loss/);
  assertNotMatch(
    run({
      nt_xent_loss: decay(n, 6.1, 4.7, 15),
      val_knn_acc: range(n).map((i) => 0.6 - 0.3 * Math.exp(-i / 9)),
    }),
    /a probe/,
  );
});
