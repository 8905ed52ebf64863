/**
 * Evaluations of which each batch was logged.
 */
import { assertEquals, assertMatch } from "@std/assert";
import { leadingMetric } from "../../../src/monitor/logged.ts";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { decay, range } from "../shapes.ts";

const read = (text: string) => readHistory(new TextEncoder().encode(text));

/** Six epochs of ten steps; in each, eight rows are tested one by one and the first 2 to 7 of them are right. */
const tested = (hasMean: boolean) => {
  const losses = decay(60, 2, 0.3, 20);
  return read([
    `epoch,step,train_loss,test_acc_step${hasMean ? ",test_acc_epoch" : ""}`,
    ...range(6).flatMap((epoch) => [
      ...range(10).map((i) => `${epoch},${10 * epoch + i},${losses[10 * epoch + i]},${hasMean ? "," : ""}`),
      ...range(8).map((i) => `${epoch},${i},,${i < epoch + 2 ? 1 : 0}${hasMean ? "," : ""}`),
      ...(hasMean ? [`${epoch},${10 * epoch + 9},,,${(epoch + 2) / 8}`] : []),
    ]),
  ].join("\n"));
};

Deno.test("batches: beside the mean of an evaluation what each of its batches came to is no course", () => {
  const history = tested(true), metric = leadingMetric(history, "test");
  assertEquals([metric?.name, metric?.values], ["test_acc_epoch", range(6).map((epoch) => (epoch + 2) / 8)]);
  assertEquals(history.leftOut, ["test_acc_step"]);
});

Deno.test("batches: without it they are averaged by epoch, which is said", () => {
  const history = tested(false), metric = leadingMetric(history, "test");
  assertEquals(metric?.values, range(6).map((epoch) => (epoch + 2) / 8));
  assertMatch(history.notes.join("; "), /test_acc_step: of single batches, read is the mean of each epoch/);
});

Deno.test("batches: where nothing tells the evaluations apart, right and wrong in turn are not judged", () => {
  const rows = range(4).flatMap((round) => [
    ...range(20).map((i) => ({ step: 40 * round + i, train_loss: 1 / (1 + round) })),
    ...range(20).map((i) => ({ step: 40 * round + 20 + i, test_acc_step: i % 3 === 0 ? 0 : 1 })),
  ]);
  const history = read(rows.map((row) => JSON.stringify(row)).join("\n"));
  assertEquals(leadingMetric(history), undefined);
  assertMatch(
    history.notes.join("; "),
    /test_acc_step: 0 or 1 in each row, of single batches, so not judged/,
  );
  // a metric that comes to all of them once is a course
  const learned = range(20).map((epoch) => JSON.stringify({ epoch, loss: 1, val_acc: epoch < 8 ? 0 : 1 }));
  assertEquals(leadingMetric(read(learned.join("\n")))?.values.length, 20);
});
