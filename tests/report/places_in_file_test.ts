/**
 * An epoch is called by its number from 1; what the file calls it is said beside it, and what comes before the first.
 */
import { assertMatch, assertNotMatch } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import { runsTable } from "../../src/report/runs_table.ts";
import { decay, epochs, range, table } from "../monitor/shapes.ts";
import { told } from "./told.ts";

const n = 16, train_loss = decay(n, 1.5, 0.3, 4), val_loss = decay(n, 1.4, 0.4, 3);

Deno.test("places: of a file that counts from 0 the checkpoint is told by both numbers, in a table of runs too", () => {
  const fromZero = table({ epoch: range(n), train_loss, val_loss }), text = told(fromZero, "log.csv");
  assertMatch(text, /^Use: the checkpoint of epoch 16 \(best val_loss\); the file counts from 0: 15 there$/m);
  assertNotMatch(told(table({ epoch: epochs(n), train_loss, val_loss }), "log.csv"), /counts from 0/);
  const rows = [["zero", range(n)], ["one", epochs(n)]].map(([name, epoch]) => {
    const history = readHistory(new TextEncoder().encode(table({ epoch, train_loss, val_loss } as never)));
    return { name: name as string, history, diagnosis: diagnose({ history, evidence: {} }), settings: {} };
  });
  const [, ...lines] = runsTable(rows).split("\n");
  assertMatch(lines.find((line) => line.startsWith("zero"))!, /at 16 \(15 in its file\)/);
  assertMatch(lines.find((line) => line.startsWith("one"))!, /at 16 +NO ALARM/);
});

Deno.test("places: an evaluation before the first epoch is said to be one, whether it is called -1 or 0", () => {
  const before = (first: number) =>
    told(
      table({
        epoch: range(n + 1).map((i) => i + first),
        train_loss: ["", ...train_loss],
        val_loss: [0.2, ...val_loss],
      }),
      "log.csv",
    );
  assertMatch(before(-1), /^ {2}Note: epochs counted from 1 here, -1 as 0: before training$/m);
  assertMatch(
    before(-1),
    /^Use: .*epoch 0 .*; epoch 0 is before training; the file counts from 0: -1 there$/m,
  );
  assertMatch(before(0), /^Use: .*epoch 0 .*; epoch 0 is before training$/m);
  assertNotMatch(before(0), /counted from 1/);
});
