import { assertThrows } from "@std/assert";
import { folderTest } from "../in_folder.ts";
import { readRunRecord } from "../../src/run/record.ts";

const whole = JSON.parse(Deno.readTextFileSync("models/baseline-64/run.json"));

folderTest("a record with a field that no record has is refused, wherever it stands", (folder) => {
  const refused = (change: object, place: string) => {
    Deno.writeTextFileSync(`${folder}/run.json`, JSON.stringify({ ...whole, ...change }));
    const message = `run.json: ${place}unrecognized key: "more"`;
    assertThrows(() => readRunRecord(folder), TypeError, message);
  };
  const more = { more: 1 };
  refused(more, "");
  for (const field of ["configuration", "engine", "versions", "data", "result"]) {
    refused({ [field]: { ...whole[field], ...more } }, `${field} `);
  }
  refused(
    { result: { ...whole.result, baselines: { ...whole.result.baselines, ...more } } },
    "result.baselines ",
  );
});

folderTest("what a record says of itself is held against what can be", (folder) => {
  const refused = (change: object, message: string) => {
    Deno.writeTextFileSync(`${folder}/run.json`, JSON.stringify({ ...whole, ...change }));
    assertThrows(() => readRunRecord(folder), TypeError, message);
  };
  refused({ preset: "curriculum-64" }, "preset must be baseline-64 or retrain-128");
  refused({ preset: "toString" }, "preset must be baseline-64 or retrain-128");
  refused({ versions: { ...whole.versions, project: "new" } }, "versions.project");
  refused({ versions: { project: "0.1.0" } }, "versions.deno");
});
