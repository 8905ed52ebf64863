/**
 * Variational autoencoders: a loss of two terms of which one is a price, and a bound that some raise and some lower.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { shortText } from "../../src/report/short_text.ts";
import { normalNumbers } from "./histories.ts";
import { range, table } from "./shapes.ts";

const tell = (columns: Readonly<Record<string, readonly number[]>>) => {
  const history = readHistory(new TextEncoder().encode(table(columns)), { name: "vae.csv" });
  return shortText(history, diagnose({ history, evidence: {} }), "vae.csv");
};
const normal = normalNumbers(41);
const n = 50, epoch = range(n).map((i) => i + 1);

/** A loss whose KL term is weighed by a weight that is raised, and what it is made of. */
function annealed(weight: (i: number) => number, off = 0) {
  const recon = range(n).map((i) => 88 + off + 60 * Math.exp(-i / 3) + 7 * weight(i) + 0.2 * normal());
  const kl = range(n).map((i) => 36 - 19 * weight(i) + 0.2 * normal());
  return { recon, kl, loss: recon.map((value, i) => value + weight(i) * kl[i]) };
}

Deno.test("variational: a weight of the KL term that was not logged is told from loss and terms, and losses are compared from where it stands", () => {
  const raised = (i: number) => Math.min(1, i / 20);
  const own = annealed(raised), held = annealed(raised, 3);
  const told = tell({
    epoch,
    train_loss: own.loss,
    train_recon: own.recon,
    train_kl: own.kl,
    val_loss: held.loss,
    val_recon: held.recon,
    val_kl: held.kl,
  });
  assertMatch(told, /the weight of train_kl in train_loss changes up to epoch 2[01]/);
  assertNotMatch(told, /DIVERGENCE|OVERFITTING|BEST BEFORE THE END|RISES/);
  assertMatch(told, /^NO ALARM/m);
  // a weight that stays says nothing, and one that is not the whole story neither
  assertNotMatch(tell({ epoch, ...annealed(() => 1) }), /the weight of/);
  const other = annealed(() => 1);
  const more = other.loss.map((value) => value + 4 * Math.abs(normal()));
  assertNotMatch(tell({ epoch, ...other, loss: more }), /the weight of/);
});

Deno.test("variational: a code whose price explodes has diverged, one that is paid for more accurate answers has not", () => {
  const recon = range(n).map((i) => 70 + 50 * Math.exp(-i / 6));
  const explodes = range(n).map((i) => 12 * Math.exp(0.15 * Math.max(0, i - 20)));
  assertMatch(
    tell({ epoch, loss: recon.map((value, i) => value + explodes[i]), recon_loss: recon, kl_loss: explodes }),
    /^DIVERGENCE$/m,
  );
  const grows = range(n).map((i) => 25 - 22 * Math.exp(-i / 6));
  assertMatch(
    tell({ epoch, loss: recon.map((value, i) => value + grows[i]), recon_loss: recon, kl_loss: grows }),
    /^NO ALARM/m,
  );
});

Deno.test("variational: a bound that is raised is better above, its negative below", () => {
  const rises = (by: number) => range(n).map((i) => by - 160 * Math.exp(-i / 7) + 0.4 * normal());
  const raised = tell({ epoch, train_elbo: rises(-95), val_elbo: rises(-99) });
  assertMatch(raised, /^NO ALARM/m);
  assertMatch(raised, /^Use: .*best val_elbo/m);
  assertMatch(raised, /val_elbo .* highest -9\d/);
  const lowered = (by: number) => rises(by).map((value) => -value);
  assertMatch(tell({ epoch, train_elbo: lowered(-95), val_elbo: lowered(-99) }), /val_elbo .* lowest 9\d/);
  // of a density it may be below 0 either way: training tells
  const negative = (by: number) => lowered(by).map((value) => value - 400);
  assertMatch(
    tell({ epoch, train_elbo: negative(-95), val_elbo: negative(-99) }),
    /val_elbo .* lowest -30\d/,
  );
  // measured seldom, beside a loss of the other sign
  const loss = range(n).map((i) => 101 + 60 * Math.exp(-i / 5));
  const text = table({ epoch, loss, test_elbo: range(n).map((i) => i < n - 2 ? "" : -120 + i) });
  const history = readHistory(new TextEncoder().encode(text), { name: "vae.csv" });
  assertMatch(shortText(history, diagnose({ history, evidence: {} }), "vae.csv"), /test_elbo .* highest -71/);
});

Deno.test("variational: a code that costs nothing beside answers that stay as they were is unused", () => {
  const recon = range(n).map((i) => 310 - 12 * (1 - Math.exp(-i / 4)) + 0.5 * normal());
  const kl = range(n).map((i) => 5 * Math.exp(-i / 2) + 1e-4);
  assertMatch(
    tell({ epoch, loss: recon.map((value, i) => value + kl[i]), recon_loss: recon, kl_loss: kl }),
    /^POSTERIOR COLLAPSE/m,
  );
});
