import { assert, assertAlmostEquals } from "@std/assert";
import { benchmarkCases } from "../../../src/studies/speed/cases.ts";
import { rooflineBenchmarks } from "../../../src/studies/speed/roofline.ts";
import { needsLibrary } from "../../engine/native/needs_library.ts";

Deno.test({
  name: `roofline: what stands alone can be measured in every regime${needsLibrary.suffix}`,
  ignore: needsLibrary.ignore,
  async fn() {
    for (const which of benchmarkCases([8])) {
      const { most, inCache } = rooflineBenchmarks(which)!;
      assert(await most.run(1) > 0);
      if (which.regime === "windows") assert(await inCache!.run(1) > 0);
    }
  },
});

Deno.test({
  name:
    `roofline: counted are the weights online, and in windows the products of both directions${needsLibrary.suffix}`,
  ignore: needsLibrary.ignore,
  fn() {
    // 32 gate rows; 8 hidden units, 5 inputs and 2 biases
    const [weights, recurrent] = [32 * 15, 32 * 8];
    const [online, windows] = ["online", "windows"].map((regime) =>
      rooflineBenchmarks(benchmarkCases([8]).find((one) => one.regime === regime)!)!
    );
    assertAlmostEquals(online.workPerSample, weights / 1e6);
    // forward, the gradient, and back to h; a multiply-add is two operations
    assertAlmostEquals(windows.workPerSample, 2 * (2 * weights + recurrent) / 1e6);
  },
});
