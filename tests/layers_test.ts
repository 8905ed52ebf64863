/**
 * The layering of ARCHITECTURE.md, held against the import statements of every source file.
 */
import { assertEquals } from "@std/assert";

/** What each folder of `src` may import from the others. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  boundary: [],
  text: [],
  random: [],
  signal: ["random"],
  model: ["boundary", "random"],
  engine: ["boundary", "model"],
  exchange: ["engine", "model", "training"],
  evaluation: ["engine", "model", "random", "signal"],
  training: ["boundary", "engine", "evaluation", "model", "random", "signal"],
  monitor: ["boundary", "text"],
  plots: ["text"],
  page: ["text"],
  playground: [
    "engine",
    "evaluation",
    "model",
    "monitor",
    "page",
    "report",
    "signal",
    "training",
  ],
  run: ["boundary", "engine", "evaluation", "model", "monitor", "signal", "training"],
  watch: ["boundary", "evaluation", "model", "monitor", "page", "report", "run", "signal", "text"],
  studies: [
    "boundary",
    "engine",
    "evaluation",
    "model",
    "monitor",
    "plots",
    "random",
    "run",
    "signal",
    "text",
    "training",
  ],
  report: [
    "boundary",
    "evaluation",
    "model",
    "monitor",
    "plots",
    "run",
    "signal",
    "studies",
    "text",
    "training",
  ],
  recorder: ["monitor", "report"],
  notebook: [
    "boundary",
    "engine",
    "evaluation",
    "model",
    "monitor",
    "plots",
    "report",
    "run",
    "signal",
    "text",
    "training",
  ],
  submission: [
    "boundary",
    "evaluation",
    "notebook",
    "plots",
    "report",
    "run",
    "signal",
    "studies",
    "text",
    "training",
  ],
  native: ["engine", "model", "random"],
  cli: [
    "boundary",
    "engine",
    "evaluation",
    "exchange",
    "model",
    "monitor",
    "native",
    "notebook",
    "playground",
    "plots",
    "random",
    "report",
    "run",
    "signal",
    "studies",
    "submission",
    "text",
    "training",
    "watch",
  ],
};

/** The rooms that may touch the file system. */
const TOUCH_FILES = ["boundary", "cli", "native", "notebook", "page", "run", "submission", "watch"];

/** Folders that may import tfjs. */
const IMPORT_TFJS = ["src/engine/tensorflow/"];

interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function sources(folder = "src"): Source[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) => {
    const path = `${folder}/${name}`;
    if (isDirectory) return sources(path);
    if (!name.endsWith(".ts")) return [];
    const text = Deno.readTextFileSync(path);
    const code = text.replace(/^\s*(\/\/|\/?\*).*$/gm, "");
    const imports = [...code.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, specifier]) =>
      specifier
    );
    return [{ path, text: code, imports }];
  });
}

/** Relative imports as paths, types included: a reader follows those too. */
const importsOf = ({ path, imports }: Source) =>
  imports.filter((specifier) => specifier.startsWith(".")).map((specifier) => resolve(path, specifier));

/** The first chain of imports that returns to where it began, or null. */
function findCycle(files: readonly Source[]): string[] | null {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const finished = new Set<string>();
  const visit = (path: string, chain: readonly string[]): string[] | null => {
    if (chain.includes(path)) return [...chain.slice(chain.indexOf(path)), path];
    const file = byPath.get(path);
    if (file === undefined || finished.has(path)) return null;
    for (const target of importsOf(file)) {
      const cycle = visit(target, [...chain, path]);
      if (cycle !== null) return cycle;
    }
    finished.add(path);
    return null;
  };
  for (const { path } of files) {
    const cycle = visit(path, []);
    if (cycle !== null) return cycle;
  }
  return null;
}

const layerOf = (path: string) => path.split("/")[1];
const resolve = (from: string, specifier: string) => new URL(specifier, `file:///${from}`).pathname.slice(1);

const permission = { name: "read" } as const;
const ignore = Deno.permissions.querySync(permission).state !== "granted";
const test = (name: string, fn: () => void) =>
  Deno.test({ name: ignore ? `${name} (needs --allow-read)` : name, ignore, fn });

test("layers: every folder imports only what ARCHITECTURE.md allows", () => {
  const wrong = sources().flatMap(({ path, imports }) => {
    const allowed = ALLOWED[layerOf(path)] ?? [];
    return imports.filter((specifier) => specifier.startsWith("."))
      .map((specifier) => resolve(path, specifier))
      .filter((target) =>
        target.startsWith("src/") && layerOf(target) !== layerOf(path) && !allowed.includes(layerOf(target))
      )
      .map((target) => `${path} imports ${target}`);
  });
  assertEquals(wrong, []);
});

test("layers: nothing is allowed that no file needs", () => {
  const needed = new Set(
    sources().flatMap((file) =>
      importsOf(file).map((target) => `${layerOf(file.path)} imports ${layerOf(target)}`)
    ),
  );
  const unused = Object.entries(ALLOWED).flatMap(([folder, allowed]) =>
    allowed.map((lower) => `${folder} imports ${lower}`).filter((way) => !needed.has(way))
  );
  assertEquals(unused, []);
});

test("layers: every folder of src has its row", () => {
  const folders = [...Deno.readDirSync("src")].filter(({ isDirectory }) => isDirectory).map(({ name }) =>
    name
  );
  assertEquals(folders.sort(), Object.keys(ALLOWED).sort());
});

test("layers: a folder imports only from those that stand above it in ARCHITECTURE.md", () => {
  const order = [...Deno.readTextFileSync("ARCHITECTURE.md").matchAll(/^\| \[src\/(\w+)\]/gm)].map((
    [, name],
  ) => name);
  assertEquals(order.toSorted(), Object.keys(ALLOWED).sort());
  const upward = Object.entries(ALLOWED).flatMap(([folder, allowed]) =>
    allowed.filter((lower) => order.indexOf(lower) > order.indexOf(folder)).map((lower) =>
      `${folder} imports ${lower}`
    )
  );
  assertEquals(upward, []);
});

test("layers: no file imports itself by way of others", () => {
  assertEquals(findCycle(sources()), null);
});

test("layers: only the command line and the run folder's room touch files", () => {
  const wrong = sources().filter(({ path, text }) =>
    !TOUCH_FILES.includes(layerOf(path)) &&
    /\bDeno\.(read|write|open|mkdir|remove|rename|stat|copy)|from "node:fs/.test(text)
  ).map(({ path }) => path);
  assertEquals(wrong, []);
});

test("layers: tfjs stays behind the engine contract", () => {
  const wrong = sources().filter(({ path, imports }) =>
    imports.some((specifier) => specifier.startsWith("@tensorflow/")) &&
    !IMPORT_TFJS.some((folder) => path.startsWith(folder))
  ).map(({ path }) => path);
  assertEquals(wrong, []);
});
