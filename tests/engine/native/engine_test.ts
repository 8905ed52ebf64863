import { assertEquals } from "@std/assert";
import { soloEngine } from "../../../src/engine/fused/engine.ts";
import { createEngine } from "../../../src/engine/mod.ts";
import { createNativeEngine } from "../../../src/engine/native/engine.ts";
import { LIBRARY } from "../../../src/engine/native/library.ts";
import { createNativeKernel } from "../../../src/engine/native/kernel.ts";
import { initialise } from "../../../src/model/mod.ts";
import { contractTests } from "../contract_tests.ts";
import { KERNEL_TOLERANCES, kernelTests } from "../kernel_tests.ts";
import { threadsTests } from "../threads_tests.ts";
import { library, needsLibrary } from "./needs_library.ts";

const name = `native engine${needsLibrary.suffix}`;
const { ignore } = needsLibrary;

contractTests(name, (weights) => createNativeEngine(weights, 1, library), KERNEL_TOLERANCES, { ignore });
kernelTests(name, (weights) => soloEngine(weights, createNativeKernel(library)), { ignore });
threadsTests(name, (weights, threads) => createNativeEngine(weights, threads, library), { ignore });

Deno.test({
  name: `${name}: it is called by its own name, and its backend says which vectors it has`,
  ignore,
  fn: async () => {
    const shape = { inputSize: 5, hiddenSize: 8, biases: 2 } as const;
    const weights = initialise(shape, { scheme: "pytorch", seed: 1 });
    const engine =
      await (library === LIBRARY ? createEngine("native", weights) : createNativeEngine(weights, 1, library));
    assertEquals(engine.name, "native");
    assertEquals(["native-avx512", "native-avx2", "native-neon"].includes(engine.backend), true);
  },
});
