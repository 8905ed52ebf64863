/**
 * Tables as they are found: torn lines, headers that come again, names in two lines, no names at all.
 */
import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { range } from "../shapes.ts";

const read = (text: string, name = "log.csv") => readHistory(new TextEncoder().encode(text), { name });
const losses = range(12).map((i) => Number((2 / (i + 1)).toFixed(4)));
const held = losses.map((loss) => Number((loss + 0.1).toFixed(4)));
const rows = losses.map((loss, i) => [i + 1, loss, held[i]]);

Deno.test("a torn line is left out and told; a table of torn lines is none", () => {
  const lines = range(400).map((i) => `${i + 1},${(3 / (i + 1)).toFixed(4)}`);
  const glued = lines.with(200, `${lines[200]},${lines[201]}`);
  const { trainLoss, notes } = read(["epoch,loss", ...glued].join("\n"));
  assertEquals(trainLoss.length, 399);
  assertEquals(notes, ["line 202 is torn and left out"]);
  const inside = lines.with(7, "8,0.3759,0").with(300, "301,0.0099epoch");
  assertMatch(
    read(["epoch,loss", ...inside].join("\n")).notes.join(),
    /2 lines are torn and left out, the first of them line 9/,
  );
  const few = glued.slice(190, 220);
  assertEquals(read(["epoch,loss", ...few].join("\n")).notes, ["line 12 is torn and left out"]);
  assertThrows(() => read(["epoch,loss", ...few, few[10]].join("\n")), TypeError, "has 4 cells");
  // a word is no torn number
  assertThrows(
    () => read(["epoch,loss", ...lines.with(200, "201,failed")].join("\n")),
    TypeError,
    'got "failed"',
  );
});

Deno.test("lines that two writers glued together are left out among hundreds of sound ones, and their runs may be mixed", () => {
  const lines = range(300).map((i) => `${i}\t${(4 / (i + 2)).toFixed(5)}`);
  const glue = (at: number) => `${lines[at]}${lines[at + 1]}`;
  const glued = [20, 90, 91, 160, 230, 231, 280].reduce((all, at) => all.with(at, glue(at)), lines);
  const { trainLoss, notes } = read(["iter\tRMSE", ...glued].join("\n"), "learn_error.tsv");
  assertEquals(trainLoss.length, 293);
  assertMatch(notes[0], /^7 lines are torn and left out, the first of them line 22: several runs may/);
  // a line that ends behind its place measured nothing
  const cut = read(["iter\tRMSE", ...lines, "30"].join("\n"), "learn_error.tsv");
  assertEquals([cut.trainLoss.length, cut.notes], [300, ["line 302 is torn and left out"]]);
  // nor is a word between the rows, which a program prints as it begins to test
  assertEquals(
    read(["epoch,loss", ...rows.map(([epoch, loss]) => `${epoch},${loss}`), "=== test ==="].join("\n")).notes,
    [],
  );
  // one column is a column of numbers, not of places cut off
  assertEquals(read(["loss", ...range(8).map((i) => 2 / (i + 1))].join("\n")).trainLoss.length, 8);
});

Deno.test("a quoted cell goes on over lines, as an array does that pandas wrote", () => {
  const array = (i: number) => `"[[0.${i}1 0.${i}2]\n [0.${i}3 0.${i}4]]"`;
  const table = (header: string, first: (i: number) => string | number) =>
    [header, ...losses.map((loss, i) => `${first(i)},${loss},${array(i)},${array(i + 1)}`)].join("\n");
  const indexed = read(table(",loss,hidden,output", (i) => i));
  assertEquals(indexed.trainLoss, losses);
  assertEquals(read(table("epoch,loss,hidden,output", (i) => i + 1)).trainLoss, losses);
  // what an error tells of such a table is what is wrong in it, not that it were lines of text
  const nothing = table("epoch,colour,hidden,output", (i) => i + 1);
  assertThrows(() => read(nothing), TypeError, "no history of a training: no loss");
  // names of things are no moments, whatever stands beside them
  assertThrows(() => read(table("model,loss,hidden,output", (i) => `net ${i}`)), TypeError, "rows of model");
  const sizes = losses.map((loss, i) => `"[${8 * i} ${16 * i}] units",${loss}`);
  assertThrows(() => read(["layers,loss", ...sizes].join("\n")), TypeError, "rows of layers");
});

Deno.test("a table with a column that tells its rows is its owner's, whatever else it counts", () => {
  const own = losses.flatMap((loss, i) => [`${i},train,${10 * i},${loss}`, `${i},val,${10 * i},${held[i]}`]);
  assertMatch(read(["epoch,set,step,loss", ...own].join("\n")).format ?? "", /^CSV/);
  const lightning = losses.map((loss, i) => `${i},${10 * i + 9},${loss},${held[i]}`);
  assertEquals(
    read(["epoch,step,train_loss,val_loss", ...lightning].join("\n")).format,
    "Lightning metrics.csv",
  );
});

Deno.test("a header that comes again begins a run, and one without rows none", () => {
  const header = "epoch, loss, val_loss",
    run = (rows: readonly (readonly number[])[]) => rows.map((row) => row.join(", "));
  const again = rows.slice(0, 3).map(([epoch, ...values]) => [epoch, ...values.map((value) => value * 2)]);
  const text = [header, header, ...run(rows), header, ...run(again), header, header].join("\n");
  const { runs, beside, trainLoss } = read(text);
  assertEquals(runs, ["run 1 of 2", "run 2 of 2"]);
  assertEquals(beside?.map(({ history }) => history.trainLoss.length), [12, 3]);
  assertEquals(trainLoss, losses.slice(0, 3).map((loss) => loss * 2));
});

Deno.test("two tables that count the same epochs stand side by side, each with what it measured", () => {
  const text = `epoch,train_loss\n${
    rows.map(([epoch, loss]) => `${epoch},${loss}`).join("\n")
  }\n\nepoch,val_loss\n${rows.map(([epoch, , loss]) => `${epoch},${loss}`).join("\n")}\n`;
  const { trainLoss, heldOutLoss } = read(text);
  assertEquals([trainLoss, heldOutLoss], [losses, held]);
  // those of other epochs are other tables
  const later = text.replace(/\n12,[\d.]+\n$/, "\n");
  assertMatch(read(later).notes.join(), /2 tables in one file: the last is read/);
});

Deno.test("cells between bars, rows in brackets, names in two lines or parted otherwise than the rows are tables", () => {
  const texts = [
    `epoch|train loss|val loss\n${rows.map((row) => row.join("|")).join("\n")}`,
    rows.map((row) => `(${row.join(", ")})`).join("\n"),
    `epoch\tloss\tval_loss\n${rows.map((row) => row.join("    ")).join("\n")}`,
    `epoch loss val_loss\n${rows.map((row) => row.join(",")).join("\n")}`,
    `epoch,loss,loss\n,train,val\n${rows.map((row) => row.join(",")).join("\n")}`,
  ];
  for (const text of texts) {
    const { unit, trainLoss, heldOutLoss } = read(text);
    assertEquals([unit, trainLoss, heldOutLoss], ["epoch", losses, held], text.slice(0, 40));
  }
});

Deno.test("without names a schedule is the rate, and what is far above the loss no loss of held-out rows", () => {
  const table = rows.map(([epoch, loss], i) =>
    [epoch, loss, 41000 + 17 * (i % 5), Math.min(i + 1, 12 - i) / 10000].join(",")
  ).join("\n");
  const { series = [], leftOut, heldOutLoss } = read(table);
  assertEquals(series.map(({ name }) => name), ["loss", "learning_rate"]);
  assertEquals([leftOut, heldOutLoss], [["column 3"], undefined]);
  const paced = rows.map(([epoch, loss], i) => [epoch, loss, 41000 + 17 * (i % 5)].join(",")).join("\n");
  assertEquals(read(paced).heldOutLoss, undefined);
});

Deno.test("steps without a name are counted on over the place where a run was resumed", () => {
  const lines = range(2000).map((i) => `${i},${(3 / (i + 1) + 1).toFixed(4)}`).toSpliced(
    1000,
    0,
    "997,1.003",
    "998,1.003",
    "999,1.003",
  );
  const { unit, trainLoss, notes } = read(lines.join("\n"));
  assertEquals([unit, trainLoss.length], ["step", 2000]);
  assertMatch(notes.join(), /resumed at 997/);
});

Deno.test("many columns without names are refused with what they look like and how to name them", () => {
  const table = rows.map(([epoch, ...cells]) => [epoch, ...cells, ...cells, ...cells].join(",")).join("\n");
  assertThrows(
    () => read(table),
    TypeError,
    "no header above its 7 columns: nothing tells which holds the loss. From the first to the last of 12 rows they go 1 to 12, 2 to 0.167,",
  );
});

Deno.test("a line of many numbers is an evaluation, told by its mean, where the file's name says of what", () => {
  const line = (mean: number) =>
    range(120).map((i) => `${mean + (i % 2 === 0 ? 1 : -1)}`.replace(".", ",")).join(";");
  const text = range(9).map((i) => line(-40.5 + 12 * i)).join("\n");
  const { series = [], notes } = read(text, "rewards.csv");
  assertEquals(series.map(({ role, values }) => [role, values.map(Math.round)]), [[
    "reward",
    range(9).map((i) => Math.round(-40.5 + 12 * i)),
  ]]);
  assertMatch(notes.join(), /120 numbers in each of its 9 lines: read is the mean of each line/);
  assertThrows(() => read(text, "numbers.csv"), TypeError);
});

Deno.test("a table in a box of drawn lines, with a rule below its names or an index before its rows is read", () => {
  const cells = rows.slice(0, 5);
  const between = (bar: string) => cells.map((row) => `${bar} ${row.join(` ${bar} `)} ${bar}`).join("\n");
  const texts = [
    `  Run 7\n┏━━━━━━━┳━━━━━━┳━━━━━━━━━━┓\n┃ epoch ┃ loss ┃ val_loss ┃\n┡━━━━━━━╇━━━━━━╇━━━━━━━━━━┩\n${
      between("│")
    }\n└───────┴──────┴──────────┘`,
    `╒═══════╤══════╕\n│ epoch │ loss │ val_loss │\n╞═══════╪══════╡\n${
      between("│").replaceAll("\n", "\n├───────┼──────┤\n")
    }\n╘═══════╧══════╛`,
    ` epoch | loss | val_loss\n-------+------+----------\n${
      cells.map((row) => row.join(" | ")).join("\n")
    }\n(5 rows)`,
    `epoch | loss | val_loss\n--- | --- | ---\n${cells.map((row) => row.join(" | ")).join("\n")}`,
    `   epoch  loss  val_loss\n${cells.map((row, i) => [i, ...row].join("  ")).join("\n")}`,
  ];
  for (const text of texts) {
    const { unit, at, trainLoss, heldOutLoss } = read(text, "log.txt");
    assertEquals([unit, at], ["epoch", [1, 2, 3, 4, 5]], text);
    assertEquals([trainLoss, heldOutLoss], [losses.slice(0, 5), held.slice(0, 5)], text);
  }
  // a first column that counts by its name is no index
  assertThrows(
    () => read("epoch loss acc\n0 2.1 0.4 0.1\n1 1.9 0.5 0.1\n2 1.7 0.6 0.2"),
    TypeError,
    "3 names",
  );
});

Deno.test("a row that sums up the others by its name is left out and told; another word in its place is refused", () => {
  const text = ["epoch,loss,val_loss", ...rows.map((row) => row.join())].join("\n");
  for (const word of ["mean", "Best", "total", "avg"]) {
    const { trainLoss, notes } = read(`${text}\n${word},0.5,0.6`);
    assertEquals(trainLoss, losses, word);
    assertEquals(notes, [`line 14 (${word}) sums up others and is left out`]);
  }
  assertThrows(() => read(`${text}\nfailed,0.5,0.6`), TypeError, 'got "failed"');
});

Deno.test("the Trainer's table shows no loss at first, and its evaluations stand where they are", () => {
  const lines = rows.map(([epoch, loss, val], i) => `${epoch}\t${i < 2 ? "No log" : loss}\t${val}`);
  const { at, trainLoss, heldOutLoss } = read(
    ["Epoch\tTraining Loss\tValidation Loss", ...lines].join("\n"),
  );
  assertEquals(at, rows.map(([epoch]) => epoch));
  assertEquals(trainLoss, [null, null, ...losses.slice(2)]);
  assertEquals(heldOutLoss, held);
});

Deno.test("scikit-learn's table of boosting is read with the time that remains in seconds", () => {
  const lines = losses.map((loss, i) =>
    `${String(i + 1).padStart(10)} ${loss.toFixed(4).padStart(16)} ${"1.20s".padStart(16)} `
  );
  const { unit, counted, trainLoss } = read(
    ["      Iter       Train Loss   Remaining Time ", ...lines].join("\n"),
    "log.txt",
  );
  assertEquals([unit, counted, trainLoss], ["step", "iteration", losses]);
});
