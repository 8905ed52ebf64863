/**
 * A checkout in which nothing can be written, at a path with blanks and letters of other alphabets, under another locale,
 * without git, Python or packages beside it: what only reads works, and the rest says in one line that it cannot.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { projectFiles } from "../../src/submission/project.ts";
import { writeFiles } from "./project_copy.ts";
import { commandTest } from "./run_command.ts";

const RUN = "baseline-64";
const WORKS: readonly (readonly string[])[] = [
  ["diagnose", RUN],
  ["diagnose", `models/${RUN}/training_history.json`, "--json"],
  ["evaluate", RUN],
  ["export", RUN, "--format", "onnx", "--out", "../elsewhere.onnx"],
  ["import", `models/${RUN}`, "--format", "tfjs", "--out", "../imported"],
  ["data", "--format", "csv", "--duration", "2", "--out", "../rows.csv"],
];
const CANNOT: readonly (readonly string[])[] = [
  ["report", RUN],
  ["probe", RUN],
  ["train", "--quick"],
  ["study:seeds"],
];

/** `deno task` in a user's shell that has nothing but Deno. */
async function runAs(folder: string, args: readonly string[]) {
  const deno = Deno.execPath();
  const env = {
    PATH: deno.slice(0, deno.lastIndexOf("/")),
    LC_ALL: "tr_TR.UTF-8",
    NO_COLOR: "1",
    HOME: "/nowhere",
  };
  const { code, stdout, stderr } = await new Deno.Command(deno, {
    args: ["task", "--quiet", ...args],
    cwd: folder,
    clearEnv: true,
    env: { ...env, DENO_DIR: Deno.env.get("DENO_DIR") ?? denoFolder(), ...network() },
    stdin: "null",
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return {
    code,
    stdout: text(stdout),
    stderr: text(stderr).replaceAll(/^(Download|Initialize|Info) .*\n/gm, ""),
  };
}

function denoFolder(): string {
  const { stdout } = new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).outputSync();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}

/** How packages are fetched here, should one be missing. */
function network(): Record<string, string> {
  return Object.fromEntries(
    ["NPM_CONFIG_REGISTRY", "DENO_CERT", "DENO_TLS_CA_STORE", "HTTPS_PROXY"].flatMap((name) => {
      const value = Deno.env.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function* everyFile(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) yield* everyFile(`${folder}/${name}`);
    yield `${folder}/${name}`;
  }
}

commandTest("a read-only checkout: what reads works, what writes says so in one line", async (folder) => {
  const checkout = `${folder}/nur lesen, ğüş`;
  writeFiles(checkout, projectFiles());
  // Root may write anywhere: files in the way stop even root.
  Deno.writeTextFileSync(`${checkout}/node_modules`, "");
  const files = () => [...everyFile(checkout)].sort();
  for (const path of files()) Deno.chmodSync(path, Deno.statSync(path).isDirectory ? 0o555 : 0o444);
  Deno.chmodSync(checkout, 0o555);
  const before = files();
  for (const args of WORKS) {
    const { code, stderr } = await runAs(checkout, args);
    assertEquals([code, stderr], [0, ""], args.join(" "));
  }
  const isRoot = Deno.uid() === 0;
  for (const args of CANNOT.filter(([task]) => !isRoot || task === "train" || task === "study:seeds")) {
    const { code, stderr } = await runAs(checkout, args);
    assert(code !== 0, args.join(" "));
    assertMatch(stderr, /^error: [^\n]*\n$/, args.join(" "));
  }
  assertEquals(files(), before);
  for (const path of [checkout, ...before]) Deno.chmodSync(path, 0o755); // so that it can be removed
});
