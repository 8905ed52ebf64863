import { assertEquals } from "@std/assert";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { isBoosted, isTransformer } from "../../src/monitor/tools.ts";

const read = (name: string, text: string) => readHistory(new TextEncoder().encode(text), { name });

Deno.test("tools: the Trainer's state tells of a transformer, a booster's results of trees, a table of neither", () => {
  const entries = [1, 2, 3].map((step) => ({ step, loss: 1 / step, learning_rate: 1e-5 }));
  const state = read("trainer_state.json", JSON.stringify({ log_history: entries, global_step: 3 }));
  const trees = read(
    "evals_result.json",
    JSON.stringify({ training: { l2: [3, 2, 1] }, valid_0: { l2: [3, 2, 2] } }),
  );
  const table = read("log.csv", "epoch,loss\n1,3\n2,2\n3,1\n");
  assertEquals([state, trees, table].map(isTransformer), [true, false, false]);
  // wherever the Trainer reports to it logs its own speed
  const exported = read(
    "history.csv",
    "step,train/loss,eval/loss,eval/samples_per_second\n1,3,3,10\n2,2,2,11\n3,1,1,10\n",
  );
  assertEquals(isTransformer(exported), true);
  assertEquals([state, trees, table].map(isBoosted), [false, true, false]);
});
