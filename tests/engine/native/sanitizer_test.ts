/** The native engine under AddressSanitizer, with a fence after every array of the arena. */
import { assertEquals, assertMatch, assertNotEquals, assertStringIncludes } from "@std/assert";
import { buildLibrary } from "../../../src/native/kernel_library.ts";

const granted = (["run", "read", "write", "ffi"] as const)
  .every((name) => Deno.permissions.querySync({ name }).state === "granted");

/** gcc's runtime of the sanitizer, which must be there before the process that it watches; null where there is none. */
function runtime(): string | null {
  if (!granted) return null;
  try {
    const { stdout } = new Deno.Command("cc", { args: ["-print-file-name=libasan.so"] }).outputSync();
    const path = new TextDecoder().decode(stdout).trim();
    return path.startsWith("/") ? path : null;
  } catch {
    return null;
  }
}

const preloaded = runtime();

Deno.test({
  name: `native engine: contract, threads and all else touch nothing beside their arrays${
    preloaded === null ? " (needs gcc's libasan.so and --allow-run, -read, -write, -ffi)" : ""
  }`,
  ignore: preloaded === null,
  fn: async () => {
    const folder = Deno.makeTempDirSync();
    try {
      const { path } = buildLibrary(folder, ["-fsanitize=address"]);
      const watched = async (...args: string[]) => {
        const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
          args,
          env: { LD_PRELOAD: preloaded!, ASAN_OPTIONS: "detect_leaks=0", NO_COLOR: "1" },
        }).output();
        const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
        return { code, output: text(stdout) + text(stderr) };
      };
      const flags = ["--quiet", "--no-check", "--allow-read", "--allow-ffi"];
      const program = `${import.meta.dirname}/fence_program.ts`;

      const caught = await watched("run", ...flags, program, path);
      assertNotEquals(caught.code, 0);
      assertStringIncludes(caught.output, "32 rows lie within their array");
      assertMatch(caught.output, /ERROR: AddressSanitizer: .* in pass_alone/s);

      const suite = await watched("test", ...flags, `${import.meta.dirname}/engine_test.ts`, "--", path);
      assertEquals(suite.code, 0, suite.output);
      assertStringIncludes(suite.output, "| 0 failed");
      assertEquals(suite.output.includes("ignored"), false);
    } finally {
      Deno.removeSync(folder, { recursive: true });
    }
  },
});
