import type { Shape } from "../model/weights.ts";
import type { EngineName } from "./contract.ts";

/** How an engine is fed: one sample an update, or windows of many samples on many lanes. */
export type Feed = "online" | "windows";

/** An engine and why it was taken; both go into the run record. */
export interface EngineChoice {
  readonly name: EngineName;
  readonly reason: string;
}

/**
 * The engine that was asked for or, for `auto`, the fastest that can train such a network (`reports/benchmarks/table.md`).
 *
 * @param nativeIsReady asked for `auto` alone: where results must be the same on every machine, it is left out, and
 * WebAssembly computes them
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const shape = { inputSize: 5, hiddenSize: 64, biases: 2 } as const;
 * assertEquals(chooseEngine("auto", "online", shape).name, "fused");
 * assertEquals(chooseEngine("auto", "online", shape, () => true).name, "native");
 * assertEquals(chooseEngine("auto", "online", { ...shape, hiddenSize: 12 }).name, "reference");
 * ```
 */
export function chooseEngine(
  asked: EngineName | "auto",
  feed: Feed,
  { hiddenSize }: Shape,
  nativeIsReady: () => boolean = () => false,
): EngineChoice {
  if (asked !== "auto") return { name: asked, reason: "asked for" };
  if (hiddenSize % 8 !== 0) return { name: "reference", reason: "the kernel takes units in groups of 8" };
  if (nativeIsReady()) return { name: "native", reason: "fastest: the kernel built for this machine" };
  return feed === "online"
    ? { name: "fused", reason: "fastest for one sample an update: no call overhead per step" }
    : { name: "fused", reason: "fast for windows and needs no native library" };
}
