import { assertEquals } from "@std/assert";
import { canRun } from "./run_command.ts";

Deno.test({
  name: "kernel: the committed WebAssembly is, byte for byte, what its sources give" +
    (canRun ? "" : " (needs --allow-run, --allow-read, --allow-write)"),
  ignore: !canRun,
  fn: async () => {
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["task", "--quiet", "kernel", "--check"],
      cwd: new URL("../../", import.meta.url),
      env: { NO_COLOR: "1" },
    }).output();
    assertEquals(code, 0, new TextDecoder().decode(stderr)); // a first start also tells there what it fetches
  },
});
