/**
 * `python/programs` says what its programs are trained with; what was recorded says what they were trained with.
 */
import { assert, assertEquals } from "@std/assert";
import { readRecordedRuns } from "../../../src/studies/recorded/score.ts";

const FOLDER = "python/programs";
/** Packages by the names that they are imported by, where that is another. */
const PACKAGES: Readonly<Record<string, string>> = { sklearn: "scikit-learn", tensorflow: "tensorflow-cpu" };
const OWN = ["wont_it_train"];
/** Of Python's standard library, what the programs use. */
const STANDARD = [
  "argparse",
  "gzip",
  "json",
  "logging",
  "math",
  "os",
  "pathlib",
  "sys",
  "tempfile",
  "warnings",
];

const pinnedIn = (file: string) =>
  new Map(
    [...Deno.readTextFileSync(`${FOLDER}/${file}`).matchAll(/^([\w-]+)==(\S+)$/gm)]
      .map(([, name, version]) => [name, version]),
  );
const torch = pinnedIn("requirements.txt"), keras = pinnedIn("requirements-keras.txt");

const scripts = [...Deno.readDirSync(FOLDER)].map(({ name }) => name).filter((name) => name.endsWith(".py"))
  .map((name) => ({ name, text: Deno.readTextFileSync(`${FOLDER}/${name}`) }));

/** What a program imports that is neither Python's nor beside it. */
function importedBy(text: string): readonly string[] {
  const modules = [...text.matchAll(/^\s*(?:import|from) (\w+)/gm)].map(([, module]) => module);
  const beside = scripts.map(({ name }) => name.replace(".py", ""));
  return [...new Set(modules)].filter((module) => ![...STANDARD, ...OWN, ...beside].includes(module))
    .map((module) => PACKAGES[module] ?? module);
}

Deno.test("environments: what a program imports is named by the requirements of its family", () => {
  assert(scripts.length > 10);
  for (const { name, text } of scripts) {
    const pinned = /_keras\.py$/.test(name) ? keras : torch;
    assertEquals(importedBy(text).filter((module) => !pinned.has(module)), [], name);
  }
});

Deno.test("environments: the recorded runs were made with the versions that are named", () => {
  const made = (file: string) =>
    new Set(
      readRecordedRuns(`reports/recorded/${file}.jsonl.gz`).flatMap(({ lines }) =>
        lines.flatMap(({ framework }) =>
          typeof framework === "string" ? [framework.replace(/\+\w+/, "")] : []
        )
      ),
    );
  for (const file of ["keras", "asked_keras", "more_keras", "fresh_keras"]) {
    assertEquals([...made(file)], [`keras ${keras.get("keras")} on tensorflow`], file);
  }
  for (const file of ["torch", "lightning", "transformers", "asked_torch", "more_torch", "fresh_torch"]) {
    assertEquals([...made(file)], [`pytorch ${torch.get("torch")}`], file);
  }
  assert(keras.has("tensorflow-cpu"));
});
