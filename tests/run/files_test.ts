import { replaceFolder } from "../../src/submission/write.ts";
import { initialise, modelFiles } from "../../src/model/mod.ts";
import { freshState } from "../../src/engine/mod.ts";
import { saveCheckpoint } from "../../src/run/checkpoint.ts";
import { writeAtomically } from "../../src/run/files.ts";
import { writeModel } from "../../src/run/record.ts";
import { proveFailureSafe } from "./failing_disk.ts";

const { state } = Deno.permissions.querySync({ name: "write" });
const test = (name: string, fn: () => Promise<void>) =>
  Deno.test({
    name: state === "granted" ? name : `${name} (needs --allow-write)`,
    ignore: state !== "granted",
    fn,
  });

const bytes = (text: string) => new TextEncoder().encode(text);
const nothing = () => {};

test("a file: a failure anywhere leaves the old one or the new one", async () => {
  await proveFailureSafe(nothing, (folder) => writeAtomically(`${folder}/deep/a.txt`, "new contents"));
  await proveFailureSafe(
    (folder) => writeAtomically(`${folder}/a.txt`, "old contents"),
    (folder) => writeAtomically(`${folder}/a.txt`, "new contents"),
  );
});

test("a submission: the folder is replaced as a whole", async () => {
  const files = (word: string) => ({
    "index.html": bytes(word),
    "figures/a.png": bytes(word),
    "b.zip": bytes(word),
  });
  const write = (word: string) => (folder: string) => replaceFolder(`${folder}/submission`, files(word));
  await proveFailureSafe(nothing, write("new"));
  await proveFailureSafe(write("old"), write("new"));
});

test("a model and a checkpoint", async () => {
  const run = { configurationSha256: "1", trainSha256: "2", testSha256: "3" };
  const network = (seed: number) =>
    initialise({ inputSize: 5, hiddenSize: 8, biases: 2 }, { scheme: "pytorch", seed });
  const write = (seed: number) => (folder: string) => {
    saveCheckpoint(folder, { run, state: freshState(network(seed)), epochs: [] });
    writeModel(folder, modelFiles(network(seed)));
  };
  await proveFailureSafe(nothing, write(1));
  await proveFailureSafe(write(1), write(2));
});
