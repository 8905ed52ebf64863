/**
 * What files look like that were damaged, cut out of something else, or made for another reader: read is what tells itself, and the
 * rest is refused in one line that says what it looks like.
 */
import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { readHistory } from "../../../src/monitor/readers/mod.ts";
import { range } from "../shapes.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string, name = "log.txt") => readHistory(bytesOf(text), { name });
const reason = (text: string) => (assertThrows(() => read(text), TypeError) as Error).message;

const zeros = "\0".repeat(4096);

Deno.test("a block of zeros in a table is noted, and the half lines beside it are none of its rows", () => {
  const table = "epoch,loss\n1,0.9\n2,0.8\n3,0." + zeros + "12\n8,0.3\n9,0.2\n";
  const { at, trainLoss, notes } = read(table);
  assertEquals([at, trainLoss], [[1, 2, 8, 9], [0.9, 0.8, 0.3, 0.2]]);
  assertEquals(notes, [
    "4096 bytes of NUL from byte 27 on: the file is damaged there, and what stood in them is lost",
  ]);
  const twice = read("epoch,loss\n1,0.9\n" + zeros + "\n5,0.4\n" + zeros + "\n9,0.2\n");
  assertEquals(twice.at, [1, 5, 9]);
  assertMatch(twice.notes.join(), /^8192 bytes of NUL at 2 places, the first at byte 17:/);
});

Deno.test("a monitor.csv with zeros behind its first episode is read on", () => {
  const history = read(
    '#{"t_start": 1.5, "env_id": "None"}\nr,l,t\n1.0,9,0.5\n' + zeros + "0,3\n2.0,9,7.5\n3.0,9,8.5\n",
  );
  assertEquals(history.series?.find(({ role }) => role === "reward")?.values, [1, 2, 3]);
});

Deno.test("where the header is lost in the zeros it is said that it is, with the damage", () => {
  const rows = range(9).map((i) => [0.5, 0.2, 0.1, 30 + i, 1000 * i, 0.01 * i].join(",")).join("\n");
  const said = reason(`${zeros}7,0.5\n${rows}\n`);
  assertMatch(said, /^no header above its 6 columns: nothing tells which holds the loss/);
  assertMatch(said, /4096 bytes of NUL from byte 0 on: the file is damaged there/);
});

Deno.test("zeros of a format that is no text are refused in one line", () => {
  const said = "neither text nor a TensorBoard event file nor a W&B run file";
  for (
    const bytes of [
      "epoch,loss\n1,\0 0.5\n",
      `\x01\x02epoch,loss${zeros}\n1,0.5\n`,
      `loss${"\0".repeat(20)}`.repeat(30),
    ]
  ) {
    assertEquals(reason(bytes + "x"), said);
  }
});

Deno.test("a column of numbers with a comma behind each is one column", () => {
  const { trainLoss } = read("0.9,\n0.7,\n0.6,\n");
  assertEquals(trainLoss, [0.9, 0.7, 0.6]);
  const pairs = read("0.9;1.1;\n0.7;1.0;\n");
  assertEquals([pairs.trainLoss, pairs.heldOutLoss], [[0.9, 0.7], [1.1, 1]]);
});

Deno.test("names behind a hash may hold blanks and signs: none stands above another's column", () => {
  const rows = "99.3 12 8.5 1000\n97.1 30 9.5 2000\n";
  const history = read("# Exploration %,Episodes,Rewards,Timestep\n" + rows.replaceAll(" ", ","));
  assertEquals(history.series?.map(({ name, values }) => [name, values]), [["Rewards", [8.5, 9.5]]]);
  for (const hash of ["# ", ""]) {
    const spaced = read(`${hash}Exploration % Episodes Rewards Timestep\n${rows}`);
    assertEquals(spaced.series?.map(({ name, values }) => [name, values]), [["Rewards", [8.5, 9.5]]]);
  }
  const counted = read("# # games mean reward\n1 8.5\n2 9.5\n".replace("mean reward", "reward"));
  assertEquals(counted.series?.map(({ name }) => name), ["reward"]);
});

Deno.test("a header of more names than there are columns is refused: a shifted name tells of another thing", () => {
  assertEquals(
    reason("# episode mean reward loss\n1 8.5 0.5\n2 9.5 0.4\n"),
    "the header holds 4 names (episode, mean, reward, loss) above 3 columns: nothing tells which is whose",
  );
});

Deno.test("a table among other text is read, and it is said where it stands", () => {
  const log =
    "Model: small\nLayer  Params\ndense  12\n\n,loss,val_loss\n0,0.9,1.0\n1,0.7,0.9\n2,0.6,0.8\n\nReport:\nclass  f1\na  0.5\n";
  const { trainLoss, heldOutLoss, notes } = read(log);
  assertEquals([trainLoss, heldOutLoss], [[0.9, 0.7, 0.6], [1, 0.9, 0.8]]);
  assertEquals(notes[0], "a table in lines 5 to 8 of other text");
});

Deno.test("curves of several runs, one a line, are refused as that", () => {
  const curves = ["[64, [1, 2], 0.01]", "[64, [1, 2], 0.1]", "[32, [1, 2], 0.1]"].map((label) =>
    `${label}: 2.5, 1.5, 1.25\n`
  );
  assertEquals(
    reason(curves.join("")),
    "3 curves, one a line, each behind a label of its own ([64, [1, 2], 0.01]; [64, [1, 2], 0.1]; ...): several runs; give one alone, a value a line",
  );
  assertMatch(reason("adam: 2.5, 1.5, 1.25\nsgd: 3.5, 2.5, 2.25\n"), /^2 curves, one a line/);
  // lists that are called by a measure are that measure's
  assertEquals(read("loss: [2.5, 1.5, 1.25]\nval_loss: [3.5, 2.5, 2.25]\n").heldOutLoss, [3.5, 2.5, 2.25]);
});

Deno.test("lists of several lengths without a name are refused, whatever they may be", () => {
  const list = (length: number) => `[${range(length).map((i) => 1 / (i + 1)).join(", ")}]\n`;
  assertEquals(
    reason(list(40) + list(8) + list(60) + list(5)),
    "no names, and lines of 8 to 60 numbers: each may be a curve of its own or the batches of an epoch, and nothing tells which",
  );
});

Deno.test("a text in GB 18030 is read by its characters; accents of Western encodings are no Chinese", () => {
  // \u7b2c1\u8f6e \u8bad\u7ec3\u635f\u5931:0.9 and its like, as Chinese Windows writes them
  const line = (epoch: number, loss: number) => [
    ...[0xb5, 0xda, ...ascii(`${epoch}`), 0xc2, 0xd6, 0x20, 0xd1, 0xb5, 0xc1, 0xb7, 0xcb, 0xf0, 0xca, 0xa7],
    ...ascii(`: ${loss}\n`),
  ];
  const chinese = Uint8Array.from([1, 2, 3, 4].flatMap((epoch) => line(epoch, 1 / epoch)));
  const { series = [], trainLoss } = readHistory(chinese);
  assertEquals([series[0].name, trainLoss.length], ["\u8bad\u7ec3\u635f\u5931 [train loss]", 4]);
  const western = Uint8Array.from([
    ...ascii("epoch,loss,pr"),
    0xe9,
    ...ascii("cision\n1,0.9,0.5\n2,0.5,0.6\n3,0.4,0.7\n"),
  ]);
  assertEquals(readHistory(western).trainLoss, [0.9, 0.5, 0.4]);
});

function ascii(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}
