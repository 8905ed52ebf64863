import { assertEquals, assertMatch } from "@std/assert";
import { commandTest, runCommand } from "./run_command.ts";

commandTest("study:faults: mistakes get one line and exit code 2", async (folder) => {
  for (
    const [args, message] of [
      [["--seeds", "9-1"], /A range must rise/],
      [["--seeds", "all"], /must be like 0-9, 1,5,7 or none/],
      [["--seeds", "none"], /at least one seed/],
      [["--seeds", "0-1", "--tuned-on", "0-4"], /none is left to report/],
    ] as const
  ) {
    const { code, stderr } = await runCommand(folder, "study_faults", args);
    assertEquals(code, 2);
    assertMatch(stderr, message);
    assertEquals(stderr.trim().split("\n").length, 1);
  }
});
