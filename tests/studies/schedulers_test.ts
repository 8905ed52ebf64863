import { assert, assertEquals, assertThrows } from "@std/assert";
import { listOfCells, listPath, SCHEDULERS } from "../../src/studies/schedulers.ts";
import { folderTest, missingPermission } from "../in_folder.ts";

/** A study of so many numbers. */
const numbers = (count: number, folder = "cells") => ({
  study: "numbers",
  folder,
  cells: Array.from({ length: count }, (_, at) => ({
    cell: { text: `it's "${at + 1}"` },
    file: `${folder}/${at + 1}.json`,
    needs: { cores: 1, memoryMB: at === 0 ? 900 : 500 },
  })),
});

Deno.test("a job asks for what suffices for every cell", () => {
  const { text } = SCHEDULERS.slurm(numbers(3));
  assert(text.includes("#SBATCH --mem=900M\n"));
  assert(SCHEDULERS.snakemake(numbers(3)).text.includes("resources: mem_mb=900\n"));
});

Deno.test("a path that means more than itself to a scheduler is refused", () => {
  assertThrows(() => listOfCells(numbers(1, "my cells/%a")), RangeError, "given: my cells/%a");
});

folderTest("of more cells than an array may have jobs, each job takes every thousandth", async (folder) => {
  const remainder = numbers(2500);
  const { text } = SCHEDULERS.slurm(remainder);
  assert(text.includes("#SBATCH --array=0-999\n"));
  Deno.mkdirSync(`${folder}/cells`);
  Deno.writeTextFileSync(`${folder}/${listPath(remainder)}`, listOfCells(remainder));
  // In the place of Deno, a program that says what it was asked for.
  Deno.writeTextFileSync(`${folder}/deno`, '#!/bin/sh\necho "$5 $7"\n', { mode: 0o755 });
  const env = {
    PATH: `${folder}:/usr/bin:/bin`,
    SLURM_ARRAY_TASK_ID: "499",
    SLURM_ARRAY_TASK_COUNT: "1000",
  };
  const { stdout } = await new Deno.Command("bash", { args: ["-c", text], cwd: folder, env }).output();
  assertEquals(new TextDecoder().decode(stdout).trim().split("\n"), [
    `{"text":"it's \\"500\\""} cells/500.json`,
    `{"text":"it's \\"1500\\""} cells/1500.json`,
    `{"text":"it's \\"2500\\""} cells/2500.json`,
  ]);
}, { missing: missingPermission("read", "write", "run") });
