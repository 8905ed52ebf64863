/**
 * What a file states in its settings tells what guessing costs.
 */
import { assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { told } from "../../report/told.ts";
import { decay, range } from "../shapes.ts";

const n = 30, wave = (i: number) => 0.004 * Math.sin(7 * i);
const at = (price: number) => ({
  train_loss: range(n).map((i) => price + 0.1 * Math.exp(-i) + wave(i)),
  val_loss: range(n).map((i) => price + wave(i + 3)),
});
const run = (settings: Readonly<Record<string, unknown>>, curves: object) =>
  told(JSON.stringify({ ...settings, ...curves }), "log.json");
const chance = /^STUCK AT CHANCE$/m;

Deno.test("stated: a loss at ln of the number of classes or words in the settings is that of guessing, without any accuracy", () => {
  const words = run({ params: { vocab_size: 5000 } }, at(Math.log(5000)));
  assertMatch(words, chance);
  assertMatch(words, /= ln 5000, what guessing among 5000 classes, as many as the file states, costs/);
  assertMatch(run({ config: { num_classes: 37 } }, at(Math.log(37))), chance);
  assertMatch(run({ args: { n_classes: 1000 } }, at(6.93)), chance);
  // of a number that nothing states it is none
  assertNotMatch(run({}, at(Math.log(5000))), /GUESSING|CHANCE/);
});

Deno.test("stated: what is learned, has hardly begun or is another loss is not guessed", () => {
  const classes = { config: { num_classes: 7 } };
  assertNotMatch(
    run(classes, { train_loss: decay(n, 1.95, 0.6, 8), val_loss: decay(n, 1.95, 0.7, 8) }),
    chance,
  );
  assertNotMatch(
    run(classes, { train_loss: decay(n, 2.2, 1.93, 12), val_loss: decay(n, 2.2, 1.93, 12) }),
    chance,
  );
  assertNotMatch(run({ config: { vocab_size: 5000 } }, { train_loss: decay(6, 8.6, 8.5, 2) }), chance);
  assertNotMatch(run({ config: { num_classes: 1000 } }, at(2.31)), /ln 1000/);
});

Deno.test("stated: of several settings the last is that of what is read", () => {
  const history = readHistory(
    new TextEncoder().encode(
      ["num_classes: 3", "num_classes: 12", ...range(5).map((i) => `epoch ${i + 1}/5 loss: ${3 - 0.2 * i}`)]
        .join("\n"),
    ),
    { name: "train.log" },
  );
  assertEquals(history.settings.classes, 12);
});
