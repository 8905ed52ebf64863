import { assertEquals, assertThrows } from "@std/assert";
import { folderTest, missingPermission } from "../in_folder.ts";
import { writeAtomically } from "../../src/run/files.ts";
import { addSummed, readSummed, writeSums } from "../../src/run/sums.ts";
import { proveFailureSafe } from "./failing_disk.ts";

const FILES = [
  "evidence.json",
  "model.json",
  "probes.json",
  "run.json",
  "training_history.json",
  "weights.bin",
];

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

test("sums that do not name one of the run's files are damaged", (folder) => {
  writeSums(folder);
  const lines = Deno.readTextFileSync(`${folder}/SHA256SUMS`).split("\n");
  writeAtomically(`${folder}/SHA256SUMS`, lines.filter((line) => !line.endsWith("run.json")).join("\n"));
  assertThrows(() => readSummed(folder, "run.json"), TypeError, "it does not name run.json");
});

test("evidence that the sums do not name is not believed, and it is said how to make it anew", (folder) => {
  Deno.removeSync(`${folder}/evidence.json`);
  writeSums(folder);
  writeAtomically(`${folder}/evidence.json`, "{}");
  assertThrows(
    () => readSummed(folder, "evidence.json"),
    TypeError,
    "SHA256SUMS: it does not name evidence.json; `deno task probe` makes it anew",
  );
  addSummed(folder, "evidence.json", "[]");
  assertEquals(new TextDecoder().decode(readSummed(folder, "evidence.json")), "[]");
});

test("what a probe writes again is summed again", (folder) => {
  writeSums(folder);
  addSummed(folder, "evidence.json", "{}");
  assertEquals(new TextDecoder().decode(readSummed(folder, "evidence.json")), "{}");
  Deno.writeTextFileSync(`${folder}/evidence.json`, "[]");
  assertThrows(
    () => readSummed(folder, "evidence.json"),
    TypeError,
    "evidence.json: its bytes are not those",
  );
});

test("a probe that is stopped leaves a file that can be read", async () => {
  await proveFailureSafe(
    (folder) => {
      writeAtomically(`${folder}/evidence.json`, "{}");
      writeSums(folder);
    },
    (folder) => addSummed(folder, "evidence.json", "[]"),
    {
      isStage: (path, _, folder) =>
        path === "/SHA256SUMS" && readSummed(folder, "evidence.json").length === 2,
    },
  );
});

test("a committed run's sums name every file in its folder", () => {
  for (const { name } of Deno.readDirSync("models")) {
    if (!/^(baseline|retrain|curriculum)-\d+(-\w+)?$/.test(name)) continue;
    const files = [...Deno.readDirSync(`models/${name}`)].map(({ name }) => name)
      .filter((name) => name !== "SHA256SUMS");
    for (const file of files) readSummed(`models/${name}`, file);
    const sums = Deno.readTextFileSync(`models/${name}/SHA256SUMS`).trimEnd().split("\n");
    assertEquals(sums.map((line) => line.slice(66)), files.sort());
  }
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
