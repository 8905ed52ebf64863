/** Libraries that must not be used: nothing but what they say of themselves is called. */
import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { relaxed } from "../../../src/engine/fused/kernel.js";
import { chooseEngine } from "../../../src/engine/choose.ts";
import { createNativeKernel } from "../../../src/engine/native/kernel.ts";
import { openLibrary } from "../../../src/engine/native/library.ts";
import { sourcesOf } from "../../../src/engine/native/sources.ts";
import { sourcesHash } from "../../../src/native/kernel_sources.ts";

const permissions = ["run", "read", "write", "ffi"] as const;
const permitted = permissions.every((name) => Deno.permissions.querySync({ name }).state === "granted");

/** A library that says the given of itself; whoever calls anything else of it ends the process. */
function stub(folder: string, { builtFor, sources }: { builtFor: string; sources: string }): string {
  const path = `${folder}/stub.so`;
  const code = `#include <stdint.h>
#include <stdlib.h>
uint64_t processor(void) { return 7; }
uint64_t built_for(void) { return ${builtFor}; }
uint64_t sources(void) { return ${sources}u; }
${
    [
      "rows",
      "train_online",
      "forward",
      "backward",
      "sum_outputs",
      "update_from_window",
      "multiply_adds",
      "window_alone",
      "fenced",
      "fence",
      "pass_alone",
    ].map((name) => `void ${name}(void) { abort(); }`).join("\n")
  }
`;
  Deno.writeTextFileSync(`${folder}/stub.c`, code);
  const { success } = new Deno.Command("cc", {
    args: ["-shared", "-fPIC", "-o", path, `${folder}/stub.c`],
  }).outputSync();
  assertEquals(success, true);
  return path;
}

function libraryTest(what: string, fn: (folder: string) => void): void {
  Deno.test({
    name: `native library: ${what}${
      permitted ? "" : ` (needs ${permissions.map((name) => `--allow-${name}`)})`
    }`,
    ignore: !permitted || Deno.build.os === "windows",
    fn: () => {
      const folder = Deno.makeTempDirSync();
      try {
        fn(folder);
      } finally {
        Deno.removeSync(folder, { recursive: true });
      }
    },
  });
}

const why = (path: string) => {
  const opened = openLibrary(path);
  return opened.state === "ready" ? "ready" : `${opened.state}: ${opened.why}`;
};
const REMEDY = "deno task native kernel builds it";

libraryTest("one that is not there is absent, and says what builds it", (folder) => {
  assertEquals(why(`${folder}/none.so`), `absent: the native kernel is not built: ${REMEDY}`);
});

libraryTest("a file that is no library of this machine is refused", (folder) => {
  Deno.writeTextFileSync(`${folder}/text.so`, "no library");
  assertEquals(why(`${folder}/text.so`), `refused: the native kernel cannot be loaded here: ${REMEDY} anew`);
});

libraryTest("one that was copied in part is refused, wherever it ends", (folder) => {
  const whole = Deno.readFileSync(stub(folder, { builtFor: "8", sources: String(sourcesOf(relaxed)) }));
  for (const bytes of [10, 100, whole.length >> 1, whole.length - 1]) {
    const path = `${folder}/${bytes}.so`;
    Deno.writeFileSync(path, whole.subarray(0, bytes));
    assertMatch(
      why(path),
      /^refused: (a part of the native kernel is missing|.* cannot be loaded here): deno task/,
    );
  }
});

libraryTest("one that was built on another machine is refused", (folder) => {
  const path = stub(folder, { builtFor: "8", sources: String(sourcesOf(relaxed)) });
  assertEquals(why(path), `refused: the native kernel was built for another machine: ${REMEDY} anew`);
});

libraryTest("one that was built from other sources is refused", (folder) => {
  const path = stub(folder, { builtFor: "7", sources: String(sourcesOf(relaxed) + 1n) });
  assertEquals(why(path), `refused: the native kernel was built from other sources: ${REMEDY} anew`);
  assertThrows(() => createNativeKernel(path), RangeError, "built from other sources");
});

libraryTest("the WebAssembly carries the hash of the sources that lie beside it", () => {
  assertEquals(sourcesOf(relaxed), sourcesHash());
});

Deno.test("engine choice: auto takes the native kernel where it is ready, and asks for it for nothing else", () => {
  const shape = { inputSize: 5, hiddenSize: 64, biases: 2 } as const;
  const ready = () => true;
  const never = (): boolean => {
    throw new Error("asked");
  };
  assertEquals(chooseEngine("auto", "windows", shape, ready).name, "native");
  assertEquals(chooseEngine("auto", "windows", shape, () => false).name, "fused");
  assertEquals(chooseEngine("fused", "online", shape, never), { name: "fused", reason: "asked for" });
  assertEquals(chooseEngine("auto", "online", { ...shape, hiddenSize: 12 }, never).name, "reference");
});
