/** A history at each look, as a training leaves it on disk. */
import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import { beginningOf, isAnotherRun, type Look, lookAt } from "../../src/run/growing.ts";
import { readSource } from "../../src/run/history.ts";
import { folderTest } from "../in_folder.ts";

const rows = (losses: readonly number[]) =>
  "epoch,loss\n" + losses.map((loss, i) => `${i + 1},${loss}\n`).join("");

folderTest("a file is read when something was written to it, and not between", (folder) => {
  const file = `${folder}/log.csv`;
  let count = 0;
  const read = (place: string) => (count++, readSource(place).history.trainLoss);
  const look = (before?: Look<readonly (number | null)[]>) => lookAt(file, before, read);
  const nothing = look();
  assertEquals([nothing.stamp, nothing.read, count], [null, undefined, 0]);
  assertInstanceOf(nothing.problem, Deno.errors.NotFound);
  Deno.writeTextFileSync(file, rows([3, 2]));
  const first = look(nothing);
  assertEquals([first.read, first.problem, count], [[3, 2], undefined, 1]);
  assert(look(first) === first);
  assertEquals(count, 1);
  Deno.writeTextFileSync(file, rows([3, 2, 1]));
  assertEquals(look(first).read, [3, 2, 1]);
});

folderTest("what cannot be read keeps what was read last, and is tried again", (folder) => {
  const file = `${folder}/history.json`;
  const look = (before?: Look<readonly (number | null)[]>) =>
    lookAt(file, before, (place) => readSource(place).history.trainLoss);
  Deno.writeTextFileSync(file, '{"loss": [3, 2]}');
  const whole = look();
  Deno.writeTextFileSync(file, '{"loss": [3, 2, 1');
  const half = look(whole);
  assertEquals(half.read, [3, 2]);
  assert(half.problem !== undefined && look(half) !== half);
  Deno.removeSync(file);
  const gone = look(half);
  assertEquals([gone.read, gone.stamp], [[3, 2], null]);
  Deno.writeTextFileSync(file, '{"loss": [3, 2, 1]}');
  assertEquals(look(gone).read, [3, 2, 1]);
});

Deno.test("another run is one that is shorter, or begins otherwise; one that grows is the same", () => {
  const of = (...trainLoss: number[]) =>
    beginningOf({ format: "by hand", unit: "epoch", trainLoss, settings: {}, notes: [] });
  assertEquals(isAnotherRun(of(3, 2), of(3, 2, 1)), false);
  assertEquals(isAnotherRun(of(3, 2), of(3)), true);
  assertEquals(isAnotherRun(of(3, 2), of(4, 3, 2)), true);
  assertEquals(isAnotherRun(of(), of(4, 3)), false);
  assertEquals(isAnotherRun(of(NaN), of(NaN, 1)), false);
});
