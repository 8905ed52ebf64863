import { createReferenceEngine } from "../../../src/engine/reference/engine.ts";
import { contractTests } from "../contract_tests.ts";

contractTests("reference", createReferenceEngine, { output: 0, gradient: 0, weights: 0 });
