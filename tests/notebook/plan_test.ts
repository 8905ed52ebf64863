import { assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { onlineFigure, stoppedAt } from "../../src/notebook/plan.ts";
import { functionSource } from "../../src/notebook/source.ts";
import { onlineConfiguration } from "../../src/training/configuration.ts";
import type { TrainingHistory } from "../../src/training/history.ts";

const configuration = onlineConfiguration({ epochs: 100, patience: 15, minDelta: 0.001 });
const historyOf = (train_loss: number[]) => ({ train_loss }) as unknown as TrainingHistory;
const flat = (epochs: number) => [0.5, 0.4, ...Array.from({ length: epochs - 2 }, () => 0.3995)];

Deno.test("a fall below the smallest that counts does not put off early stopping, and the figure marks where it came", () => {
  const history = historyOf(flat(17)); // best by more than 0.001 in epoch 2, 15 epochs ago
  assertEquals(stoppedAt(configuration, history), 17);
  assertStringIncludes(onlineFigure(configuration, history), "early stop, epoch 17");
});

Deno.test("a run that goes on, that went to its end, or that has no patience was not stopped", () => {
  assertEquals(stoppedAt(configuration, historyOf(flat(16))), undefined);
  assertEquals(stoppedAt({ ...configuration, epochs: 17 }, historyOf(flat(17))), undefined);
  assertEquals(stoppedAt({ ...configuration, patience: null }, historyOf(flat(17))), undefined);
});

Deno.test("a function is shown as it stands in its module, comment included, and nothing after it", () => {
  const text =
    "/** One. */\nfunction one() {\n  return 1;\n}\n\n/** Two. */\nexport function* two() {\n  yield 2;\n}\n";
  assertEquals(functionSource(text, "two"), "/** Two. */\nexport function* two() {\n  yield 2;\n}");
  assertMatch(functionSource(text, "one"), /^\/\*\* One/);
  assertThrows(() => functionSource(text, "three"), RangeError, "no function three");
});
