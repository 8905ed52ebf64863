import { cellsModule } from "./cells_module.ts";
import type { Notebook } from "./document.ts";

/** What the type checker says of a notebook's cells; empty when it is content. Imports resolve from `notebooks/`. */
export async function typeErrors(notebook: Notebook, name: string): Promise<string[]> {
  const child = new Deno.Command("deno", {
    args: ["run", "--quiet", "--no-prompt", "--check", "-"],
    cwd: "notebooks",
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const input = child.stdin.getWriter();
  await input.write(new TextEncoder().encode(cellsModule(notebook)));
  await input.close();
  const { success, stderr } = await child.output();
  if (success) return [];
  const said = new TextDecoder().decode(stderr).split("\n").filter((line) =>
    /ERROR|error/.test(line) && !/Type checking failed/.test(line)
  );
  return said.map((line) => `${name}: ${line.trim()}`);
}
