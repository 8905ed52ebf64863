/** What a report says of a run depends on how it was trained, and not on where its folder lies or what it is called. */
import { assert, assertEquals } from "@std/assert";
import { folderTest } from "../in_folder.ts";
import { gather } from "../../src/report/gather.ts";

const RUN = "models/baseline-64";

/** The body gets a way to copy the run to a folder of another name. */
const test = (name: string, body: (copyAs: (name: string) => string) => void) =>
  folderTest(name, (folder) =>
    body((name) => {
      Deno.mkdirSync(`${folder}/${name}`);
      for (const { name: file, isFile } of Deno.readDirSync(RUN)) {
        if (isFile) Deno.copyFileSync(`${RUN}/${file}`, `${folder}/${name}/${file}`);
      }
      return `${folder}/${name}`;
    }));

test("gather: the run that reproduces the original is audited under any name", (copyAs) => {
  const [original, copy] = [gather(RUN), gather(copyAs("another-name"))];
  assertEquals(copy.audit?.claims, original.audit?.claims);
  assert(original.facts.evidence.capacity?.larger !== undefined, "the retrain is beside it");
});

test("gather: a run that only has its name is not", (copyAs) => {
  const folder = copyAs("baseline-64");
  const record = JSON.parse(Deno.readTextFileSync(`${folder}/run.json`));
  record.configuration.learningRate = 2e-4;
  Deno.writeTextFileSync(`${folder}/run.json`, JSON.stringify(record));
  Deno.removeSync(`${folder}/SHA256SUMS`);
  const { facts, audit } = gather(folder);
  assertEquals([audit, facts.evidence.capacity?.larger], [undefined, undefined]);
});
