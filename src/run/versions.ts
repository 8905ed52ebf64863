import project from "../../deno.json" with { type: "json" };
import type { Versions } from "./record.ts";

/** What a run record says about the software that made it. */
export function versions(): Versions {
  return {
    project: project.version,
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    platform: `${Deno.build.os} ${Deno.build.arch}`,
  };
}
