/** Writes the committed pictures anew: `deno run --allow-write=tests/plots --allow-env tests/plots/make_snapshots.ts`. */
import { EXAMPLES } from "./examples.ts";

const folder = new URL("./snapshots/", import.meta.url);
Deno.mkdirSync(folder, { recursive: true });
for (const [name, draw] of Object.entries(EXAMPLES)) {
  Deno.writeTextFileSync(new URL(`${name}.svg`, folder), draw() + "\n");
}

const names = Object.keys(EXAMPLES);
Deno.writeTextFileSync(
  new URL("mod.ts", folder),
  "// Written by ../make_snapshots.ts.\n" +
    names.map((name) => `import ${name} from "./${name}.svg" with { type: "text" };\n`).join("") +
    "\n/** The committed picture of every example in ../examples.ts. */\n" +
    `export const SNAPSHOTS: Readonly<Record<string, string>> = {\n${
      names.map((name) => `  ${name},\n`).join("")
    }};\n`,
);
