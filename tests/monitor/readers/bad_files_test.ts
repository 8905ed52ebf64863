/**
 * A bad file gets one line that names the field.
 */
import { assertEquals, assertThrows } from "@std/assert";
import { readEvidence, readHistory } from "../../../src/monitor/readers/mod.ts";
import { range } from "../shapes.ts";

const BAD: readonly [string, string][] = [
  ["", "the file is empty"],
  ["{}", "no history of a training: expected lists of losses or metrics, found nothing"],
  ['{"train_loss": [0.5, 0.4', "the JSON is cut off before its end"],
  [
    '{"loss": [0.5, 0.4, 0.3], "val_loss": [0.7, 0.6, 0.5, 0.',
    "the JSON is cut off before its end, after 3 whole entries of val_loss",
  ],
  ['{"train_loss": [0.5, 0.4]', "the JSON is cut off before its end"],
  ['{"train_loss": [0.5, "0.4"]}', 'train_loss[1]: expected a number or null, got "0.4"'],
  ['{"train_loss": []}', "train_loss: the list is empty, it needs at least one entry"],
  ['{"train_loss": [null]}', "train_loss: every entry is null"],
  ['{"train_loss": 0.3}', "no history of a training: expected lists of losses or metrics, found train_loss"],
  [
    "units,layers,total_time\n100,1,13.8\n200,1,19.5\n",
    "no history of a training: no loss, metric or reward among its columns (units, layers, total_time)",
  ],
  ['{"train_loss": [0.5], "best_loss": "low"}', "best_loss: Invalid input: expected number, received string"],
  ['{"train_loss": [0.5], "hidden_size": 6.5}', "hidden_size: Invalid input: expected int, received number"],
  [
    '{"train_loss": [1, 1], "train_loss_by_frequency": [[1, 2], [3]]}',
    "train_loss_by_frequency: every epoch must have the same number of groups",
  ],
  ['{"loss": [3, 2], "loss": [1, 2]}', '"loss" stands twice in one object'],
  [
    '{"meta": {"learn_metrics": 5}, "iterations": [{"iteration": 0, "learn": [1]}]}',
    "catboost_training.json: meta.learn_metrics invalid input: expected array, received number (given: 5)",
  ],
  ['{"log_history": []}', "log_history: the list is empty"],
  ["[]", "the list is empty"],
  ["42", "neither JSON nor a table with a header and rows"],
  ["epoch,loss\n", "neither JSON nor a table with a header and rows"],
  ["epoch,loss\n0,0.5\n1,low\n", 'loss, line 3: expected a number, got "low"'],
  ['epoch,loss\n0,"tensor([2, 3])"\n1,"tensor([1, 2])"\n', 'loss: expected numbers, got "tensor([2, 3])"'],
  ['epoch,loss\n0,"1,234.5"\n1,"1,100.0"\n', 'loss: expected numbers, got "1,234.5"'],
  ["PK\x03\x04packed", "a packed file: unpack it first"],
  [
    "Report of model: trees\nbest threshold: 0.5\n\n         precision recall f1-score\n 0  1.00 1.00 1.00\n",
    'no history that is known: 5 lines of text, beginning "Report of model: trees"; read are tables, JSON, event files and what trainers print (--help lists the formats)',
  ],
  [
    'Run 7 with "best" settings, seed 3\nlr: 0.001\nnetwork: a.b:Actor\n',
    'no history that is known: 3 lines of text, beginning "Run 7 with \\"best\\" settings, seed 3"; read are tables, JSON, event files and what trainers print (--help lists the formats)',
  ],
  [
    "lr_0.1,lr_0.01\n2.5,2.4\n2.1,1.9\n",
    "several runs in one table, a column for each value of a setting (lr_0.1, lr_0.01): name the one to read with --train",
  ],
  [
    "credit score 3\ncredit score 4\nspeed: 5\n",
    "no history of a training: no loss, metric or reward among its numbers (credit score, speed)",
  ],
  ["\0\x01\x02", "neither text nor a TensorBoard event file nor a W&B run file"],
];

for (const [content, message] of BAD) {
  Deno.test(`bad file: ${JSON.stringify(content)}`, () => {
    const error = assertThrows(() => readHistory(new TextEncoder().encode(content))) as Error;
    assertEquals(error.message, message);
  });
}

Deno.test("what cannot be is refused: a negative square, a line of more cells than there are columns", () => {
  const reason = (text: string) =>
    (assertThrows(() => readHistory(new TextEncoder().encode(text))) as Error).message;
  assertEquals(reason('{"mse": [-1, -2], "loss": [1, 2]}'), "mse must be 0 or more (given: -1)");
  assertEquals(reason("epoch,loss\n1,2,3\n2,1\n"), "line 2 has 3 cells, and there are 2 columns");
  assertEquals(reason('{"train_loss": [1, 2], "clipped_share": [0, 5]}').includes("clipped_share[1]"), true);
  assertEquals(reason('{"train_loss": [1, 2], "target_loss": -1}').includes("target_loss"), true);
  assertEquals(reason('{"train_loss": [1, 2], "best_epoch": "x"}').includes("best_epoch"), true);
  const minus = readHistory(new TextEncoder().encode('{"neg_mse": [-2, -1], "loss": [2, 1]}'));
  assertEquals(minus.trainLoss, [2, 1]);
});

Deno.test("a string that does not end, of as many quotes as a file may hold, is told as that", () => {
  const text = `{"loss": [NaN, "${'\\"'.repeat(2_000_000)}`;
  const error = assertThrows(() => readHistory(new TextEncoder().encode(text))) as Error;
  assertEquals(error.message, "the JSON is cut off before its end");
});

Deno.test("bad evidence: the field is named", () => {
  const reason = (text: string) => (assertThrows(() => readEvidence(text)) as Error).message;
  assertEquals(reason('{"targetVariance": -1}'), "targetVariance: Too small: expected number to be >0");
  assertEquals(
    reason('{"frozen": {"testMse": "low"}}'),
    "frozen.testMse: Invalid input: expected number, received string",
  );
  assertEquals(
    reason('{"frozen": {"testMse": 1, "gap": {"value": 5, "low": 0, "high": 1}}}'),
    "frozen.gap: the value lies outside of its interval",
  );
  assertEquals(
    reason('{"frozen": {"testMse": 1, "trainMse": 0.5, "gap": {"value": 0.1, "low": 0, "high": 1}}}'),
    "frozen: the gap is not testMse - trainMse",
  );
  assertEquals(
    reason('{"frozen": {"testMse": 1, "testMseByGroup": [0.1, 0.2]}}'),
    "frozen: testMse lies outside of its groups'",
  );
  assertEquals(reason('{"colour": 1}'), 'evidence: Unrecognized key: "colour"');
});

Deno.test("a series that was not measured yet is left out and said so; the training loss must be there", () => {
  const begun =
    '{"train_loss": [0.5, 0.4], "test_loss": [null, null], "test_loss_by_frequency": [null, null]}';
  const { heldOutLoss, heldOutLossByGroup, notes } = readHistory(new TextEncoder().encode(begun));
  assertEquals([heldOutLoss, heldOutLossByGroup], [undefined, undefined]);
  assertEquals(notes, ["test_loss: every entry is null, taken as not measured yet"]);
});

Deno.test("a log that holds nothing but a program's end is refused with the exception that it ended with", () => {
  const log =
    'loading rows\nTraceback (most recent call last):\n  File "train.py", line 3, in <module>\n    main()\n' +
    "_pickle.UnpicklingError: pickle data was truncated\n";
  assertThrows(
    () => readHistory(new TextEncoder().encode(log)),
    TypeError,
    "the program crashed with _pickle.UnpicklingError: pickle data was truncated; read are tables",
  );
});

Deno.test("bad files: one row that ran into the next is left out of a short table; a header that lacks names is told", () => {
  const read = (text: string) => readHistory(new TextEncoder().encode(text), { name: "log.csv" });
  const rows = range(14).map((i) => `${i},${1 / (i + 1)},${1.2 / (i + 1)}`);
  const glued = [...rows.slice(0, 8), rows[8] + rows[9], ...rows.slice(10)];
  const history = read(["epoch,loss,val_loss", ...glued].join("\n"));
  assertEquals(history.trainLoss.length, 12);
  assertEquals(history.notes[0], "line 10 is torn and left out");
  assertThrows(
    () => read(["epoch,loss,,", ...rows.map((row) => row + ",0.5")].join("\n")),
    TypeError,
    "the first line names 2 of 4 columns",
  );
  // empty columns at the end are none
  assertEquals(
    read(["epoch,loss,val_loss,,", ...rows.map((row) => row + ",,")].join("\n")).trainLoss.length,
    14,
  );
});

Deno.test("bad files: a course of an unknown name is told how to be read, and an optimality gap is known", () => {
  const panel = (metric: string) =>
    [
      `step,a - ${metric},a - ${metric}__MIN,a - ${metric}__MAX`,
      ...range(12).map((i) => [i, ...Array(3).fill(5 / (i + 1))].join(",")),
    ].join("\n");
  const read = (metric: string) =>
    readHistory(new TextEncoder().encode(panel(metric)), { name: "panel.csv" }).series?.[0];
  assertThrows(
    () => read("set.quux"),
    TypeError,
    "if set.quux measures it: --metric set.quux:lower, or :higher",
  );
  const gap = read("tours.gap_mean");
  assertEquals([gap?.role, gap?.better, gap?.split], ["metric", "lower", "validation"]);
});
