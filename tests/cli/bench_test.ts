import { assertEquals } from "@std/assert";
import { commandTest, runCommand } from "./run_command.ts";

commandTest("bench: an unknown option is one line and exit code 2", async (folder) => {
  const { code, stderr } = await runCommand(folder, "bench", ["--fast"]);
  assertEquals(code, 2);
  assertEquals(stderr.trim(), "error: unknown option '--fast'");
});

commandTest("bench: an unknown part is one line and exit code 2", async (folder) => {
  const { code, stderr } = await runCommand(folder, "bench", ["races"]);
  assertEquals(code, 2);
  assertEquals(stderr.trim(), "error: there is no part races; there are rates, trainings, monitor");
});
