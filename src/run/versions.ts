import project from "../../deno.json" with { type: "json" };

/** What a run record says about the software that made it. */
export function versions(): Record<string, string> {
  return {
    project: project.version,
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    platform: `${Deno.build.os} ${Deno.build.arch}`,
  };
}
