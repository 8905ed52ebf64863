/** A source read again and again: what was appended is read, and anything else is read whole. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { createSourceReader } from "../../src/run/appended.ts";
import { openGrowing } from "../../src/monitor/readers/growing.ts";
import { readSource } from "../../src/run/history.ts";
import { folderTest } from "../in_folder.ts";

const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `${from + i + 1},${2 / (from + i + 1)}\n`).join("");
const append = (file: string, text: string) => Deno.writeTextFileSync(file, text, { append: true });

/** The bytes that are read from files while something is done. */
function bytesRead(act: () => void): number {
  const { openSync, readFileSync } = Deno;
  let count = 0;
  Deno.readFileSync = (path) => {
    const bytes = readFileSync(path);
    count += bytes.length;
    return bytes;
  };
  Deno.openSync = (path, options) => {
    const file = openSync(path, options), readSync = file.readSync.bind(file);
    file.readSync = (into) => {
      const filled = readSync(into);
      count += filled ?? 0;
      return filled;
    };
    return file;
  };
  try {
    act();
  } finally {
    Object.assign(Deno, { openSync, readFileSync });
  }
  return count;
}

const growths: readonly (readonly [name: string, file: string, begin: string, more: readonly string[]])[] = [
  ["a table", "log.csv", "epoch,loss,note\n" + rows(0, 2000).replaceAll("\n", ",ok\n"), [
    "2001,0.5,ok\n2002,0.",
    "25,ok\n2003,,ok\n2004,nan,ok\r\n",
  ]],
  ["a table between spaces", "log.txt", "step loss val_loss\n" + "1 2 3\n2 1 3\n".repeat(1), [
    "3 1 2.5\n4 ",
    "0.5 2\n",
  ]],
  ["a table whose column gets its first number late", "log.csv", "step,loss,val_loss\n1,3,\n2,2,\n", [
    "3,1,4\n",
    "4,1,\n",
  ]],
  ["JSON lines", "log.jsonl", '{"step": 1, "loss": 2}\n{"step": 2, "loss": 1.5, "lr": 0.1}\n', [
    '{"step": 3, "loss": NaN, "eval": {"acc": 0.5}}\n{"step": 4, "lo',
    'ss": 1}\n',
  ]],
  [
    "a recorder's record",
    "record.jsonl",
    '{"recorder": 1, "framework": "torch"}\n{"step": 1, "loss": 2}\n{"step": 2, "loss": 1}\n',
    [
      '{"step": 3, "loss": 0.5, "gradient_norms": {"a": 1}}\n',
      '{"recorder": 1, "batch_size": 8}\n',
    ],
  ],
];

for (const [name, file, begin, more] of growths) {
  folderTest(`${name} that grew reads as if it were read whole`, (folder) => {
    const path = `${folder}/${file}`, reader = createSourceReader();
    Deno.writeTextFileSync(path, begin);
    const look = () => {
      const { history, evidence } = reader.read(path, true);
      const whole = readSource(path, { isGrowing: true });
      assertEquals({ history, evidence }, { history: whole.history, evidence: whole.evidence });
      return history;
    };
    const first = look(), before = structuredClone(first);
    for (const text of more) {
      append(path, text);
      look();
    }
    assertEquals(first, before, "what was read before stays as it was");
  });
}

folderTest(
  "an event file that grew reads as if it were read whole, a record that has not ended left out",
  (folder) => {
    const bytes = Deno.readFileSync(
      "tests/monitor/fixtures/keras_tensorboard/train/events.out.tfevents.1795533735.vm.24364.0.v2",
    );
    const path = `${folder}/events.out.tfevents.1`, reader = createSourceReader();
    for (const share of [0.4, 0.7, 0.71, 1]) {
      Deno.writeFileSync(path, bytes.subarray(0, Math.round(share * bytes.length)));
      assertEquals(reader.read(path, true).history, readSource(path).history);
    }
  },
);

folderTest("of a table that grew only the end is read", (folder) => {
  const path = `${folder}/log.csv`, reader = createSourceReader();
  Deno.writeTextFileSync(path, "epoch,loss\n" + rows(0, 10_000));
  reader.read(path, true);
  append(path, rows(10_000, 10_010));
  const count = bytesRead(() => assertEquals(reader.read(path, true).history.trainLoss.length, 10_010));
  assert(count < 1000, `${count} bytes`);
});

folderTest("a file that is cut, rewritten or replaced is read whole", (folder) => {
  const path = `${folder}/log.csv`, reader = createSourceReader();
  const losses = () => reader.read(path, true).history.trainLoss;
  Deno.writeTextFileSync(path, "epoch,loss\n1,3\n2,2\n3,1\n");
  assertEquals(losses(), [3, 2, 1]);
  Deno.writeTextFileSync(path, "epoch,loss\n1,3\n");
  assertEquals(losses(), [3]);
  Deno.writeTextFileSync(path, "epoch,loss\n1,9\n2,8\n3,7\n4,6\n");
  assertEquals(losses(), [9, 8, 7, 6]);
  Deno.renameSync(path, `${path}.1`);
  assertThrows(losses, Deno.errors.NotFound);
  Deno.writeTextFileSync(path, "epoch,loss\n1,9\n2,8\n3,7\n4,6\n5,5\n");
  assertEquals(losses(), [9, 8, 7, 6, 5]);
  Deno.writeTextFileSync(path, '{"loss": [1, 2, 3]}');
  assertEquals(losses(), [1, 2, 3]);
});

folderTest("what spoils a table is told as of a whole one, and what mends it is read", (folder) => {
  const path = `${folder}/log.csv`, reader = createSourceReader();
  Deno.writeTextFileSync(path, "epoch,loss\n1,3\n2,2\n");
  reader.read(path, true);
  append(path, "3,broken\n");
  assertThrows(
    () => reader.read(path, true),
    TypeError,
    'log.csv: loss, line 4: expected a number, got "broken"',
  );
  Deno.writeTextFileSync(path, "epoch,loss\n1,3\n2,2\n3,1\n");
  assertEquals(reader.read(path, true).history.trainLoss, [3, 2, 1]);
});

folderTest(
  "a last line without its end is left out while the file grows, and counts when it does not",
  (folder) => {
    const path = `${folder}/log.csv`, reader = createSourceReader();
    Deno.writeTextFileSync(path, "epoch,loss\n1,3\n2,2\n3,1.");
    assertEquals([reader.read(path, true).history.trainLoss, reader.isUnfinished], [[3, 2], true]);
    assertEquals([reader.read(path, false).history.trainLoss, reader.isUnfinished], [[3, 2, 1], false]);
    append(path, "5\n4,1\n");
    assertEquals(reader.read(path, true).history.trainLoss, [3, 2, 1.5, 1]);
  },
);

Deno.test("a quarter of a million lines that come at once are taken in at once", () => {
  const lines = Array.from({ length: 250_000 }, (_, step) => JSON.stringify({ step, loss: 1 })).join("\n");
  const bytes = new TextEncoder().encode(`${lines}\n`);
  const file = openGrowing(bytes)!;
  assertEquals(file.add(bytes), bytes.length);
  assertEquals(file.observe().history.trainLoss.length, 250_000);
});
