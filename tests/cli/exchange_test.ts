import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromPytorchSafetensors } from "../../src/exchange/mod.ts";
import { initialise, modelFiles, weightsFromFiles } from "../../src/model/mod.ts";
import { readModel, readRunRecord, writeModel } from "../../src/run/record.ts";
import { commandTest, runCommand } from "./run_command.ts";

const WEIGHTS = initialise({ inputSize: 5, hiddenSize: 8, biases: 1 }, { scheme: "pytorch", seed: 1 });

commandTest(
  "export: every format is written, and what can be read back is the same network",
  async (folder) => {
    writeModel(`${folder}/models/small`, modelFiles(WEIGHTS));
    for (const format of ["safetensors", "onnx", "tfjs"]) {
      const { code, stdout, stderr } = await runCommand(folder, "export", ["small", "--format", format]);
      assertEquals([code, stderr], [0, ""]);
      assertEquals(stdout, `models/small.${format}: 8 units as ${format}\n`);
    }
    const state = fromPytorchSafetensors(Deno.readFileSync(`${folder}/models/small.safetensors`));
    assertEquals(state, weightsFromFiles(readModel(`${folder}/models/small`)));
    assertEquals(weightsFromFiles(readModel(`${folder}/models/small.tfjs`)), state);
    assert(Deno.statSync(`${folder}/models/small.onnx`).size > 4 * WEIGHTS.weightHh.length);
  },
);

commandTest("import: an exported network comes back as a run that can be evaluated", async (folder) => {
  writeModel(`${folder}/models/small`, modelFiles(WEIGHTS));
  await runCommand(folder, "export", ["small", "--format", "safetensors", "--out", "state.safetensors"]);
  for (const [file, format] of [["state.safetensors", "safetensors"], ["models/small", "tfjs"]]) {
    const run = `from-${format}`;
    const flags = [file, "--format", format, "--out", run, "--noise", "softened"];
    const imported = await runCommand(folder, "import", flags);
    assertEquals([imported.code, imported.stderr], [0, ""]);
    assertStringIncludes(imported.stdout, `deno task evaluate ${run}`);
    assertEquals(readModel(`${folder}/models/${run}`), readModel(`${folder}/models/small`));
    assertEquals(readRunRecord(`${folder}/models/${run}`).regime, "imported");
    const evaluated = await runCommand(folder, "evaluate", [run, "--json"]);
    assertEquals(JSON.parse(evaluated.stdout).noise, "softened");
  }
});

commandTest(
  "export and import: a mistake is one line and exit code 2, and nothing is written",
  async (folder) => {
    writeModel(`${folder}/models/small`, modelFiles(WEIGHTS));
    Deno.writeTextFileSync(`${folder}/broken.safetensors`, "not a model");
    Deno.writeTextFileSync(`${folder}/models/small/run.json`, "{}");
    const mistakes: [string, string[], string][] = [
      ["export", ["missing", "--format", "onnx"], "models/missing/model.json: no such file"],
      ["export", ["small", "--format", "keras"], "It must be one of safetensors, onnx, tfjs"],
      [
        "import",
        ["broken.safetensors", "--format", "safetensors", "--out", "x"],
        "broken.safetensors: safetensors",
      ],
      ["import", ["missing", "--format", "safetensors", "--out", "x"], "missing: no such file"],
      ["import", ["models/small", "--format", "tfjs", "--out", "small"], "models/small holds a run already"],
    ];
    for (const [task, flags, message] of mistakes) {
      const { code, stderr } = await runCommand(folder, task, flags);
      assertEquals(code, 2, `${flags}`);
      assertStringIncludes(stderr, message);
      assertEquals(stderr.trim().split("\n").length, 1, stderr);
    }
    assertEquals([...Deno.readDirSync(`${folder}/models`)].map(({ name }) => name), ["small"]);
  },
);
