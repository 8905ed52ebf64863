/**
 * Whether the engine and the software that a record names could have made it.
 *
 * @module
 */
import type { EngineName } from "../engine/contract.ts";
import type { RunRecord } from "./record.ts";
import { versions } from "./versions.ts";

/** What runs underneath each engine; a network that was trained elsewhere has none. */
const BACKENDS: Readonly<Record<EngineName | "none", RegExp>> = {
  fused: /^wasm-(relaxed-)?simd(, \d+ threads)?$/,
  native: /^native-\w+(, \d+ threads)?$/,
  tensorflow: /^(tensorflow|tfjs) \S+$/,
  reference: /^typescript float64$/,
  none: /^/,
};

/**
 * Refuses an engine that is none, or not the one that was asked for, and software that there is not: a project newer than
 * this one, another V8 than the one in this Deno.
 *
 * @throws {TypeError} naming the field
 */
export function refuseOtherMaker(record: RunRecord): void {
  const { engine, configuration, versions: { project, deno, v8 } } = record;
  const refuse = (field: string, needed: string, given: string) => {
    throw new TypeError(`${field} must be ${needed} (given: ${given})`);
  };
  const asked = "engine" in configuration ? configuration.engine : "none";
  const possible = asked !== "auto" ? [asked] : Object.keys(BACKENDS).filter((name) => name !== "none");
  if (!possible.includes(engine.name)) refuse("engine.name", possible.join(" or "), engine.name);
  if (!BACKENDS[engine.name as EngineName | "none"].test(engine.backend)) {
    refuse("engine.backend", `one of the ${engine.name} engine's`, engine.backend);
  }
  const own = versions();
  if (compareVersions(project, own.project) > 0) {
    refuse("versions.project", `${own.project}, this program's, or an older one`, project);
  }
  if (deno === own.deno && v8 !== own.v8) refuse("versions.v8", `${own.v8}, as in Deno ${deno}`, v8);
}

/** The build of a backend, on however many threads. */
export function buildOf(backend: string): string {
  return backend.replace(/, \d+ threads$/, "");
}

/** Positive when the first is the newer one. */
function compareVersions(a: string, b: string): number {
  const [first, second] = [a, b].map((version) => version.split(".").map(Number));
  const at = first.findIndex((part, i) => part !== second[i]);
  return at < 0 ? 0 : first[at] - second[at];
}
