import { assertEquals, assertThrows } from "@std/assert";
import { writeAtomically } from "../../src/run/files.ts";
import { readSummed, writeSums } from "../../src/run/sums.ts";
import { proveFailureSafe } from "./failing_disk.ts";

const ignore = Deno.permissions.querySync({ name: "write" }).state !== "granted";
const FILES = ["model.json", "run.json", "training_history.json", "weights.bin"];

function test(name: string, body: (folder: string) => void): void {
  Deno.test({
    name: ignore ? `${name} (needs --allow-write)` : name,
    ignore,
    fn: () => {
      const folder = Deno.makeTempDirSync();
      try {
        for (const file of FILES) writeAtomically(`${folder}/${file}`, `contents of ${file}`);
        body(folder);
      } finally {
        Deno.removeSync(folder, { recursive: true });
      }
    },
  });
}

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

test("a failure while the sums are written leaves none or whole ones", () => {
  proveFailureSafe((folder) => writeAtomically(`${folder}/run.json`, "{}"), writeSums);
});

Deno.test({
  name: "the sums are those of sha256sum",
  ignore: ignore || Deno.build.os !== "linux" ||
    Deno.permissions.querySync({ name: "run" }).state !== "granted",
  fn: () => {
    const folder = Deno.makeTempDirSync();
    try {
      for (const file of FILES) writeAtomically(`${folder}/${file}`, file);
      writeSums(folder);
      const { code } = new Deno.Command("sha256sum", {
        args: ["--check", "--strict", "SHA256SUMS"],
        cwd: folder,
      })
        .outputSync();
      assertEquals(code, 0);
    } finally {
      Deno.removeSync(folder, { recursive: true });
    }
  },
});
