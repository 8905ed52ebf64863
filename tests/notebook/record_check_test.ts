import { assertEquals } from "@std/assert";
import { historyDisagreements, numberDifferences } from "../../src/notebook/record_check.ts";

Deno.test("a record that says what was measured has no differences; words are not compared", () => {
  const measured = { testMse: 0.5, byFrequency: [0.1, 0.2], interval: { low: -1e-5 }, protocol: "a" };
  assertEquals(numberDifferences({ ...measured, testMse: 0.50001, protocol: "b" }, measured, "result"), []);
});

Deno.test("every changed, missing or non-numeric number is named", () => {
  const measured = { testMse: 0.5, byFrequency: [0.1, 0.2] };
  assertEquals(numberDifferences({ testMse: 0.4, byFrequency: [0.1] }, measured, "result"), [
    "result.testMse says 0.4, computed 0.5",
    "result.byFrequency.1 says undefined, computed 0.2",
  ]);
  assertEquals(numberDifferences(null, measured, "result").length, 3);
});

Deno.test("a history must agree with itself", () => {
  const history = {
    train_loss: [0.4, 0.3],
    epoch_times: [1, 1],
    best_loss: 0.3,
    best_epoch: 2,
    train_loss_by_frequency: [[0.2, 0.6], [0.1, 0.5]],
    test_loss: [null, 0.5],
    test_loss_by_frequency: [null, [0.4, 0.6]],
    gradient_norm_median: [1, 1],
    gradient_norm_max: [1, 1],
    clipped_share: [0, 0],
    learning_rate: [1e-4, 1e-4],
  };
  assertEquals(historyDisagreements(history), []);
  assertEquals(historyDisagreements({ ...history, train_loss: [0.2, 0.3], best_epoch: 1 }).length, 2);
  assertEquals(historyDisagreements({ ...history, test_loss: [null, 0.1] }), [
    "training_history.json.test_loss.1 says 0.1, computed 0.5",
  ]);
});
