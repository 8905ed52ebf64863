/**
 * Training without labels: losses whose least value is a collapse as well as a success, and levels that one answer to every row costs.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { shortText } from "../../src/report/short_text.ts";
import { normalNumbers } from "./histories.ts";
import { range, table } from "./shapes.ts";

const told = (text: string, name: string) => {
  const history = readHistory(new TextEncoder().encode(text), { name });
  return shortText(history, diagnose({ history, evidence: {} }), name);
};
const tell = (columns: Readonly<Record<string, readonly number[]>>) => told(table(columns), "log.csv");
const normal = normalNumbers(43), n = 40, epoch = range(n).map((i) => i + 1);
/** What is printed of settings and of each epoch. */
const printed = (settings: string, loss: (i: number) => number, count = n) =>
  told(
    [settings, ...range(count).map((i) => `epoch ${i + 1}/${count} loss: ${loss(i).toFixed(5)}`)].join("\n"),
    "train.log",
  );
const collapsed = /^COLLAPSE SUSPECTED: TWO VIEWS ANSWER ALL BUT ALIKE$/m;

Deno.test("two views: a loss at the least that it can be is asked for a collapse, whatever that least is", () => {
  const fast = (i: number) => Math.exp(-i / 0.7);
  const distance = tell({ epoch, byol_loss: range(n).map((i) => 0.002 + 1.1 * fast(i)) });
  assertMatch(distance, collapsed);
  assertMatch(distance, /^Use: none before their answers were seen to differ/m);
  assertMatch(distance, /^Next: .*1\/sqrt\(d\).*kNN or linear probe/m);
  assertMatch(tell({ epoch, simsiam_loss: range(n).map((i) => -0.998 + 0.8 * fast(i)) }), collapsed);
  assertMatch(printed("python main.py --method BYOL --batch 128", (i) => 0.001 + fast(i)), collapsed);
});

Deno.test("two views: a healthy course, a probe that gains and a loss of another training are no collapse", () => {
  const slow = range(n).map((i) => -0.86 + 0.8 * Math.exp(-i / 12) + 0.004 * normal());
  assertNotMatch(tell({ epoch, simsiam_loss: slow }), /COLLAPSE/);
  const near = range(n).map((i) => 0.004 + Math.exp(-i));
  const probed = tell({ epoch, byol_loss: near, knn_accuracy: range(n).map((i) => 0.1 + 0.015 * i) });
  assertNotMatch(probed, /COLLAPSE/);
  assertNotMatch(printed("python main.py --method regression", (i) => 0.001 + Math.exp(-i)), /COLLAPSE/);
});

Deno.test("prototypes: a loss that hardly comes below ln of their number assigns rows to all alike", () => {
  const alike = /^ROWS GO TO ALL PROTOTYPES ALIKE$/m;
  const late = (i: number) => Math.log(20) * (i < 25 ? 1 : 1 - 0.05 * (1 - Math.exp(-(i - 25) / 5)));
  const hardly = printed("nmb_prototypes: 20", late);
  assertMatch(hardly, alike);
  assertMatch(hardly, /ln 20 = 2\.996: .*4% below it \(there up to epoch 2\d\)/);
  assertMatch(hardly, /^Next: Sharper assignments/m);
  // learned: well below, or not yet long enough to tell
  assertNotMatch(printed("nmb_prototypes: 20", (i) => 1.6 + 1.4 * Math.exp(-i / 9)), alike);
  assertNotMatch(printed("nmb_prototypes: 20", () => 2.99, 8), alike);
  assertNotMatch(printed("nmb_heads: 20", late), alike);
  assertMatch(tell({ epoch, dino_loss: range(n).map(() => Math.log(4096) + 0.002 * normal()) }), alike);
  assertNotMatch(tell({ epoch, dino_loss: range(n).map((i) => 8.3 - 0.1 * i) }), alike);
});

Deno.test("pairs: a contrastive loss at ln of a batch is that of guessing, by the names of its methods", () => {
  for (const name of ["simclr_loss", "moco_loss", "info_nce_loss"]) {
    const flat = tell({ epoch, [name]: range(n).map(() => Math.log(256) + 0.004 * normal()) });
    assertMatch(flat, /^STUCK AT CHANCE$/m, name);
    assertMatch(flat, /ln 256/);
    assertNotMatch(tell({ epoch, [name]: range(n).map((i) => 2.1 + 3.3 * Math.exp(-i / 8)) }), /CHANCE/);
  }
});
