/**
 * Every command without each of the permissions that `deno.json` gives its task, in turn: it ends in one line with exit
 * code 2, before it has written anything.
 */
import { assert, assertEquals } from "@std/assert";
import { copyProject } from "./project_copy.ts";
import { canRun, commandTest } from "./run_command.ts";

/** A use of a task, and what is laid down first so that it comes to need a permission. */
interface Use {
  readonly args?: readonly string[];
  readonly lay?: (folder: string) => void;
}

const RUN = "baseline-64";

/** A sweep comes to need Python when it is asked for Ray; without it, it would go on for minutes on threads. */
const onRay: Use = {
  args: ["--fresh", "--ray"],
  lay: (folder) => program(`${folder}/.cache/ray/bin/python`),
};

/** By task; behind a space the permission that needs a use of its own. */
const USES: Readonly<Record<string, Use>> = {
  train: { args: [RUN, "--quick"] },
  "train net": { args: [RUN, "--quick", "--watch"] },
  "train:tensorflow": { args: [RUN, "--quick", "--engine", "tensorflow", "--tensorboard"] },
  "train:tensorflow net": { args: [RUN, "--quick", "--watch"] },
  evaluate: { args: [RUN] },
  probe: { args: [RUN] },
  "diagnose write": { args: [RUN, "--html", "page.html"] },
  diagnose: { args: [RUN] },
  playground: {},
  watch: { args: [RUN] },
  "watch write": { args: [RUN, "--save", "elsewhere/runs.html"] },
  "watch:page": {},
  export: { args: [RUN, "--format", "onnx", "--out", "elsewhere/a.onnx"] },
  import: { args: [`models/${RUN}`, "--format", "tfjs", "--out", "imported"] },
  tensorboard: {
    lay: (folder) => {
      Deno.mkdirSync(`${folder}/models/${RUN}/tensorboard`, { recursive: true });
      program(`${folder}/.cache/parity/bin/tensorboard`);
    },
  },
  "study:capacity": { args: ["--quick", "--fresh"] },
  "study:capacity run": onRay,
  "study:curriculum": { args: ["--seeds", "1", "--fresh"] },
  "study:curriculum run": {
    args: ["--pytorch", "softened"],
    lay: (folder) => program(`${folder}/.cache/parity/bin/python`),
  },
  "study:beyond": { args: ["--fresh"] },
  "study:beyond run": onRay,
  "study:seeds": { args: ["--seeds", "1", "--epochs", "1", "--fresh"] },
  "study:seeds run": onRay,
  "study:ablations": { args: ["--fresh"] },
  "study:ablations run": onRay,
  "study:noise": { args: ["--fresh"] },
  "study:noise run": onRay,
  "study:limit": { args: ["--fresh"] },
  "study:limit run": onRay,
  "study:clock": { args: ["--fresh"] },
  "study:clock run": onRay,
  "study:plan": { args: ["--fresh"] },
  "study:plan run": onRay,
  "study:cell": { args: ["seeds", "seed 1", "--out", "reports/cells/1.json"] },
  "study:faults": { args: ["--seeds", "100", "--tuned-on", "none"] },
  "study:programs": {},
  "study:recorded": {},
  soak: { args: ["--minutes", "0.05", "--quick"] },
  report: { args: [RUN] },
  data: { args: ["--format", "csv", "--out", "elsewhere/rows.csv"] },
  kernel: { lay: (folder) => program(`${folder}/.cache/ziglang/bin/python`) },
  native: {},
  notebooks: { args: ["01", "--quick"] },
  lab: { args: ["--no-browser"] },
  submission: { args: ["--name", "Ada", "--id", "1"] },
  bench: { args: ["--quick"] },
  "bench:ray": { args: ["--quick"] },
  readme: {},
};

/**
 * Permissions that a task works without: the fused engine's native kernel gives way to WebAssembly, an address that is
 * not opened is printed.
 */
const SPARED = ["train ffi", "evaluate ffi", "watch env", "watch run"];

/** Of a permission for several things, those that a task asks for before it begins; the others it can do without. */
const ENTRIES: Readonly<Record<string, readonly string[]>> = {
  "native sys": ["osRelease", "networkInterfaces", "cpus", "hostname", "statfs"],
  "native ffi": ["node_modules", ".cache/kernel"],
  "native write": [".cache/kernel"],
  "kernel write": ["src/engine/fused", ".cache/ziglang"],
  "notebooks write": [".venv", ".cache"],
  "lab write": [".venv", ".cache"],
  "submission write": ["reports", ".cache"],
  "bench sys": ["cpus", "loadavg"],
  "bench ffi": ["node_modules", ".cache/kernel"],
};

function program(path: string): void {
  Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  Deno.writeTextFileSync(path, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
}

interface Command {
  readonly task: string;
  readonly script: string;
  readonly words: readonly string[];
}

function commands(): Command[] {
  const { tasks } = JSON.parse(Deno.readTextFileSync("deno.json"));
  return Object.entries(tasks as Record<string, { readonly command: string }>).flatMap(
    ([task, { command }]) => {
      const [, flags, script] = /^deno run (.*) (src\/cli\/\w+\.ts)$/.exec(command) ?? [];
      if (script === undefined) return [];
      const words = flags.match(/(?:'[^']*'|[^\s'])+/g)!.map((word) => word.replaceAll("'", ""));
      return [{ task, script, words }];
    },
  );
}

function kindOf(flag: string): string {
  return /^--allow-(\w+)/.exec(flag)![1];
}

/** The flag without one of the things that it permits. */
function without(flag: string, entry: string): string {
  const [name, list] = flag.split("=");
  return `${name}=${list.split(",").filter((one) => one !== entry)}`;
}

/** Runs the command without one of its flags, or with less in its place; a user's home is in the copy. */
async function runWithout(
  folder: string,
  { task, script, words }: Command,
  flag: string,
  less?: string,
): Promise<void> {
  const use = USES[`${task} ${kindOf(flag)}`] ?? USES[task];
  use.lay?.(folder);
  const before = listing(folder);
  const home = `${folder}/home`;
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-check",
      ...words.flatMap((word) => word === flag ? less ?? [] : word).map((word) =>
        word.replaceAll("$HOME", home)
      ),
      script,
      ...use.args ?? [],
    ],
    cwd: folder,
    stdin: "null",
    env: { NO_COLOR: "1", HOME: home, DENO_DIR: Deno.env.get("DENO_DIR") ?? denoFolder() },
  }).output();
  const [said, told] = [stderr, stdout].map((bytes) => new TextDecoder().decode(bytes).trim());
  const whole = `${task} without ${flag}${
    less === undefined ? "" : ` but ${less}`
  } ended with ${code}:\n${said}\n${told}`;
  assertEquals(code, 2, whole);
  assert(/^error: .*/.test(said) && !said.includes("\n"), whole);
  assertEquals(listing(folder).filter((file) => !before.includes(file)), [], whole);
}

/** Deno's own folder, which it looks for in the user's home. */
function denoFolder(): string {
  const { stdout } = new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).outputSync();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}

/** Every file with its size and time of change, but for the packages. */
function listing(folder: string): string[] {
  return [...Deno.readDirSync(folder)].filter(({ name }) => name !== "node_modules").flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) return [path, ...listing(path)];
    const { size, mtime } = Deno.lstatSync(path);
    return [`${path} ${size} ${mtime?.getTime()}`];
  });
}

commandTest("permissions: a task that lacks one says so in one line and writes nothing", async (folder) => {
  copyProject(folder);
  Deno.mkdirSync(`${folder}/home`);
  const faults: string[] = [];
  for (const command of commands()) {
    for (const flag of command.words.filter((word) => word.startsWith("--allow-"))) {
      if (SPARED.includes(`${command.task} ${kindOf(flag)}`)) continue;
      const entries = ENTRIES[`${command.task} ${kindOf(flag)}`] ?? [];
      for (const less of [undefined, ...entries.map((entry) => without(flag, entry))]) {
        await runWithout(folder, command, flag, less).catch((error) => faults.push(error.message));
      }
    }
  }
  assertEquals(faults, []);
});

Deno.test({
  name: "permissions: every command is tried",
  ignore: !canRun,
  fn: () => {
    const tried = new Set(Object.keys(USES).map((use) => use.split(" ")[0]));
    assertEquals([...tried].sort(), commands().map(({ task }) => task).sort());
  },
});
