/**
 * What stands in a file for nothing is no value.
 */
import { assertEquals } from "@std/assert";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { decay, range, table } from "../shapes.ts";

const n = 12, loss = decay(n, 1.5, 0.3, 4), held = decay(n, 1.4, 0.4, 3);
const read = (columns: Parameters<typeof table>[0]) => readHistory(new TextEncoder().encode(table(columns)));
const valuesOf = (columns: Parameters<typeof table>[0], name: string) =>
  read(columns).series?.find((series) => series.name === name)?.values.length;

Deno.test("unmeasured: a first row of zeros is a placeholder, and the epochs behind it keep their numbers", () => {
  const columns = {
    epoch: range(n + 1),
    train_loss: [0, ...loss],
    val_loss: [0, ...held],
    val_acc: [0, ...range(n).map((i) => 0.5 + 0.03 * i)],
  };
  const { at, notes } = read(columns);
  assertEquals([at?.[0], at?.at(-1)], [1, n]);
  assertEquals(notes, ["all that is measured is 0 in the first row alone: a placeholder, and no value"]);
  assertEquals(["train_loss", "val_loss", "val_acc"].map((name) => valuesOf(columns, name)), [n, n, n]);
});

Deno.test("unmeasured: where held-out rows were measured before the first epoch their values stay", () => {
  const columns = { epoch: range(n + 1), train_loss: [0, ...loss], val_loss: [1.6, ...held] };
  assertEquals([valuesOf(columns, "train_loss"), valuesOf(columns, "val_loss")], [n, n + 1]);
});

Deno.test("unmeasured: what begins at 0 and grows from there, or counts from where a policy began, is measured", () => {
  const rising = range(n + 1).map((i) => 0.1 * i);
  assertEquals(valuesOf({ epoch: range(n + 1), train_loss: rising }, "train_loss"), n + 1);
  assertEquals(
    valuesOf({ step: range(n + 1), loss: [0, ...loss], reward: range(n + 1) }, "loss"),
    n + 1,
  );
});
