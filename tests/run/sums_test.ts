import { assertEquals, assertThrows } from "@std/assert";
import { folderTest, missingPermission } from "../in_folder.ts";
import { writeAtomically } from "../../src/run/files.ts";
import { readSummed, writeSums } from "../../src/run/sums.ts";
import { proveFailureSafe } from "./failing_disk.ts";

const FILES = ["model.json", "run.json", "training_history.json", "weights.bin"];

const test = (name: string, body: (folder: string) => void, missing?: string | null) =>
  folderTest(name, (folder) => {
    for (const file of FILES) writeAtomically(`${folder}/${file}`, `contents of ${file}`);
    body(folder);
  }, { missing });

test("every byte of a run's files and of their sums counts", (folder) => {
  writeSums(folder);
  const readAll = () => FILES.map((name) => readSummed(folder, name));
  const whole = readAll();
  for (const file of [...FILES, "SHA256SUMS"]) {
    const bytes = Deno.readFileSync(`${folder}/${file}`);
    for (let at = 0; at < bytes.length; at++) {
      Deno.writeFileSync(`${folder}/${file}`, bytes.map((byte, i) => i === at ? byte ^ 1 : byte));
      assertThrows(readAll, TypeError, undefined, `${file}, byte ${at}`);
    }
    Deno.writeFileSync(`${folder}/${file}`, bytes);
  }
  assertEquals(readAll(), whole);
});

test("a folder without sums is read as it is", (folder) => {
  assertEquals(new TextDecoder().decode(readSummed(folder, "run.json")), "contents of run.json");
});

test("a failure while the sums are written leaves none or whole ones", async () => {
  await proveFailureSafe((folder) => writeAtomically(`${folder}/run.json`, "{}"), writeSums);
});

test("the sums are those of sha256sum", (folder) => {
  writeSums(folder);
  const options = { args: ["--check", "--strict", "SHA256SUMS"], cwd: folder };
  assertEquals(new Deno.Command("sha256sum", options).outputSync().code, 0);
}, Deno.build.os === "linux" ? missingPermission("run", "read", "write") : "needs sha256sum");
