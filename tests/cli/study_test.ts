import { assertEquals, assertStringIncludes } from "@std/assert";
import { commandTest, runCommand } from "./run_command.ts";

commandTest("study:seeds: leaves the spread of every seed", async (folder) => {
  const args = ["--seeds", "2", "--epochs", "1", "--out", "reports/seeds.json"];
  const { code, stdout } = await runCommand(folder, "study_seeds", args);
  assertEquals(code, 0);
  assertStringIncludes(stdout, "nearest to the published running loss");
  const { results, runningLoss } = JSON.parse(Deno.readTextFileSync(`${folder}/reports/seeds.json`));
  assertEquals(results.map(({ seed }: { seed: number }) => seed), [1, 2]);
  assertEquals(
    runningLoss.max,
    Math.max(...results.map((result: { runningLoss: number }) => result.runningLoss)),
  );
});

for (
  const [task, args] of [["study_seeds", ["--seeds", "0"]], ["study_capacity", [
    "--threads",
    "many",
  ]]] as const
) {
  commandTest(`${task}: a wrong number is one line and exit code 2`, async (folder) => {
    const { code, stderr } = await runCommand(folder, task, args);
    assertEquals(code, 2);
    assertEquals(stderr.trim().split("\n").length, 1);
  });
}
