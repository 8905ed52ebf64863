/**
 * tfjs-node's addon: two C++ files of the package that connect JavaScript to TensorFlow's C interface.
 *
 * It is compiled directly, against the headers of the `node-api-headers` package: Node-API is the same in every
 * runtime, so neither Node nor node-gyp nor a download of Node's own headers is needed.
 *
 * @module
 */
import { errorLine, run, SetupError } from "./run.ts";
import { exists, type TfjsPackage } from "./tfjs_package.ts";

/** A name that no module graph sees: fetched only to compile with. */
const HEADERS: string = "node-api-headers";

/** Puts the addon, compiled against the libraries in the cache if need be, where the package looks for it. */
export async function placeAddon(
  tfjs: TfjsPackage,
  cache: string,
  say: (line: string) => void,
): Promise<void> {
  const cached = cachedAddon(tfjs, cache);
  if (!exists(cached)) {
    say("Compiling the addon (about 10 s)");
    await compile(tfjs.folder, cache, cached);
  }
  Deno.mkdirSync(tfjs.addon.slice(0, tfjs.addon.lastIndexOf("/")), { recursive: true });
  Deno.copyFileSync(cached, `${tfjs.addon}.tmp`);
  Deno.renameSync(`${tfjs.addon}.tmp`, tfjs.addon);
}

/** @throws {SetupError} when the addon has yet to be compiled and there is nothing to compile it with. */
export function requireCompiler(tfjs: TfjsPackage, cache: string): void {
  if (exists(cachedAddon(tfjs, cache)) || run("c++", ["--version"])?.success) return;
  throw new SetupError(
    "there is no C++ compiler (c++) to build the addon with; install one (Debian: apt-get install g++)",
  );
}

function cachedAddon({ version }: TfjsPackage, cache: string): string {
  return `${cache}/tfjs_binding-${version}.node`;
}

async function compile(folder: string, cache: string, target: string): Promise<void> {
  const sources = ["tfjs_backend.cc", "tfjs_binding.cc"].map((name) => `${folder}/binding/${name}`);
  const { include_dir } = (await import(HEADERS)).default as { readonly include_dir: string };
  const headers = [`-I${cache}/include`, `-I${include_dir}`];
  // The addon remembers where the libraries lie, so the package's folder needs nothing but the addon.
  const libraries = [
    "-l:libtensorflow_cc.so.2",
    "-l:libtensorflow_framework.so.2",
    `-L${cache}/lib`,
    `-Wl,-rpath,${cache}/lib`,
  ];
  const flags = ["-std=c++17", "-O2", "-shared", "-fPIC", "-DNAPI_VERSION=8"];
  const outcome = run("c++", [...flags, ...headers, ...sources, ...libraries, "-o", `${target}.tmp`]);
  if (!outcome?.success) {
    throw new SetupError(`the addon does not compile: ${errorLine(outcome?.output ?? "")}`);
  }
  Deno.renameSync(`${target}.tmp`, target);
}
