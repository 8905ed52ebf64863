/**
 * The kernel as a library of machine code, built by `deno task native` for the machine it runs on.
 *
 * @module
 */
import { resolve } from "node:path";
import { isWholeLibrary } from "../../boundary/mod.ts";
import { relaxed } from "../fused/kernel.js";
import { sourcesOf } from "./sources.ts";

/** Where the library lies; loading it takes `--allow-ffi` for this folder and nothing else. */
export const LIBRARY = resolve(`${import.meta.dirname}/../../../.cache/kernel/kernel.so`);

const JOB = { parameters: ["buffer", "u32", "u32", "i32", "i32"], result: "void" } as const;

const SYMBOLS = {
  processor: { parameters: [], result: "u64" },
  built_for: { parameters: [], result: "u64" },
  sources: { parameters: [], result: "u64" },
  rows: { parameters: [], result: "i32" },
  train_online: JOB,
  forward: JOB,
  backward: JOB,
  sum_outputs: { parameters: ["buffer", "u32", "u32"], result: "void" },
  update_from_window: { parameters: ["buffer", "u32", "u32", "u32", "u32"], result: "f32" },
  fenced: { parameters: [], result: "i32" },
  fence: { parameters: ["buffer", "u32", "u32", "i32"], result: "void" },
  multiply_adds: { parameters: ["i32"], result: "f32" },
  window_alone: { parameters: ["buffer", "i32", "i32"], result: "void" },
  pass_alone: { parameters: ["buffer", "i32", "i32"], result: "void" },
} as const;

/** The library's functions; only `processor`, `built_for` and `sources` may be called before both are compared. */
export type Library = Deno.DynamicLibrary<typeof SYMBOLS>["symbols"];

/** Whether the library can be used; `refused` is one that is there, and `why` says what to do. */
export type LibraryState =
  | { readonly state: "ready"; readonly library: Library }
  | { readonly state: "absent" | "refused"; readonly why: string };

const BUILD = "deno task native kernel builds it";

/**
 * Opens the library, if it is there, permitted, made from this project's sources and for this machine. Says in one line
 * what else is the case.
 */
export function openLibrary(path = LIBRARY): LibraryState {
  if (Deno.permissions.querySync({ name: "ffi", path }).state !== "granted") {
    return { state: "absent", why: "the native kernel needs --allow-ffi=.cache/kernel" };
  }
  let library: Library;
  try {
    if (!isWholeLibrary(path)) {
      return { state: "refused", why: `a part of the native kernel is missing: ${BUILD} anew` };
    }
    library = Deno.dlopen(path, SYMBOLS).symbols;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return /no such file|cannot find|could not be found/i.test(message)
      ? { state: "absent", why: `the native kernel is not built: ${BUILD}` }
      : { state: "refused", why: `the native kernel cannot be loaded here: ${BUILD} anew` };
  }
  if (library.processor() !== library.built_for()) {
    return { state: "refused", why: `the native kernel was built for another machine: ${BUILD} anew` };
  }
  if (library.sources() !== sourcesOf(relaxed)) {
    return { state: "refused", why: `the native kernel was built from other sources: ${BUILD} anew` };
  }
  return { state: "ready", library };
}
