import { assertEquals } from "@std/assert";
import { writeAtomically } from "../../src/run/files.ts";
import { completeRun } from "../../src/run/claim.ts";
import { completeFolder, findRun, findTraining, runName, trainingFolder } from "../../src/run/place.ts";
import { writeSums } from "../../src/run/sums.ts";
import { proveFailureSafe } from "./failing_disk.ts";

const ignore = Deno.permissions.querySync({ name: "write" }).state !== "granted";

function test(name: string, fn: () => void | Promise<void>): void {
  Deno.test({ name: ignore ? `${name} (needs --allow-write)` : name, ignore, fn });
}

/** A run of two files, in the folder in which it was trained unless told otherwise. */
function lay(place: string, word: string): void {
  for (const file of ["run.json", "weights.bin"]) writeAtomically(`${place}/${file}`, word);
  writeSums(place);
}

/** Completing a run once more where it is complete already has nothing to do. */
const complete = (root: string) => {
  const folder = `${root}/small`;
  if (findTraining(folder) !== undefined) {
    completeRun({ folder, training: trainingFolder(folder) }, "finished");
  }
};

test("a run takes its name whole, whatever fails and whenever", async () => {
  await proveFailureSafe((root) => lay(`${root}/.small.training`, "new"), complete);
});

test("a run that replaces another: at each moment one of them is found under the name, and none is lost", async () => {
  await proveFailureSafe((root) => {
    lay(`${root}/small.previous`, "older");
    lay(`${root}/small`, "old");
    lay(`${root}/.small.training`, "new");
  }, complete);
});

test("a run is found complete or in training, by name or path", () => {
  const root = Deno.makeTempDirSync();
  try {
    lay(`${root}/.small.training`, "new");
    assertEquals(findRun(`${root}/small`), `${root}/.small.training`);
    lay(`${root}/small`, "old");
    assertEquals(findRun(`${root}/small/`), `${root}/small`);
    assertEquals(findTraining(`${root}/small`), `${root}/.small.training`);
  } finally {
    Deno.removeSync(root, { recursive: true });
  }
});

Deno.test("a run in training has the name that it is going to have", () => {
  assertEquals(trainingFolder("models/a.b"), "models/.a.b.training");
  assertEquals(completeFolder("models/.a.b.training"), "models/a.b");
  assertEquals(["models/.a.training", "models/a", "a", ".a.training"].map(runName), ["a", "a", "a", "a"]);
});
