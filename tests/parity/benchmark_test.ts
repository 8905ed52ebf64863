import { assert, assertEquals } from "@std/assert";
import { benchmarkCases } from "../../src/studies/speed/cases.ts";
import { startPytorch } from "../../src/studies/speed/pytorch.ts";
import { pythonTest } from "./python.ts";

pythonTest("PyTorch's side of the benchmark takes every case that ours asks of it", async () => {
  const pytorch = await startPytorch();
  const answered: string[] = [];
  for (const which of benchmarkCases([8])) {
    for (const { name, run } of pytorch.benchmarks(which)) {
      if (name.includes("compiled")) continue; // needs a compiler, which is no part of PyTorch
      assert(await run(1) > 0);
      answered.push(`${which.regime}: ${name}`);
    }
  }
  await pytorch.stop();
  assertEquals(new Set(answered).size, 3);
});
