import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { commandTest, runCommand } from "./run_command.ts";

commandTest("report: writes the summary and the page of a run", async (folder) => {
  const flags = [
    "baseline-64",
    "--name",
    "small",
    "--epochs",
    "2",
    "--hidden-size",
    "8",
    "--duration-seconds",
    "1",
  ];
  assertEquals((await runCommand(folder, "train", flags)).code, 0);
  const { code, stderr } = await runCommand(folder, "report", ["small"]);
  assertEquals(code, 0, stderr);
  const text = Deno.readTextFileSync(`${folder}/reports/small/quick_summary.txt`);
  assertStringIncludes(text, "- Hidden Size: 8 units (");
  assertMatch(text, /- Test MSE: 0\.\d+ \(frozen weights, one sample at a time/);
  assertStringIncludes(Deno.readTextFileSync(`${folder}/reports/small/quick_summary.html`), "<svg");
});

commandTest("report: mistakes get one line and exit code 2, and nothing is written", async (folder) => {
  Deno.mkdirSync(`${folder}/other`);
  Deno.writeTextFileSync(`${folder}/other/training_history.json`, '{"train_loss": [0.5]}');
  for (const [run, message] of [["nowhere", /no such file or folder/], ["other", /holds no run/]] as const) {
    const { code, stderr } = await runCommand(folder, "report", [run]);
    assertEquals(code, 2);
    assertMatch(stderr, message);
    assertEquals(stderr.trim().split("\n").length, 1);
  }
  assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["other"]);
});
