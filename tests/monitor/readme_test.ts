/**
 * The monitor's README names the files that are there.
 */
import { assertEquals } from "@std/assert";

const MONITOR = new URL("../../src/monitor/", import.meta.url);
const ignore = Deno.permissions.querySync({ name: "read" }).state !== "granted";

Deno.test({
  name: `readme: every file of the monitor has its row, and no other${ignore ? " (needs --allow-read)" : ""}`,
  ignore,
  fn() {
    const table = Deno.readTextFileSync(new URL("README.md", MONITOR)).match(/^\| file .*\n(?:\|.*\n)+/m)![0];
    const told = [...table.matchAll(/`(\.\.\.)?([\w/]+(?:\.ts)?)`/g)].map(([, part, name]) =>
      part === undefined ? name : `thresholds${name}`
    ).filter((name) => /\.ts$|\/$/.test(name));
    const there = [...Deno.readDirSync(MONITOR)].map(({ name, isDirectory }) =>
      isDirectory ? `${name}/` : name
    ).filter((name) => !["README.md", "mod.ts"].includes(name));
    assertEquals(told.toSorted(), there.toSorted());
  },
});
