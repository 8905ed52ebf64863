import { readText } from "../boundary/mod.ts";
import { display } from "./display.ts";

/**
 * Shows functions of a module as they stand there, with their comments: what a reader sees is what runs.
 *
 * @param module path from the folder of the notebooks
 * @throws {RangeError} when the module has no top-level function of that name
 */
export async function showSource(module: string, ...names: readonly string[]): Promise<void> {
  const text = readText(module);
  const code = names.map((name) => functionSource(text, name, module)).join("\n\n");
  const path = module.replace(/^(\.\.\/)+/, "");
  await display({ "text/markdown": `\`${path}\`\n\n\`\`\`typescript\n${code}\n\`\`\``, "text/plain": code });
}

/** The text of one top-level function of a formatted module, its comment included. */
export function functionSource(text: string, name: string, module = "the module"): string {
  const pattern = new RegExp(
    String.raw`(?:^/\*\*(?:(?!\*/)[^])*?\*/\n)?^(?:export )?(?:async )?function\*? ${name}\b[^]*?^\}`,
    "m",
  );
  const found = text.match(pattern)?.[0];
  if (found === undefined) throw new RangeError(`${module} has no function ${name}`);
  return found;
}
