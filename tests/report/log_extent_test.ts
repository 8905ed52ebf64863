/**
 * How many epochs a log is told to hold.
 */
import { assertEquals } from "@std/assert";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { epochsOfSparse, epochsTold } from "../../src/report/log_extent.ts";

const read = (lines: readonly string[]) => readHistory(new TextEncoder().encode(lines.join("\n")));

Deno.test("extent: epochs count once, however often their loss was logged and however late a test came", () => {
  const batches = [1, 2, 3].flatMap((epoch) => [2.4, 2.3, 2.2].map((loss) => `${epoch},,${loss / epoch},`));
  const held = [1, 2, 3].map((epoch) => `${epoch},,,${2.5 / epoch}`);
  const lines = batches.flatMap((line, i) => i % 3 === 2 ? [line, held[(i - 2) / 3]] : [line]);
  assertEquals(epochsTold(read(["epoch,test_loss,loss,val_loss", ...lines, "3,0.9,,"])), 3);
  assertEquals(epochsTold(read(["epoch,loss", "1,2.1", "2,1.9"])), 2);
});

Deno.test("extent: every k-th epoch is a log of the whole run, the epochs after a resumption are not", () => {
  const run = (epochs: readonly number[]) =>
    epochsOfSparse(read(["epoch,loss", ...epochs.map((epoch, i) => `${epoch},${2 - 0.1 * i}`)]));
  assertEquals(run([25, 50, 75, 100]), 100);
  assertEquals(run([97, 98, 99, 100]), undefined);
  assertEquals(run([1, 2, 3, 4]), undefined);
});
