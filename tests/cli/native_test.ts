import { assertEquals, assertMatch } from "@std/assert";
import { missing } from "../engine/tensorflow/native_test_options.ts";

const permitted = Deno.permissions.querySync({ name: "run" }).state === "granted";

for (const flags of [["--check"], []]) {
  Deno.test({
    name: `${["native tensorflow", ...flags].join(" ")}: once set up, it says the version and computes${
      missing === null ? "" : ` (skipped: ${missing})`
    }`,
    ignore: missing !== null || !permitted,
    fn: async () => {
      const { code, stdout, stderr } = await new Deno.Command("deno", {
        args: ["task", "--quiet", "native", "tensorflow", ...flags],
        env: { NO_COLOR: "1" },
      }).output();
      const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
      assertEquals([code, text(stderr)], [0, ""]);
      // nothing else: no step is done a second time
      assertMatch(
        text(stdout),
        /^tensorflow \d+\.\d+\.\d+ is ready: \[2, 3\] ones times \[3, 1\] ones is \[3, 3\]\n$/,
      );
    },
  });
}
