import { assert, assertEquals } from "@std/assert";
import { benchmarkCases } from "../../src/studies/speed/cases.ts";
import { startPeers } from "../../src/studies/speed/peers.ts";
import { pythonTest } from "./python.ts";

pythonTest("PyTorch's and JAX's sides of the benchmark take every case that ours asks of them", async () => {
  const peers = await startPeers();
  const answered: string[] = [];
  for (const which of benchmarkCases([8])) {
    for (const { name, run } of peers.flatMap((peer) => peer.benchmarks(which))) {
      if (name.includes("compiled")) continue; // needs a compiler, which is no part of PyTorch
      assert(await run(1) > 0);
      answered.push(`${which.regime}: ${name}`);
    }
  }
  for (const peer of peers) await peer.stop();
  assertEquals(new Set(answered).size, 7);
});
