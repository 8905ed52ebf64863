import { assertEquals } from "@std/assert";
import { exists } from "../../src/native/tfjs_package.ts";
import { canRun } from "./run_command.ts";

const ROOT = new URL("../../", import.meta.url);

const missing = !canRun
  ? " (needs --allow-run, --allow-read, --allow-write)"
  : exists(`${ROOT.pathname}.cache/ziglang`)
  ? ""
  : " (needs deno task kernel-python)";

Deno.test({
  name: `kernel: the committed WebAssembly is, byte for byte, what its sources give${missing}`,
  ignore: missing !== "",
  fn: async () => {
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["task", "--quiet", "kernel", "--check"],
      cwd: ROOT,
      env: { NO_COLOR: "1" },
    }).output();
    assertEquals(code, 0, new TextDecoder().decode(stderr)); // a first start also tells there what it fetches
  },
});
