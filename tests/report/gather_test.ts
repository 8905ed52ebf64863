/** What a report says of a run depends on how it was trained, and not on where its folder lies or what it is called. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { folderTest } from "../in_folder.ts";
import { gather } from "../../src/report/gather.ts";
import { writeSums } from "../../src/run/sums.ts";

const RUN = "models/baseline-64";

/** The body gets a way to copy a run to a folder of another name. */
const test = (name: string, body: (copyAs: (name: string, run?: string) => string) => void) =>
  folderTest(name, (folder) =>
    body((name, run = RUN) => {
      Deno.mkdirSync(`${folder}/${name}`);
      for (const { name: file, isFile } of Deno.readDirSync(run)) {
        if (isFile) Deno.copyFileSync(`${run}/${file}`, `${folder}/${name}/${file}`);
      }
      return `${folder}/${name}`;
    }));

test("gather: the run that reproduces the original is audited under any name", (copyAs) => {
  const [original, copy] = [gather(RUN), gather(copyAs("another-name"))];
  assertEquals(copy.audit?.claims, original.audit?.claims);
  assert(original.facts.evidence.capacity?.larger !== undefined, "the retrain is beside it");
});

test("gather: a run that only has its name is not", (copyAs) => {
  const { facts, audit } = gather(copyAs("baseline-64", "models/curriculum-64-softened"));
  assertEquals([audit, facts.evidence.capacity?.larger], [undefined, undefined]);
});

test("gather: weights of another run are refused, whoever signed them", (copyAs) => {
  const folder = copyAs("baseline-64");
  Deno.copyFileSync("models/curriculum-64/weights.bin", `${folder}/weights.bin`);
  writeSums(folder);
  assertThrows(() => gather(folder), TypeError, "result.testMse is 0.503");
});

test("gather: a result that its recordings do not give is refused, whoever signed it", (copyAs) => {
  const folder = copyAs("baseline-64");
  const record = JSON.parse(Deno.readTextFileSync(`${folder}/run.json`));
  record.result.baselines.memoryless = 0.4;
  Deno.writeTextFileSync(`${folder}/run.json`, JSON.stringify(record));
  writeSums(folder);
  assertThrows(() => gather(folder), TypeError, "result.baselines.memoryless is 0.4");
});
