import { assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { initialise, mapTensors } from "../../src/model/mod.ts";
import {
  type NetworkPlan,
  samplesOf,
  shareOf,
  trainInStages,
  trainOneByOne,
  windowsAlone,
} from "../../src/studies/network.ts";
import { CURRICULA } from "../../src/training/curricula.ts";
import { quickStages } from "../../src/training/curricula.ts";
import { slowDown } from "../../src/training/time_warp.ts";

const plan: NetworkPlan = { noise: "softened", hiddenSize: 8, seed: 3 };
const [coarse, fine] = CURRICULA.softened;

Deno.test("study's network: samples are counted over all lanes", () => {
  assertEquals(samplesOf([coarse]), coarse.epochs * 10_000 / coarse.decimation * coarse.starts * 4);
});

Deno.test("study's network: a share of the stages keeps every stage; windows alone are the last, as long as all", () => {
  const some = shareOf(CURRICULA.quarter, 1 / 3);
  assertEquals(
    some.map(({ decimation }) => decimation),
    CURRICULA.quarter.map(({ decimation }) => decimation),
  );
  assertAlmostEquals(samplesOf(some) / samplesOf(CURRICULA.quarter), 1 / 3, 0.02);
  const [only] = windowsAlone(some);
  assertEquals([only.decimation, only.learningRate], [1, some[0].learningRate]);
  assertAlmostEquals(samplesOf([only]) / samplesOf(some), 1, 0.05);
});

Deno.test("study's network: the width of the noise may be a number of radians", async () => {
  const train = async (noise: NetworkPlan["noise"]) => {
    const { engine, epochs } = await trainOneByOne({ ...plan, noise }, { epochs: 1 });
    engine.dispose();
    return epochs[0].loss;
  };
  assertEquals(await train(Math.PI / 4), await train("quarter"));
  assertNotEquals(await train(Math.PI / 2), await train("quarter"));
});

Deno.test("study's network: with biases left alone a finer rate begins with the weights as they are", async () => {
  const still = quickStages([coarse, fine], 1).map((stage) => ({ ...stage, learningRate: 1e-30 }));
  const before = initialise({ inputSize: 5, hiddenSize: 8, biases: 2 }, { scheme: "pytorch", seed: 3 });
  const after = async (options: { readonly slowDown?: boolean }) => {
    const { engine } = await trainInStages(plan, { stages: still, ...options });
    const weights = engine.exportWeights();
    engine.dispose();
    return mapTensors(weights.shape, (name) => weights[name].slice());
  };
  assertEquals(await after({ slowDown: false }), before);
  assertEquals((await after({})).biasIh, slowDown(before, coarse.decimation / fine.decimation).biasIh);
});
