/** Which histories a path stands for. */
import { assertEquals } from "@std/assert";
import { findHistories, newestBelow, searchHistories } from "../../src/run/histories.ts";
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

/** Files in a folder, all with a table in them. */
function writeIn(folder: string, ...files: readonly string[]): void {
  for (const file of files) write(`${folder}/${file}`, 1);
}

function below(folder: string, paths: readonly string[]): readonly string[] {
  return paths.map((path) => path.slice(folder.length + 1));
}

folderTest("histories: a tool's own name marks a run, whatever lies beside it", (folder) => {
  writeIn(folder, "a/results.csv", "a/labels.csv", "b/version_0/metrics.csv");
  const { named, unnamed } = searchHistories(folder);
  assertEquals(below(folder, named), ["a/results.csv", "b/version_0/metrics.csv"]);
  assertEquals(unnamed, []);
});

folderTest(
  "histories: evaluations in a file of NumPy's mark a run, where no table of it lies beside",
  (folder) => {
    writeIn(folder, "a/evaluations.npz", "a/0.monitor.csv", "b/evaluations.npz", "b/progress.csv");
    const { named, unnamed } = searchHistories(folder);
    assertEquals(below(folder, named), ["a/evaluations.npz", "b/progress.csv"]);
    assertEquals(unnamed, []);
  },
);

folderTest(
  "histories: where no name tells, tables and logs may be runs; JSON and text need a name that says so",
  (folder) => {
    writeIn(folder, "small.csv", "large.log", "loss_history.json", "config.json", "notes.txt", "net.pt");
    const { named, unnamed } = searchHistories(folder);
    assertEquals(named, []);
    assertEquals(below(folder, unnamed), ["large.log", "loss_history.json", "small.csv"]);
  },
);

folderTest("histories: of the checkpoints of one training only the last is read", (folder) => {
  writeIn(folder, "checkpoint-900/trainer_state.json", "checkpoint-1000/trainer_state.json");
  assertEquals(below(folder, findHistories(folder)), ["checkpoint-1000/trainer_state.json"]);
});

folderTest(
  "histories: a run of this project is its folder, for evidence lies beside its history",
  (folder) => {
    writeIn(folder, "mine/training_history.json", "mine/run.json");
    assertEquals(below(folder, findHistories(folder)), ["mine"]);
  },
);
