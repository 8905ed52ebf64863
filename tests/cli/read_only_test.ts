/**
 * A checkout that its user cannot write into, at a path with blanks, quotes and letters of other alphabets, under other
 * locales, without git, Python or packages beside it: what only reads works, and the rest says in one line that it cannot.
 * Where root runs this, the checkout is root's and its user somebody else, with a home of their own.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { projectFiles } from "../../src/submission/project.ts";
import { linkFolder, writeFiles } from "./project_copy.ts";
import { commandTest } from "./run_command.ts";

const RUN = "baseline-64";
const WORKS: readonly (readonly string[])[] = [
  ["diagnose", RUN],
  ["diagnose", `models/${RUN}/training_history.json`, "--json"],
  ["evaluate", RUN],
  ["export", RUN, "--format", "onnx", "--out", "../home/elsewhere.onnx"],
  ["import", `models/${RUN}`, "--format", "tfjs", "--out", "../home/imported"],
  ["data", "--format", "csv", "--duration", "2", "--out", "../home/rows.csv"],
];
const LOCALES = ["tr_TR.UTF-8", "de_DE.UTF-8"];
const CANNOT: readonly (readonly string[])[] = [
  ["report", RUN],
  ["probe", RUN],
  ["train", "--quick"],
  ["study:seeds"],
];

/** A user who has nothing but Deno and a home. */
interface User {
  readonly deno: string;
  readonly home: string;
  readonly cache: string;
  /** Of somebody else than root. */
  readonly ids: { readonly uid?: number; readonly gid?: number };
}

/** The user `nobody` where root asks, with packages that are theirs; else who asks. */
function userIn(folder: string): User {
  const home = `${folder}/home`, cache = denoFolder();
  Deno.mkdirSync(home);
  if (Deno.uid() !== 0) return { deno: Deno.execPath(), home, cache, ids: {} };
  const ids = { uid: 65534, gid: 65534 };
  Deno.chmodSync(folder, 0o755); // a temporary folder is nobody else's
  Deno.mkdirSync(`${home}/bin`);
  Deno.copyFileSync(Deno.execPath(), `${home}/bin/deno`); // it may lie in root's home
  Deno.mkdirSync(`${home}/cache`);
  linkFolder(`${cache}/npm`, `${home}/cache/npm`);
  for (const path of [home, ...everyFile(home)]) {
    if (Deno.lstatSync(path).isDirectory) Deno.chownSync(path, ids.uid, ids.gid);
  }
  return { deno: `${home}/bin/deno`, home, cache: `${home}/cache`, ids };
}

/** `deno task` in the user's shell. */
async function runAs(
  { deno, home, cache, ids }: User,
  folder: string,
  args: readonly string[],
  locale: string,
) {
  const { code, stdout, stderr } = await new Deno.Command(deno, {
    args: ["task", "--quiet", ...args],
    cwd: folder,
    clearEnv: true,
    env: {
      PATH: deno.slice(0, deno.lastIndexOf("/")),
      LC_ALL: locale,
      NO_COLOR: "1",
      HOME: home,
      DENO_DIR: cache,
      ...network(),
    },
    stdin: "null",
    ...ids,
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
  const user = userIn(folder);
  const checkout = `${folder}/nur "lesen", 'ğüş'`;
  writeFiles(checkout, projectFiles());
  const files = () => [...everyFile(checkout)].sort();
  for (const path of files()) Deno.chmodSync(path, Deno.statSync(path).isDirectory ? 0o555 : 0o444);
  Deno.chmodSync(checkout, 0o555);
  const before = files();
  for (const [i, args] of WORKS.entries()) {
    const { code, stderr } = await runAs(user, checkout, args, LOCALES[i % 2]);
    assertEquals([code, stderr], [0, ""], args.join(" "));
  }
  for (const [i, args] of CANNOT.entries()) {
    const { code, stderr } = await runAs(user, checkout, args, LOCALES[i % 2]);
    assert(code !== 0, args.join(" "));
    assertMatch(stderr, /^error: [^\n]*\n$/, args.join(" "));
  }
  assertEquals(files(), before);
  for (const path of [checkout, ...before]) Deno.chmodSync(path, 0o755); // so that it can be removed
});
