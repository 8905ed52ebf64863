/** The Markdown files name what exists: every link, every path in backticks, every task. */
import { assert, assertEquals } from "@std/assert";
import { posix } from "node:path";

const permitted = Deno.permissions.querySync({ name: "read" }).state === "granted";
const test = (name: string, fn: () => void) =>
  Deno.test({ name: permitted ? name : `${name} (needs --allow-read)`, ignore: !permitted, fn });

/** Folders with documents of ours; what lies below a dot is a tool's. */
const FOLDERS = [".", "data", "models", "notebooks", "python", "reports", "src", "tests", "vendor"];

/** Paths of the project begin so; others that stand in backticks are parts of a run's folder, or of a reader's. */
const OURS = /^(data|models|notebooks|python|reports|src|tests|vendor|\.devcontainer)\//;

function documents(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) => {
    const path = posix.join(folder, name);
    if (isDirectory) {
      return folder === "." || name.startsWith(".") || name === "node_modules" ? [] : documents(path);
    }
    return name.endsWith(".md") ? [path] : [];
  });
}

const texts = () => FOLDERS.flatMap(documents).map((path) => ({ path, text: Deno.readTextFileSync(path) }));

function exists(path: string): boolean {
  try {
    return Deno.statSync(path) !== undefined;
  } catch {
    return false;
  }
}

test("documents: every link leads to a file, and to a heading that is there", () => {
  const broken = texts().flatMap(({ path, text }) =>
    [...text.matchAll(/\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]*))?\)/g)]
      .filter(([, target, heading]) => {
        const file = target === "" ? path : posix.join(posix.dirname(path), target);
        return !exists(file) || heading !== undefined && !headingsOf(file).includes(heading);
      })
      .map(([link]) => `${path}: ${link}`)
  );
  assertEquals(broken, []);
});

/** Headings as GitHub makes addresses of them. */
function headingsOf(path: string): string[] {
  return [...Deno.readTextFileSync(path).matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    title.toLowerCase().replace(/[^\w\s-]/g, "").replaceAll(" ", "-")
  );
}

test("documents: every path of the project that stands in backticks exists", () => {
  const missing = texts().flatMap(({ path, text }) =>
    [...text.matchAll(/`([\w.-]+\/[\w./-]*)`/g)].map(([, named]) => named)
      .filter((named) => OURS.test(named) && !exists(named))
      .map((named) => `${path}: ${named}`)
  );
  assertEquals(missing, []);
});

test("documents: every task that is named is one", () => {
  const { tasks } = JSON.parse(Deno.readTextFileSync("deno.json"));
  const named = texts().flatMap(({ path, text }) =>
    [...text.matchAll(/deno task ([a-z][\w:-]*)/g)].map(([, task]) => ({ path, task }))
  );
  assert(named.length > 20);
  assertEquals(named.filter(({ task }) => !(task in tasks)), []);
});

test("ARCHITECTURE: every package has its reason, every study its name", () => {
  const text = Deno.readTextFileSync("ARCHITECTURE.md");
  const { imports } = JSON.parse(Deno.readTextFileSync("import_map.json"));
  const packages = Object.keys(imports).map((name) => name.replace(/\/$/, "")).filter((name) =>
    !name.startsWith("@types/")
  );
  assertEquals(packages.filter((name) => !text.includes(`\`${name}\``)), []);
  const studies = [...Deno.readDirSync("src/studies")].filter(({ isDirectory }) => isDirectory);
  const row = text.match(/^\| \[src\/studies\].*$/m)?.[0] ?? "";
  assertEquals(studies.map(({ name }) => name).filter((name) => !row.includes(name)), []);
});
