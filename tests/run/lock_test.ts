import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { folderTest } from "../in_folder.ts";
import { lockRun } from "../../src/run/lock.ts";

folderTest("a locked run is refused to others, with who holds it; afterwards nothing is left", (root) => {
  {
    using _lock = lockRun(`${root}/run`);
    const { message } = assertThrows(() => lockRun(`${root}/run`), RangeError) as Error;
    assertMatch(message, new RegExp(`run is being trained by process ${Deno.pid} since 20\\d\\d-`));
    lockRun(`${root}/other`)[Symbol.dispose]();
  }
  assertEquals([...Deno.readDirSync(root)], []);
});

folderTest("a lock file that was left behind blocks nobody, whatever it holds", (root) => {
  Deno.writeTextFileSync(`${root}/.run.lock`, "process 1 since long ago");
  lockRun(`${root}/run`)[Symbol.dispose]();
  assertEquals([...Deno.readDirSync(root)], []);
});

folderTest("a link in the lock's place is refused, and what it leads to stays as it is", (root) => {
  Deno.writeTextFileSync(`${root}/precious`, "text");
  Deno.symlinkSync(`${root}/precious`, `${root}/.run.lock`);
  assertThrows(() => lockRun(`${root}/run`), TypeError, ".run.lock: is a link");
  assertEquals(Deno.readTextFileSync(`${root}/precious`), "text");
});
