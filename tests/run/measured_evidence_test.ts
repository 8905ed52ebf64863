import { assertEquals, assertThrows } from "@std/assert";
import { folderTest } from "../in_folder.ts";
import { initialise, modelFiles } from "../../src/model/mod.ts";
import { readMeasuredEvidence, writeMeasuredEvidence } from "../../src/run/measured_evidence.ts";
import { writeModel } from "../../src/run/record.ts";

const EVIDENCE = { targetVariance: 0.5 };
const SECONDS = { evaluate: 1, probe: 20 };
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
  writeMeasuredEvidence(folder, EVIDENCE, SECONDS);
  assertEquals(readMeasuredEvidence(folder), { evidence: EVIDENCE, stale: false, seconds: SECONDS });
  writeModel(folder, modelFiles(initialise(shape, { scheme: "pytorch", seed: 2 })));
  assertEquals(readMeasuredEvidence(folder), { evidence: {}, stale: true, seconds: SECONDS });
});

test("a run's folder that was copied elsewhere gives the same evidence", (folder) => {
  writeMeasuredEvidence(folder, EVIDENCE, SECONDS);
  const copy = `${folder}/elsewhere`;
  Deno.mkdirSync(copy);
  for (const name of ["model.json", "weights.bin", "evidence.json"]) {
    Deno.copyFileSync(`${folder}/${name}`, `${copy}/${name}`);
  }
  assertEquals(readMeasuredEvidence(copy), { evidence: EVIDENCE, stale: false, seconds: SECONDS });
});

test("damaged evidence is refused with the file's name", (folder) => {
  Deno.writeTextFileSync(`${folder}/evidence.json`, "{");
  assertThrows(() => readMeasuredEvidence(folder), SyntaxError, "evidence.json");
});

test("evidence of earlier versions, which do not say how long it took, is read", (folder) => {
  writeMeasuredEvidence(folder, EVIDENCE, SECONDS);
  const { seconds: _, ...earlier } = JSON.parse(Deno.readTextFileSync(`${folder}/evidence.json`));
  Deno.writeTextFileSync(`${folder}/evidence.json`, JSON.stringify(earlier));
  assertEquals(readMeasuredEvidence(folder), { evidence: EVIDENCE, stale: false });
});
