/**
 * The tasks of `deno.json`, held against the light first step: a task fetches what it uses and nothing besides.
 */
import { assertEquals } from "@std/assert";
import { canRun } from "./cli/run_command.ts";

const root = new URL("../", import.meta.url);

interface Configuration {
  readonly lock: unknown;
  readonly imports?: unknown;
  readonly tasks: Readonly<Record<string, { readonly description: string; readonly command: string }>>;
}

const permitted = Deno.permissions.querySync({ name: "read", path: root }).state === "granted";
const configuration: Configuration = permitted
  ? JSON.parse(Deno.readTextFileSync(new URL("deno.json", root)))
  : { lock: false, tasks: {} };

/** A test of what `deno.json` says. */
function configurationTest(name: string, fn: () => void): void {
  Deno.test({ name: permitted ? name : `${name} (needs --allow-read)`, ignore: !permitted, fn });
}

/** The steps of all tasks that start a program of the project, with the task's name. */
function steps(): [string, string][] {
  return Object.entries(configuration.tasks).flatMap(([name, { command }]) =>
    command.split("&&").map((step): [string, string] => [name, step.trim()])
      .filter(([, step]) => /^deno (run|test) /.test(step))
  );
}

configurationTest(
  "deno.json names no package and no lock, or `deno task` would fetch them all before any task",
  () => {
    assertEquals([configuration.lock, configuration.imports], [false, undefined]);
  },
);

configurationTest(
  "every task that starts a program names the lock, and asks for no permission while it runs",
  () => {
    const others = steps().filter(([, step]) =>
      !/^deno (run|test) --lock=deno\.lock --no-prompt /.test(step)
    );
    assertEquals(others, []);
    assertEquals(steps().length > 20, true);
  },
);

configurationTest("no task takes every permission", () => {
  assertEquals(steps().filter(([, step]) => / (-A|--allow-all)( |$)/.test(step)), []);
});

configurationTest("every task says what it does", () => {
  const silent = Object.entries(configuration.tasks).filter(([, { description }]) => !description);
  assertEquals(silent, []);
});

/** Packages of tens of megabytes: they belong to the tasks that use them. */
const HEAVY = /^(@tensorflow|@napi-rs\/canvas|@observablehq|danfojs-node|puppeteer-core|esbuild-wasm)\b/;

for (const task of ["train", "evaluate", "diagnose", "watch"]) {
  const name = `${task} reaches no heavy package unless it is asked for`;
  Deno.test({
    name: canRun ? name : `${name} (needs --allow-run, --allow-read, --allow-write)`,
    ignore: !canRun,
    fn: async () => {
      const packages = await startupPackages(`src/cli/${task}.ts`);
      assertEquals(packages.includes("commander"), true); // the graph was read
      assertEquals(packages.filter((name) => HEAVY.test(name)), []);
    },
  });
}

interface Graph {
  readonly roots: readonly string[];
  readonly redirects: Readonly<Record<string, string>>;
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly {
      readonly code?: { readonly specifier?: string };
      readonly isDynamic?: boolean;
    }[];
  }[];
}

/** The npm packages that a program loads when it starts: neither imports of types nor those that it makes later. */
async function startupPackages(program: string): Promise<string[]> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--lock=deno.lock", "--json", program],
    cwd: root,
  }).output();
  const { roots, redirects, modules } = JSON.parse(new TextDecoder().decode(stdout)) as Graph;
  const dependencies = new Map(modules.map((module) => [module.specifier, module.dependencies ?? []]));
  const reached = new Set(roots);
  for (const specifier of reached) { // grows as it is read
    for (const { code, isDynamic } of dependencies.get(redirects[specifier] ?? specifier) ?? []) {
      if (code?.specifier && !isDynamic) reached.add(code.specifier);
    }
  }
  return [...reached].flatMap((specifier) => /^npm:\/?(@?[^@]+)/.exec(specifier)?.[1] ?? []);
}
