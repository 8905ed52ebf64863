import { assertEquals, assertThrows } from "@std/assert";
import { folderTest } from "../in_folder.ts";
import { initialise, modelFiles } from "../../src/model/mod.ts";
import { readMeasuredEvidence, writeMeasuredEvidence } from "../../src/run/measured_evidence.ts";
import { writeModel } from "../../src/run/record.ts";

const EVIDENCE = { targetVariance: 0.5 };
const shape = { inputSize: 5, hiddenSize: 8, biases: 2 } as const;

const test = (name: string, body: (folder: string) => void) =>
  folderTest(name, (folder) => {
    writeModel(folder, modelFiles(initialise(shape, { scheme: "pytorch", seed: 1 })));
    body(folder);
  });

test("a run without evidence has none, and that is not stale", (folder) => {
  assertEquals(readMeasuredEvidence(folder), { evidence: {}, stale: false });
});

test("evidence is read back as long as the weights are those it was measured on", (folder) => {
  writeMeasuredEvidence(folder, EVIDENCE);
  assertEquals(readMeasuredEvidence(folder), { evidence: EVIDENCE, stale: false });
  writeModel(folder, modelFiles(initialise(shape, { scheme: "pytorch", seed: 2 })));
  assertEquals(readMeasuredEvidence(folder), { evidence: {}, stale: true });
});

test("a run's folder that was copied elsewhere gives the same evidence", (folder) => {
  writeMeasuredEvidence(folder, EVIDENCE);
  const copy = `${folder}/elsewhere`;
  Deno.mkdirSync(copy);
  for (const name of ["model.json", "weights.bin", "evidence.json"]) {
    Deno.copyFileSync(`${folder}/${name}`, `${copy}/${name}`);
  }
  assertEquals(readMeasuredEvidence(copy), { evidence: EVIDENCE, stale: false });
});

test("damaged evidence is refused with the file's name", (folder) => {
  Deno.writeTextFileSync(`${folder}/evidence.json`, "{");
  assertThrows(() => readMeasuredEvidence(folder), SyntaxError, "evidence.json");
});
