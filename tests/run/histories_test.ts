/** Which histories a path stands for. */
import { assertEquals } from "@std/assert";
import { newestBelow } from "../../src/run/histories.ts";
import { folderTest } from "../in_folder.ts";

/** A run's file, written so many seconds after 1970. */
function write(file: string, seconds: number): void {
  Deno.mkdirSync(file.slice(0, file.lastIndexOf("/")), { recursive: true });
  Deno.writeTextFileSync(file, "epoch,loss\n1,2\n");
  Deno.utimeSync(file, seconds, seconds);
}

folderTest(
  "followed in a folder is the run that was written last, and then each that comes to it",
  (folder) => {
    const place = (version: number) => `${folder}/version_${version}/metrics.csv`;
    write(place(0), 200);
    write(place(1), 100);
    const newest = newestBelow(folder);
    assertEquals(newest(), place(0));
    write(place(1), 300);
    assertEquals(newest(), place(0), "of runs side by side it stays with one");
    write(place(2), 50);
    assertEquals(newest(), place(2));
    Deno.removeSync(place(2));
    assertEquals(newest(), place(1));
  },
);

folderTest("followed in a folder of checkpoints is the last one's state", (folder) => {
  const place = (step: number) => `${folder}/checkpoint-${step}/trainer_state.json`;
  const newest = newestBelow(folder);
  assertEquals(newest(), folder);
  write(place(500), 1);
  assertEquals(newest(), place(500));
  write(place(1000), 2);
  assertEquals(newest(), place(1000));
});
