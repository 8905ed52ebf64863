import type { Notebook } from "./document.ts";
import { storedRun } from "../run.ts";
import { runStatements } from "./statements.ts";
import { holdsRun } from "../../run/place.ts";
import { readRunRecord } from "../../run/record.ts";
import { sourcesFingerprint } from "./sources.ts";

/** Where a notebook's outputs disagree with the run records in `models/`, one line a disagreement. */
export function recordProblems(notebook: Notebook, name: string): string[] {
  return runStatements(notebook).flatMap(({ run, testMse }) => {
    const folder = `models/${run}`;
    if (!holdsRun(folder)) return [`${name}: shows the run ${run}, but ${folder} holds none`];
    const recorded = readRunRecord(folder).result?.testMse ?? NaN;
    return Math.abs(recorded - testMse) <= 0.02 * testMse
      ? []
      : [`${name}: shows a test MSE of ${testMse} for ${run}, but ${folder}/run.json says ${recorded}`];
  });
}

/** Where the finished runs in `models/` disagree with themselves: each is measured again. */
export async function modelProblems(): Promise<string[]> {
  const problems: string[] = [];
  for (const name of finishedRuns()) {
    try {
      await storedRun(name, "models");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      problems.push(error.message);
    }
  }
  return problems;
}

/** Names of the finished runs; trial runs (`quick-...`), runs in training and replaced ones (`....previous`) are left out. */
function finishedRuns(): string[] {
  const names = [...Deno.readDirSync("models")].filter(({ isDirectory }) => isDirectory).map(({ name }) =>
    name
  );
  return names.filter((name) =>
    !/^quick-|^\.|\.previous$/.test(name) && holdsRun(`models/${name}`) &&
    readRunRecord(`models/${name}`).result !== null
  ).sort();
}

/** Whether the outputs were made by other code than `src` holds now. */
export function staleness(notebook: Notebook, name: string): string[] {
  return notebook.metadata.sources_sha256 === sourcesFingerprint(notebook) ? [] : [
    `${name}: its outputs were made with another src; execute it again with: deno task notebooks ${
      name.slice(0, 2)
    } --quick --write`,
  ];
}
