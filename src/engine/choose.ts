import type { EngineName } from "./contract.ts";

/** How a run feeds the engine: one sample an update, or windows of many samples on many lanes. */
export type Regime = "online" | "windows";

/** An engine and why it was taken; both go into the run record. */
export interface EngineChoice {
  readonly name: EngineName;
  readonly reason: string;
}

/** The engine that was asked for or, for `auto`, the fastest for the regime (`reports/benchmarks/table.md`). */
export function chooseEngine(asked: EngineName | "auto", regime: Regime): EngineChoice {
  if (asked !== "auto") return { name: asked, reason: "asked for" };
  return regime === "online"
    ? { name: "fused", reason: "fastest for one sample an update: no call overhead per step" }
    : { name: "fused", reason: "fast for windows and needs no native library" };
}
