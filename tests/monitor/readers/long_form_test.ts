/**
 * Tables in long form, and several runs in one table.
 */
import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { longForm } from "../../../src/monitor/readers/long_form.ts";
import { type Chosen, readHistory } from "../../../src/monitor/readers/mod.ts";
import { range } from "../shapes.ts";

const read = (text: string, name = "log.csv", chosen: Chosen = {}) =>
  readHistory(new TextEncoder().encode(text), { name, chosen });
const losses = range(10).map((i) => Number((2 / (i + 1)).toFixed(4)));
const held = losses.map((loss) => Number((loss + 0.1).toFixed(4)));

Deno.test("long form: a column names the measure and one holds its number, in whichever order", () => {
  const inTurns = losses.flatMap((loss, i) => [`${i + 1},loss,${loss}`, `${i + 1},val_loss,${held[i]}`]);
  const inBlocks = [
    ...losses.map((loss, i) => `${i + 1},loss,${loss}`),
    ...held.map((loss, i) => `${i + 1},val_loss,${loss}`),
  ];
  for (const rows of [inTurns, inBlocks]) {
    const { trainLoss, heldOutLoss } = read(["epoch,metric,value", ...rows].join("\n"));
    assertEquals([trainLoss, heldOutLoss], [losses, held]);
  }
  const page = losses.map((loss, i) => `"calm-crow","a1b2","loss","${10 * i}","17000000${i}","${loss}"`);
  const { unit, trainLoss, leftOut } = read(
    ['"Run","Run ID","metric","step","timestamp","value"', ...page].join("\n"),
    "anything.csv",
  );
  assertEquals([unit, trainLoss, leftOut], ["step", losses, []]);
});

Deno.test("long form: a number that its column does not name is what the file is called", () => {
  const table = `Step,Value\n${losses.map((loss, i) => `${i},${loss}`).join("\n")}`;
  assertEquals(read(table, "loss.csv").trainLoss, losses);
  assertEquals(read(table, "val_loss.csv").heldOutLoss, losses);
  assertEquals(read(table, "reward.csv").series?.[0].role, "reward");
  assertThrows(() => read(table, "numbers.csv"), TypeError, "no loss, metric or reward");
});

Deno.test("runs in one table are told apart by the column in whose rows alone the count never goes back", () => {
  const row = (run: string, i: number, factor: number) =>
    `${run},${i},${losses[i] * factor},${held[i] * factor}`;
  const inTurns = range(10).flatMap((i) => [row("adam", i, 1), row("sgd", i, 2)]);
  const inBlocks = [...range(10).map((i) => row("adam", i, 1)), ...range(10).map((i) => row("sgd", i, 2))];
  for (const rows of [inTurns, inBlocks]) {
    const text = ["#optimizer,epoch,loss,val_loss", ...rows].join("\n");
    const { runs, beside, notes, trainLoss } = read(text);
    assertEquals(runs, ["adam", "sgd"]);
    assertEquals(beside?.map(({ history }) => history.trainLoss[0]), [2, 4]);
    assertEquals(trainLoss, losses);
    assertMatch(notes.join(), /2 runs in one table, told apart by optimizer: adam is read/);
    assertEquals(read(text, "log.csv", { run: "sgd" }).trainLoss[0], 4);
    assertThrows(() => read(text, "log.csv", { run: "lion" }), RangeError, "it holds adam, sgd");
  }
});

Deno.test("a word that changes in a run, and the sets and folds of one, are no runs", () => {
  const table = (name: string, words: readonly string[]) =>
    `epoch,${name},loss\n${losses.map((loss, i) => `${i},${words[i % words.length]},${loss}`).join("\n")}`;
  assertEquals(longForm(table("note", ["ok", "best"])), undefined);
  const sets = losses.flatMap((loss, i) => [`${i},train,${loss}`, `${i},val,${held[i]}`]);
  assertEquals(longForm(["epoch,rows,loss", ...sets].join("\n")), undefined);
  const folds = losses.flatMap((loss, i) => [`${i % 5},fold ${i < 5 ? 1 : 2},${loss}`]);
  assertEquals(longForm(["epoch,fold,loss", ...folds].join("\n")), undefined);
});

Deno.test("epochs are counted by the column that says so, and by t where nothing else counts", () => {
  const from = (name: string) =>
    read(`${name},loss\n${losses.map((loss, i) => `${10 * i},${loss}`).join("\n")}`);
  assertEquals([from("Current Epoch").unit, from("Current Epoch").at?.at(-1)], ["epoch", 90]);
  assertEquals([from("t").unit, from("t").at?.at(-1)], ["step", 90]);
});

Deno.test("long form: a column of process numbers tells runs that take turns; one that each row changes tells none", () => {
  const rows = losses.flatMap((loss, i) => [`710,${i + 1},${loss}`, `711,${i + 1},${loss + 1}`]);
  const { runs, beside, notes } = read(["PID,Epoch,loss", ...rows].join("\n"));
  assertEquals([runs, beside?.map(({ history }) => history.trainLoss[9])], [["710", "711"], [
    losses[9],
    losses[9] + 1,
  ]]);
  assertEquals(notes, ["2 runs in one table, told apart by PID: 710 is read"]);
  assertEquals(
    longForm(["PID,Epoch,loss", ...losses.map((loss, i) => `${i},${i % 5 + 1},${loss}`)].join("\n")),
    undefined,
  );
});

Deno.test("long form: one column names the rows and another the measure", () => {
  const rows = losses.flatMap((loss, i) => [
    `${i + 1},train,loss,${loss}`,
    `${i + 1},val,loss,${held[i]}`,
    `${i + 1},val,accuracy,0.5`,
  ]);
  const { trainLoss, heldOutLoss, series = [] } = read(["epoch,split,metric,value", ...rows].join("\n"));
  assertEquals([trainLoss, heldOutLoss], [losses, held]);
  assertEquals(series.find(({ role }) => role === "metric")?.split, "validation");
});
