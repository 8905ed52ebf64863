import { assertEquals, assertThrows } from "@std/assert";
import { plausiblePath, readBytes, readStart, readText, refuseUnwritable } from "../../src/boundary/mod.ts";
import { folderTest } from "../in_folder.ts";

const test = (name: string, body: (folder: string) => void) => folderTest(name, body, { prefix: "a b ü " });

test("a file is read whole; a byte order mark is no part of its text", (folder) => {
  Deno.writeTextFileSync(`${folder}/ä.txt`, "\uFEFFa\r\nb");
  assertEquals(readText(`${folder}/ä.txt`), "a\r\nb");
});

test("a file that is too large is refused by its size, before it is read; its start can be read", (folder) => {
  const path = `${folder}/large`;
  Deno.writeTextFileSync(path, "start");
  Deno.truncateSync(path, 2e9); // no block of it is on the disk
  assertThrows(
    () => readBytes(path),
    TypeError,
    `${path}: 2000000000 bytes are more than the 200000000 that are read`,
  );
  assertThrows(() => readText(path), TypeError, "more than the 40000000 that are read");
  assertThrows(() => readBytes(path, 10), TypeError, "more than the 10 that are read");
  assertEquals(new TextDecoder().decode(readStart(path, 5)), "start");
});

test("what is no regular file is refused in plain words", (folder) => {
  Deno.symlinkSync("loop", `${folder}/loop`);
  Deno.writeTextFileSync(`${folder}/file`, "");
  for (
    const [path, message] of [
      [`${folder}/none`, "no such file"],
      [folder, "is a folder, not a file"],
      [`${folder}/loop`, "the links in it lead in a circle"],
      [`${folder}/file/below`, "a part of the path is a file, not a folder"],
      ["", "must not be empty"],
      ["x".repeat(5000), "too long for a path"],
      ...(Deno.build.os === "windows" ? [] : [["/dev/zero", "not a regular file"]]),
    ]
  ) assertThrows(() => readBytes(path), Error, message);
});

test("a path that cannot be written is refused at once, one that can leaves nothing behind", (folder) => {
  refuseUnwritable(`${folder}/new/deep/file.json`, "--out");
  assertEquals([...Deno.readDirSync(folder)].some(({ name }) => name === "new"), false);
  Deno.writeTextFileSync(`${folder}/file`, "");
  assertThrows(
    () => refuseUnwritable(`${folder}/file/x.json`, "--out"),
    Error,
    "a part of the path",
  );
  assertThrows(() => refuseUnwritable(folder, "--out"), Deno.errors.IsADirectory, "is a folder, not a file");
  assertThrows(() => refuseUnwritable(" ", "--out"), RangeError, "--out must not be empty");
});

Deno.test("a path with blanks and any letters is a path", () => {
  for (const path of ["a b", "ü/ß.json", "日本/x", "."]) assertEquals(plausiblePath(path, "it"), path);
});
