import { assertEquals, assertMatch } from "@std/assert";
import { followRuns } from "../../src/watch/follow.ts";

const granted = (["read", "write"] as const).every((name) =>
  Deno.permissions.querySync({ name }).state === "granted"
);

/** A test with a folder of its own. */
function followTest(name: string, act: (folder: string) => Promise<void> | void): void {
  Deno.test({
    name: granted ? name : `${name} (needs --allow-read and --allow-write)`,
    ignore: !granted,
    fn: async () => {
      const folder = await Deno.makeTempDir();
      try {
        await act(folder);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

const csv = (rows: number) =>
  "epoch,loss,val_loss\n" + Array.from({ length: rows }, (_, i) => `${i},${1 / (i + 1)},1\n`).join("");

followTest("a folder stands for the runs below it, also for one that comes later", async (folder) => {
  Deno.mkdirSync(`${folder}/a`);
  Deno.writeTextFileSync(`${folder}/a/training.log`, csv(3));
  const watched = followRuns([folder]);
  assertEquals(watched.look(), [`${folder}/a/training.log`]);
  assertEquals(watched.look(), []);
  Deno.mkdirSync(`${folder}/b`);
  Deno.writeTextFileSync(`${folder}/b/training.log`, csv(3));
  while (watched.look().length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  assertEquals(watched.views().map(({ name }) => name), [
    `${folder}/a/training.log`,
    `${folder}/b/training.log`,
  ]);
});

followTest("a file grows, is deleted, and comes back", async (folder) => {
  const file = `${folder}/log.csv`;
  Deno.writeTextFileSync(file, csv(3));
  const watched = followRuns([file]);
  const seen = () => {
    const [{ status, entries }] = watched.views();
    return `${status} ${entries}`;
  };
  const look = async () => {
    while (watched.look().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    return seen();
  };
  assertEquals(await look(), "growing 3");
  Deno.writeTextFileSync(file, csv(5));
  assertEquals(await look(), "growing 5");
  Deno.removeSync(file);
  assertEquals(await look(), "deleted 5");
  Deno.writeTextFileSync(file, csv(2));
  assertEquals(await look(), "growing 2");
});

followTest(
  "another run in the same file begins anew: no finding of the last one has a place in it",
  async (folder) => {
    const file = `${folder}/log.csv`;
    const losses = (values: readonly (number | string)[]) =>
      "epoch,loss\n" + values.map((value, i) => `${i + 1},${value}\n`).join("");
    Deno.writeTextFileSync(file, losses([2, 1.5, 1.2, 1, "nan", "nan", "nan"]));
    const watched = followRuns([file]);
    watched.look();
    assertEquals(watched.views()[0].findings.map(({ rule }) => rule).includes("non-finite-loss"), true);
    Deno.writeTextFileSync(file, losses(Array.from({ length: 12 }, (_, i) => 5 / (i + 1))));
    while (watched.look().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    assertEquals(watched.views()[0].findings.filter(({ severity }) => severity !== "info"), []);
  },
);

followTest("a file that nothing was written to for long is still", (folder) => {
  const file = `${folder}/log.csv`;
  Deno.writeTextFileSync(file, csv(3));
  Deno.utimeSync(file, 1e9, 1e9);
  const watched = followRuns([file]);
  watched.look();
  assertEquals(watched.views()[0].status, "still");
});

followTest("a run that was still and goes on is read on, and judged as one that grows", (folder) => {
  const file = `${folder}/log.csv`;
  const falling = Array.from({ length: 60 }, (_, i) => `${i + 1},${2 * 0.97 ** i}\n`).join("");
  Deno.writeTextFileSync(file, "epoch,loss\n" + falling);
  Deno.utimeSync(file, 1e9, 1e9);
  const watched = followRuns([file]);
  const rules = () => watched.views()[0].findings.map(({ rule }) => rule);
  watched.look();
  assertEquals([watched.views()[0].entries, rules().includes("stopped-while-improving")], [60, true]);
  Deno.writeTextFileSync(file, "61,0.3\n", { append: true });
  watched.look();
  const [{ status, entries }] = watched.views();
  assertEquals([status, entries, rules().includes("stopped-while-improving")], ["growing", 61, false]);
});

followTest(
  "half a file keeps what was read; a file that stays broken is said to be, in one line",
  async (folder) => {
    const file = `${folder}/history.json`;
    Deno.writeTextFileSync(file, '{"loss": [3, 2], "val_loss": [3, 3]}');
    const watched = followRuns([file]);
    watched.look();
    Deno.writeTextFileSync(file, '{"loss": [3, 2, 1], "val_lo');
    watched.look();
    assertEquals([watched.views()[0].status, watched.views()[0].entries], ["growing", 2]);
    while (watched.look().length === 0) await new Promise((resolve) => setTimeout(resolve, 100));
    const [{ status, entries, problem }] = watched.views();
    assertEquals([status, entries], ["unreadable", 2]);
    assertMatch(problem!, /history\.json/);
  },
);

followTest(
  "a last line without its end is no point while it is young, and one when nothing comes after it",
  async (folder) => {
    const file = `${folder}/log.csv`;
    Deno.writeTextFileSync(file, csv(3) + "3,0.2");
    const watched = followRuns([file]);
    watched.look();
    assertEquals(watched.views()[0].entries, 3);
    while (watched.look().length === 0) await new Promise((resolve) => setTimeout(resolve, 100));
    assertEquals(watched.views()[0].entries, 4);
  },
);

followTest("a file that was broken all along is said to be at the first look", (folder) => {
  const file = `${folder}/log.csv`;
  Deno.writeTextFileSync(file, "name,value\na,b\n");
  Deno.utimeSync(file, 1e9, 1e9);
  const watched = followRuns([file]);
  watched.look();
  assertEquals(watched.views()[0].status, "unreadable");
});

followTest("what is not there yet is waited for", async (folder) => {
  const watched = followRuns([`${folder}/later.csv`]);
  watched.look();
  assertEquals(watched.views()[0].status, "waiting");
  Deno.writeTextFileSync(`${folder}/later.csv`, csv(4));
  while (watched.look().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  assertEquals(watched.views()[0].entries, 4);
});
