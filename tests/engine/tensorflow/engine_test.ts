import { engineOn } from "../../../src/engine/tensorflow/engine.ts";
import { loadNative, loadPortable } from "../../../src/engine/tensorflow/load.ts";
import { contractTests } from "../contract_tests.ts";
import { missing, nativeTest } from "./native_test_options.ts";

const TOLERANCES = { output: 1e-6, gradient: 1e-6, weights: 1e-5 };

contractTests(
  `tensorflow, native${missing === null ? "" : ` (skipped: ${missing})`}`,
  async (weights) => engineOn(await loadNative(), weights),
  TOLERANCES,
  nativeTest,
);

contractTests("tensorflow, portable", async (weights) => engineOn(await loadPortable(), weights), TOLERANCES);
