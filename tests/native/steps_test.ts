/** The set-up's steps with stand-ins for the programs that they call. */
import { assert, assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { placeAddon, requireCompiler } from "../../src/native/addon.ts";
import { errorLine, SetupError } from "../../src/native/run.ts";
import { tfjsPackage } from "../../src/native/tfjs_package.ts";
import { fetchLibraries, requirePlatform, requireSpace } from "../../src/native/wheel.ts";

const permitted = (["run", "read", "write", "env", "sys"] as const)
  .every((name) => Deno.permissions.querySync({ name }).state === "granted");

/** A test whose PATH is an empty folder `bin`; `program` puts a shell script there. */
function stepTest(
  name: string,
  body: (folder: string, program: (name: string, script: string) => void) => void | Promise<void>,
): void {
  Deno.test({
    name: permitted ? name : `${name} (needs --allow-run, -read, -write, -env, -sys)`,
    ignore: !permitted || Deno.build.os === "windows",
    fn: async () => {
      const folder = Deno.makeTempDirSync();
      const path = Deno.env.get("PATH")!;
      Deno.mkdirSync(`${folder}/bin`);
      Deno.env.set("PATH", `${folder}/bin`);
      try {
        await body(folder, (name, script) => {
          Deno.writeTextFileSync(`${folder}/bin/${name}`, `#!/bin/sh\nPATH='${path}'\n${script}\n`, {
            mode: 0o755,
          });
        });
      } finally {
        Deno.env.set("PATH", path);
        Deno.removeSync(folder, { recursive: true });
      }
    },
  });
}

/** A project with an installed tfjs-node that has no addon yet. */
function project(folder: string) {
  const location = `${folder}/node_modules/@tensorflow/tfjs-node`;
  Deno.mkdirSync(location, { recursive: true });
  const binary = { module_name: "tfjs_binding", napi_versions: [3, 8] };
  Deno.writeTextFileSync(`${location}/package.json`, JSON.stringify({ version: "4.22.0", binary }));
  return tfjsPackage(folder);
}

const silent = () => {};

Deno.test("native: the error line of a program's output is its first error, without colours and stack", () => {
  const output =
    "error: script 'install' failed\nstderr:\n\x1b[31merror\x1b[0m: Uncaught Error: getaddrinfo ENOTFOUND x\n    at y\n";
  assertEquals(errorLine(output), "getaddrinfo ENOTFOUND x");
  assertEquals(errorLine("one\ntwo\n"), "two");
  assertEquals(errorLine(""), "no output");
});

Deno.test("native: only Linux on x86_64 takes the wheel, and others are told what they can do", () => {
  requirePlatform("linux", "x86_64");
  assertThrows(
    () => requirePlatform("darwin", "aarch64"),
    SetupError,
    "this is darwin on aarch64; leave it out",
  );
});

stepTest("native: too little room on the disk is told before anything is fetched", (folder) => {
  requireSpace(folder, 1);
  assertThrows(() => requireSpace(folder, 1e18), SetupError, "1000000000.0 GB are needed; make room there");
});

stepTest("native: a package that is not installed is told so", (folder) => {
  assertThrows(() => tfjsPackage(folder), SetupError, "run `deno task native` again with a network");
});

stepTest(
  "native: a wheel that cannot be had is one line with the remedy, and leaves nothing",
  (folder, program) => {
    const cache = `${folder}/cache/tensorflow`;
    const refused = (message: string) =>
      assertThrows(() => fetchLibraries(cache, silent), SetupError, message);
    refused("install it (Debian: apt-get install python3-pip)");
    program("python3", "echo '/usr/bin/python3: No module named pip' >&2; exit 1");
    refused("python3 has no pip");
    program("python3", "echo 'ERROR: Could not find a version' >&2; exit 1");
    refused("could not be downloaded (ERROR: Could not find a version); check the network");
    program(
      "python3",
      `case "$*" in *pip*) touch $(echo ${folder}/cache/*)/x.whl;; *) echo 'BadZipFile: no zip' >&2; exit 1;; esac`,
    );
    refused("the wheel could not be unpacked: BadZipFile: no zip");
    assertEquals([...Deno.readDirSync(`${folder}/cache`)], []);
  },
);

stepTest("native: the libraries of a wheel are unpacked into the cache, once", (folder, program) => {
  // a wheel of the right names, made and unpacked by the real Python
  program(
    "python3",
    `case "$*" in *pip*) exec python3 - ${folder}/cache <<'E'
import glob, sys, zipfile
with zipfile.ZipFile(glob.glob(sys.argv[1] + "/*")[0] + "/x.whl", "w") as wheel:
    for name in ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2", "include/tensorflow/c/c_api.h", "python/x.py"]:
        wheel.writestr("tensorflow/" + name, name)
E
;; *) exec python3 "$@";; esac`,
  );
  const cache = `${folder}/cache/tensorflow`;
  fetchLibraries(cache, silent);
  assertEquals([...Deno.readDirSync(`${cache}/lib`)].map(({ name }) => name).sort(), [
    "libtensorflow_cc.so.2",
    "libtensorflow_framework.so.2",
  ]);
  assertEquals(
    Deno.readTextFileSync(`${cache}/include/tensorflow/c/c_api.h`),
    "include/tensorflow/c/c_api.h",
  );
  program("python3", "exit 1");
  const said: string[] = [];
  fetchLibraries(cache, (line) => said.push(line));
  assertStringIncludes(said.join(), "is in the cache");
});

stepTest(
  "native: the addon is compiled once and put where the package looks for it",
  async (folder, program) => {
    const tfjs = project(folder);
    const cache = `${folder}/cache`;
    Deno.mkdirSync(cache);
    const place = () => placeAddon(tfjs, cache, silent);
    assertThrows(() => requireCompiler(tfjs, cache), SetupError, "install one (Debian: apt-get install g++)");
    program("c++", "echo 'tfjs_backend.cc:1:10: fatal error: c_api.h: No such file' >&2; exit 1");
    await assertRejects(place, SetupError, "the addon does not compile: tfjs_backend.cc:1:10: fatal error");
    assert(!tryStat(tfjs.addon));
    program("c++", 'while [ "$1" != -o ]; do shift; done; echo compiled > "$2"');
    await place();
    assertEquals(Deno.readTextFileSync(tfjs.addon), "compiled\n");
    program("c++", "exit 1");
    requireCompiler(tfjs, cache); // there is nothing left to compile
    Deno.removeSync(tfjs.addon);
    await place();
    assertEquals(Deno.readTextFileSync(tfjs.addon), "compiled\n");
  },
);

function tryStat(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
