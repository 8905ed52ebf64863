import { assertEquals, assertStringIncludes } from "@std/assert";
import { commandTest, runCommand } from "./run_command.ts";

/** A folder with one notebook of one cell. */
function writeNotebook(folder: string, outputs: readonly unknown[]): void {
  for (const name of ["notebooks", "models"]) Deno.mkdirSync(`${folder}/${name}`);
  const cell = { cell_type: "code", source: 'await say("1");', metadata: {}, outputs };
  Deno.writeTextFileSync(`${folder}/notebooks/01_a.ipynb`, JSON.stringify({ nbformat: 4, cells: [cell] }));
}

/** What an export asks for before it looks at the notebooks. */
const EXPORTING = ["--allow-env", "--allow-sys", "--allow-ffi", "--allow-run", "--allow-net=127.0.0.1"];

commandTest("notebooks: a name that none begins with is one line and exit code 2", async (folder) => {
  writeNotebook(folder, []);
  const { code, stderr } = await runCommand(folder, "notebooks", ["09"]);
  assertEquals(code, 2);
  assertEquals(stderr, "error: no notebook's name begins with 09; there are 01_a\n");
});

for (const task of ["notebooks", "lab", "submission"]) {
  commandTest(`${task}: --help shows an example`, async (folder) => {
    const { code, stdout } = await runCommand(folder, task, ["--help"]);
    assertEquals(code, 0);
    assertStringIncludes(stdout, `Examples:\n  deno task ${task}`);
  });
}

commandTest("lab: a port that is none is one line and exit code 2", async (folder) => {
  const { code, stderr } = await runCommand(folder, "lab", ["--port", "80"]);
  assertEquals(code, 2);
  assertStringIncludes(stderr, "1024 to 65535");
});

commandTest("submission: without a name nothing is exported", async (folder) => {
  const { code, stderr } = await runCommand(folder, "submission", ["--id", "7"]);
  assertEquals([code, stderr], [2, "error: required option '--name <name>' not specified\n"]);
});

commandTest("submission: an id that no file name can hold is refused", async (folder) => {
  const { code, stderr } = await runCommand(folder, "submission", ["--name", "A", "--id", "a/b"]);
  assertEquals(code, 2);
  assertStringIncludes(stderr, "(given: a/b)");
});

commandTest(
  "submission: refuses a notebook with a lost output, names the cell and writes nothing",
  async (folder) => {
    writeNotebook(folder, []);
    const { code, stderr } = await runCommand(folder, "submission", ["--name", "A", "--id", "7"], EXPORTING);
    assertEquals(code, 1);
    assertStringIncludes(stderr, "01_a, code cell 1: should have 1 output, has 0");
    assertStringIncludes(stderr, "nothing exported");
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), ["models", "notebooks"]);
  },
);

commandTest("submission: refuses outputs that the code in src did not make", async (folder) => {
  writeNotebook(folder, [{ output_type: "display_data", data: { "text/plain": "1" } }]);
  const { code, stderr } = await runCommand(folder, "submission", ["--name", "A", "--id", "7"], EXPORTING);
  assertEquals(code, 1);
  assertStringIncludes(stderr, "01_a: its outputs were made with another src");
});
