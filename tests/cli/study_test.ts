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

commandTest("study:cell: one cell is the same, whether alone or in its study", async (folder) => {
  const args = ["--seeds", "1", "--epochs", "1", "--out", "reports/seeds.json"];
  assertEquals((await runCommand(folder, "study_seeds", args)).code, 0);
  const { results } = JSON.parse(Deno.readTextFileSync(`${folder}/reports/seeds.json`));
  const out = "reports/cells/seed_1.json";
  const cell = JSON.stringify({ epochs: 1, seed: 1 });
  const { code, stdout } = await runCommand(folder, "study_cell", [
    "seeds",
    cell,
    "--out",
    out,
    "--by",
    "me",
  ]);
  assertEquals([code, stdout], [0, ""]);
  const { result, made } = JSON.parse(Deno.readTextFileSync(`${folder}/${out}`));
  assertEquals(JSON.stringify(result), JSON.stringify({ ...results[0], ...result }));
  assertEquals([result, made.by], [results[0], "me"]);
});

commandTest("a study's file is JSON and lies outside of any run", async (folder) => {
  Deno.mkdirSync(`${folder}/models/mine`, { recursive: true });
  Deno.writeTextFileSync(`${folder}/models/mine/run.json`, "{}");
  const refused = async (out: string, message: string) => {
    for (
      const [task, ...args] of [["study_seeds", "--seeds=1"], [
        "study_cell",
        "seeds",
        '{"seed":1,"epochs":1}',
      ]]
    ) {
      const { code, stderr } = await runCommand(folder, task, [...args, "--out", out]);
      assertEquals([code, stderr], [2, `error: ${message}\n`]);
    }
  };
  await refused("reports/seeds.txt", "--out must end in .json (given: reports/seeds.txt)");
  await refused("models/mine/seeds.json", "models/mine holds a run; choose another --out");
});

for (
  const [args, message] of [
    [["weights", "1"], 'error: no study "weights"; there are ablations'],
    [["seeds", "seed 0"], 'the study seeds has no cell "seed 0" in its table; its first is seed 1'],
    [["seeds", '{"seed": 1}'], "error: the cell: epochs "],
    [["seeds", "{"], "error: the cell: "],
    [
      ["beyond", '{"noise":"softened","condition":"none","testSeed":1}'],
      "error: the cell: condition invalid option",
    ],
  ] as const
) {
  commandTest(`study:cell ${args.join(" ")}: refused in one line`, async (folder) => {
    const { code, stdout, stderr } = await runCommand(folder, "study_cell", args);
    assertEquals([code, stdout, stderr.trim().split("\n").length], [2, "", 1]);
    assertStringIncludes(stderr, message);
  });
}

commandTest(
  "study: --resume goes on, refuses where nothing was begun, and excludes --fresh",
  async (folder) => {
    const args = ["--epochs", "1", "--out", "reports/seeds.json", "--resume"];
    const none = await runCommand(folder, "study_seeds", ["--seeds", "1", ...args]);
    assertEquals([none.code, none.stderr.trim()], [2, "error: nothing to resume: no reports/seeds.json"]);
    await runCommand(folder, "study_seeds", ["--seeds", "1", ...args.slice(0, -1)]);
    const { code, stdout } = await runCommand(folder, "study_seeds", ["--seeds", "2", ...args]);
    assertEquals(code, 0);
    assertStringIncludes(stdout, "1 of 2 cells are done already");
    const both = await runCommand(folder, "study_seeds", [...args, "--fresh"]);
    assertEquals([both.code, both.stderr.trim()], [2, "error: --resume and --fresh exclude each other"]);
  },
);
