/**
 * Series that lie in a file as lists: arrays as NumPy prints them, and tables with a row a series.
 */
import { assertEquals, assertThrows } from "@std/assert";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { range } from "../shapes.ts";

const read = (text: string, name = "history.txt") => readHistory(new TextEncoder().encode(text), { name });

const losses = range(12).map((i) => Number((2 / (i + 1)).toFixed(4)));
const held = losses.map((loss) => Number((loss + 0.1).toFixed(4)));
/** As NumPy prints an array: a few numbers a line. */
const printed = (values: readonly number[], between = " ") =>
  `[${
    range(3).map((line) => values.slice(4 * line, 4 * line + 4).join(between)).join(`${between.trim()}\n `)
  }]`;

Deno.test("NumPy's arrays are read over several lines, with the name before or above them, alone or in a dictionary", () => {
  const forms = [
    `train_loss\n${printed(losses)}\nval_loss\n${printed(held)}\n`,
    `train_loss: ${printed(losses)}\nval_loss = ${printed(held)}\n`,
    `train_loss = array(${printed(losses, ", ")})\nval_loss = np.array(${
      printed(held, ", ")
    }, dtype=float32)\n`,
    `{'loss': array(${printed(losses, ", ")}), 'val_loss': array(${printed(held, ", ")}, dtype=float32)}`,
  ];
  for (const text of forms) {
    const { trainLoss, heldOutLoss } = read(text);
    assertEquals([trainLoss, heldOutLoss], [losses, held], text.slice(0, 30));
  }
  for (const text of [printed(losses), `array(${printed(losses, ", ")})`]) {
    assertEquals(read(text).trainLoss, losses);
  }
  assertEquals(read("loss: [0.9 0.8 0.7]\nacc: [0.5 0.6 0.65]\n").trainLoss, [0.9, 0.8, 0.7]);
  assertEquals(read("loss: [1. 5.e-01 2.5e-01\n nan]").trainLoss, [1, 0.5, 0.25, NaN]);
});

Deno.test("an array that NumPy cut short in the middle is no history", () => {
  assertThrows(() => read("loss: [0.9 0.8 0.7 ... 0.3 0.2 0.1]"), TypeError, "left out its middle");
});

Deno.test("a table with a row a series is read as if it stood upright", () => {
  const rows = `loss,${losses.join()}\nval_loss,${held.join()}\n`;
  const headers = [
    "",
    `epoch,${range(12).map((i) => i + 1).join()}\n`,
    `metric,${range(12).map((i) => `epoch_${i + 1}`).join()}\n`,
    `,${range(12).join()}\n`,
  ];
  for (const header of headers) {
    const { unit, trainLoss, heldOutLoss } = read(header + rows, "history.csv");
    assertEquals([unit, trainLoss, heldOutLoss], ["epoch", losses, held], header);
  }
  const steps = read(`step,${range(12).map((i) => 50 * i).join()}\n${rows}`, "history.csv");
  assertEquals([steps.unit, steps.at?.at(-1)], ["step", 550]);
});

Deno.test("a table with a row a set of rows, or a run, does not lie on its side", () => {
  const sets = "set,loss,accuracy,f1\ntrain,0.2,0.95,0.94\nval,0.4,0.9,0.88\ntest,0.5,0.88,0.86\n";
  assertThrows(() => read(sets, "results.csv"), TypeError, "no history");
});

Deno.test("an object whose keys count holds an entry an epoch, whatever stands around the number", () => {
  const byEpoch = (key: (epoch: number) => string) =>
    JSON.stringify(Object.fromEntries(losses.map((loss, i) => [key(i + 1), { loss, val_loss: held[i] }])));
  for (const key of [(i: number) => `${i}`, (i: number) => `epoch_${i}`, (i: number) => `Epoch ${i}`]) {
    const { unit, at, trainLoss, heldOutLoss } = read(byEpoch(key), "history.json");
    assertEquals([unit, at?.[0], at?.at(-1)], ["epoch", 1, 12]);
    assertEquals([trainLoss, heldOutLoss], [losses, held]);
  }
  const ofNumbers = { train_loss: { ...["", ...losses] }, val_loss: { ...["", ...held] } } as Record<
    string,
    Record<string, unknown>
  >;
  delete ofNumbers.train_loss[0];
  delete ofNumbers.val_loss[0];
  assertEquals(read(JSON.stringify(ofNumbers), "history.json").heldOutLoss, held);
});

Deno.test("pairs of an epoch and a number are placed by it", () => {
  const every = 5, pairs = (values: readonly number[]) => values.map((value, i) => [(i + 1) * every, value]);
  const { at, trainLoss, heldOutLoss } = read(
    JSON.stringify({ train_loss: pairs(losses), val_loss: pairs(held) }),
    "history.json",
  );
  assertEquals([at?.[0], at?.at(-1)], [5, 60]);
  assertEquals([trainLoss, heldOutLoss], [losses, held]);
});

Deno.test("a list of lists is a table without its commas; texts without names tell nothing", () => {
  const rows = losses.map((loss, i) => [i + 1, loss, held[i]]);
  for (const list of [rows, [["epoch", "loss", "val_loss"], ...rows]]) {
    const { unit, trainLoss, heldOutLoss } = read(JSON.stringify(list), "history.json");
    assertEquals([unit, trainLoss, heldOutLoss], ["epoch", losses, held]);
  }
  const texts = [
    Array.from({ length: 80 }, (_, i) => `${i / 7}`),
    Array.from({ length: 80 }, (_, i) => `${i}`),
  ];
  assertThrows(
    () => read(JSON.stringify(texts), "losses.json"),
    TypeError,
    "2 lists of 80 texts without names: nothing tells what each is",
  );
});

Deno.test("records of the metrics of each set of rows are read, however they are called around", () => {
  const rows = losses.map((loss, i) => ({
    epoch: i + 1,
    metrics: { train: { loss }, val: { loss: held[i] } },
  }));
  const { trainLoss, heldOutLoss, heldOutName } = read(JSON.stringify(rows), "history.json");
  assertEquals([trainLoss, heldOutLoss, heldOutName], [losses, held, "validation"]);
});

Deno.test("curves in a list, each with its name, are series; records with a name are no curves", () => {
  const values = [{ name: "train_loss", values: losses }, { name: "val_loss", values: held }];
  const plotted = [{ label: "train loss", x: range(12).map((i) => 5 * i + 5), y: losses }, {
    label: "val loss",
    x: range(12).map((i) => 5 * i + 5),
    y: held,
  }];
  for (const curves of [values, plotted]) {
    const { trainLoss, heldOutLoss } = read(JSON.stringify(curves), "history.json");
    assertEquals([trainLoss, heldOutLoss], [losses, held]);
  }
  assertEquals(read(JSON.stringify(plotted), "history.json").at?.at(-1), 60);
});

Deno.test("histories of several models in one object stand side by side; sets of rows, and a booster's, do not", () => {
  const text = JSON.stringify({
    adam: { loss: losses, val_loss: held },
    sgd: { loss: held, val_loss: losses },
  });
  const { runs, beside, trainLoss } = read(text, "history.json");
  assertEquals([runs, trainLoss], [["adam", "sgd"], losses]);
  assertEquals(beside?.map(({ history }) => history.heldOutLoss), [held, losses]);
  const options = { name: "history.json", chosen: { run: "sgd" } };
  assertEquals(readHistory(new TextEncoder().encode(text), options).trainLoss, held);
  const named = { name: "history.json", chosen: { train: "sgd/loss" } };
  assertEquals(readHistory(new TextEncoder().encode(text), named).trainLoss, held);
  for (const [one, other] of [["train", "test"], ["training", "valid_1"]]) {
    const sets = JSON.stringify({ [one]: { loss: losses }, [other]: { loss: held } });
    assertEquals(read(sets, "history.json").heldOutLoss, held);
  }
});

Deno.test("histories of their own lengths stand side by side, whatever lies beside them; nets that play each other do not", () => {
  const model = (epochs: number) => ({
    epoch: epochs,
    all_train_loss: losses.slice(0, epochs),
    all_test_acc: held.slice(0, epochs).map((loss) => 100 - 10 * loss),
    acc_per_class: [71, 79, 81],
  });
  const text = JSON.stringify({
    small: model(6),
    wide: model(11),
    deep: model(9),
    layers: { sizes: [64, 32] },
  });
  const { runs, beside = [], notes } = read(text, "history.json");
  assertEquals(runs, ["small", "wide", "deep"]);
  assertEquals(beside.map(({ history }) => history.at?.length), [6, 11, 9]);
  assertEquals(beside[2].history.series?.map(({ name }) => name), ["all_train_loss", "all_test_acc"]);
  assertEquals(notes, ["3 histories in one file: small is read"]);
  // one that counts its own epochs is a history of its own, as long as the other or not
  const counted = (by: number) => ({
    epoch: losses.map((_, i) => i + 1),
    loss: losses,
    [`acc_${by}`]: held,
  });
  assertEquals(read(JSON.stringify({ a: counted(1), b: counted(2) }), "history.json").runs, ["a", "b"]);
  const played = JSON.stringify({ generator: { loss: losses }, discriminator: { loss: held } });
  assertEquals(read(played, "history.json").runs, undefined);
  // heads of one model have as many epochs
  const heads = { box: { train_mse: losses, val_mse: held }, mask: { train_mse: held, val_mse: losses } };
  assertEquals(read(JSON.stringify(heads), "history.json").runs, undefined);
});

Deno.test("lists beside a counter that begins anew are rows of several runs; one that only grows is none", () => {
  const lists = (epochs: readonly number[]) => ({
    epochs,
    train_loss: epochs.map((epoch) => 2 / epoch),
    val_loss: epochs.map((epoch) => 2.2 / epoch),
    phase_names: ["first", "second"],
  });
  const own = range(8).map((i) => i + 1), begun = lists([...own, ...own, 9, 10]);
  for (const content of [begun, { history: begun }]) {
    const { runs, at, trainLoss, notes } = read(JSON.stringify(content), "history.json");
    assertEquals(runs, ["run 1 of 2", "run 2 of 2"]);
    assertEquals([at?.length, trainLoss[0], trainLoss.at(-1)], [10, 2, 0.2]);
    assertEquals(notes, ["2 runs in one file, or stages of one: the last is read"]);
  }
  assertEquals(read(JSON.stringify(lists(own)), "history.json").runs, undefined);
});

Deno.test("lists beside a counter that leaps stand where it says", () => {
  const rows = (counter: string, places: readonly number[]) =>
    read(JSON.stringify({ [counter]: places, train_loss: losses, val_loss: held }), "history.json");
  const each50 = losses.map((_, i) => 50 * (i + 1));
  const steps = rows("step", each50);
  assertEquals([steps.unit, steps.at, steps.heldOutLoss], ["step", each50, held]);
  const each25 = losses.map((_, i) => 25 * i);
  assertEquals([rows("epoch", each25).unit, rows("epoch", each25).at], ["epoch", each25]);
});

Deno.test("lists in JSON that say their places stand there, and count steps where they do", () => {
  const steps = losses.map((_, i) => 100 * i);
  const forms = [
    (values: readonly number[]) => values.map((value, i) => ({ step: steps[i], value })),
    (values: readonly number[]) => values.map((value, i) => [steps[i], value]),
    (values: readonly number[]) => values.map((value, i) => [1.7e9 + i, steps[i], value]),
  ];
  for (const form of forms) {
    const { unit, at, trainLoss, heldOutLoss } = read(
      JSON.stringify({ train_loss: form(losses), val_loss: form(held) }),
      "log.json",
    );
    assertEquals([unit, at, trainLoss, heldOutLoss], ["step", steps, losses, held]);
  }
  const epochs = read(JSON.stringify({ loss: losses.map((value, i) => [i + 1, value]) }), "log.json");
  assertEquals(epochs.unit, "epoch");
});

Deno.test("many training losses above few evaluations are those of steps", () => {
  const batches = range(1200).map((i) => 2 / (i + 1));
  const { unit, at } = read(JSON.stringify({ train_losses: batches, val_losses: held }), "log.json");
  assertEquals([unit, at?.length], ["step", 1200]);
  assertEquals(read(JSON.stringify({ loss: batches, val_loss: batches }), "log.json").unit, "epoch");
});

Deno.test("JSON in which a history is packed as text, pandas's table and a list of histories are read", () => {
  const history = { loss: losses, val_loss: held };
  const forms = [
    { model: "cnn", history: JSON.stringify(history) },
    { columns: ["loss", "val_loss"], index: range(12), data: losses.map((loss, i) => [loss, held[i]]) },
    [history, { loss: held, val_loss: losses }],
  ];
  for (const form of forms) {
    const { trainLoss, heldOutLoss } = read(JSON.stringify(form), "log.json");
    assertEquals([trainLoss, heldOutLoss], [losses, held]);
  }
  assertEquals(read(JSON.stringify(forms[2]), "log.json").runs, ["run 1 of 2", "run 2 of 2"]);
});

Deno.test("a table with the curves of a run in each row holds runs, one with lists an epoch is read by their means", () => {
  const list = (values: readonly number[]) => `"[${values.join(", ")}]"`;
  const runs = `model,train_loss,val_loss\ncnn,${list(losses)},${list(held)}\nvit,${list(held)},${
    list(losses)
  }`;
  const { trainLoss, heldOutLoss, runs: names } = read(runs, "results.csv");
  assertEquals([trainLoss, heldOutLoss, names], [losses, held, ["cnn", "vit"]]);
  const rows = losses.map((loss, i) => `${i + 1},${list([loss, loss + 0.5])},${held[i]}`);
  const means = read(["epoch,losses,val_loss", ...rows].join("\n"), "log.csv");
  assertEquals(means.trainLoss, losses.map((loss) => Number((loss + 0.25).toFixed(4))));
  assertEquals(means.heldOutLoss, held);
  assertEquals(means.notes, ["losses: lists, of which the mean is read"]);
});

Deno.test("a list in JSON is of the measure by which its file is called", () => {
  const roleIn = (name: string) =>
    read(JSON.stringify(held), name).series?.map(({ role, split }) => [role, split]);
  assertEquals(roleIn("val_acc.json"), [["metric", "validation"]]);
  assertEquals(roleIn("history.json"), [["loss", "train"]]);
});

Deno.test("commas too many, behind the last entry or behind each line, are none of a document's faults", () => {
  const rows = losses.map((loss, i) =>
    JSON.stringify({ epoch: i + 1, loss, val_loss: held[i], note: "a,]" })
  );
  for (const text of [rows.map((row) => `${row},`).join("\n"), `[\n${rows.join(",\n")},\n]`]) {
    const { trainLoss, heldOutLoss } = read(text, "log.json");
    assertEquals([trainLoss, heldOutLoss], [losses, held]);
  }
});

Deno.test("lists of records by sets, or of kinds apart, are of one run; records over several lines are a list", () => {
  const recs = (values: readonly number[], name: string) =>
    values.map((value, i) => ({ step: 10 * i, [name]: value }));
  const forms = [
    { train: recs(losses, "loss"), eval: recs(held, "loss") },
    { evaluations: recs(held, "val_loss"), steps: recs(losses, "loss") },
  ];
  const texts = [
    ...forms.map((form) => JSON.stringify(form)),
    losses.map((loss, i) => JSON.stringify({ epoch: i + 1, loss, val_loss: held[i] }, null, 2)).join("\n"),
  ];
  for (const text of texts) {
    const { trainLoss, heldOutLoss } = read(text, "log.json");
    assertEquals([trainLoss, heldOutLoss], [losses, held], text.slice(0, 60));
  }
});
