import { assert, assertEquals } from "@std/assert";
import { benchmarkCases } from "../../src/studies/speed/cases.ts";
import { startPeers } from "../../src/studies/speed/peers.ts";
import { timeTraining, trainingTasks } from "../../src/studies/speed/trainings.ts";
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

pythonTest("PyTorch and JAX take the trainings that are asked of them, one epoch of each stage", async () => {
  const { oneThread } = trainingTasks({ native: false, peers: true, quick: true });
  for (const task of oneThread.flat().filter(({ name }) => name !== "fused")) {
    const { seconds, testMse, version } = await timeTraining(task);
    assert(seconds > 0 && testMse > 0 && version !== undefined, `${task.name}, ${task.training}`);
  }
});
