import { assert, assertEquals } from "@std/assert";
import { followAside } from "../../src/watch/aside.ts";
import { folderTest } from "../in_folder.ts";

folderTest(
  "runs are read in a thread of their own; whoever asks meanwhile is answered at once, and told what is being read",
  async (folder) => {
    const rows = Array.from({ length: 200_000 }, (_, i) => `${i},${1 / (i + 1)}\n`).join("");
    Deno.writeTextFileSync(`${folder}/metrics.csv`, `step,train_loss\n${rows}`);
    using watched = followAside([`${folder}/metrics.csv`]);
    const statuses: string[] = [];
    while (statuses.at(-1) !== "growing") {
      await new Promise((resolve) => setTimeout(resolve, 5));
      statuses.push(...watched.views(watched.look()).map(({ status }) => status));
    }
    assertEquals(statuses, ["reading", "growing"]);
    const [{ entries, panels: [{ lines: [{ x, y }] }] }] = watched.views();
    assertEquals([entries, x.length, y[99]], [200_000, 200_000, 0.01]);
    assert(x instanceof Float64Array && y instanceof Float64Array, "eight bytes a number");
    assert(watched.names()[0].endsWith("metrics.csv"));
  },
);

folderTest("a run that is deleted keeps the lines that were told before", async (folder) => {
  const file = `${folder}/metrics.csv`;
  Deno.writeTextFileSync(file, "step,train_loss\n1,3\n2,2\n");
  using watched = followAside([file]);
  const until = async (status: string) => {
    while (watched.views(watched.look()).at(-1)?.status !== status) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  await until("growing");
  Deno.removeSync(file);
  await until("deleted");
  const [{ panels: [{ lines: [{ x, y }] }] }] = watched.views();
  assertEquals([[...x], [...y]], [[1, 2], [3, 2]]);
});
