/**
 * TensorFlow's libraries from the `tensorflow-cpu` wheel on PyPI, in a cache that all clones of the project share.
 *
 * @module
 */
import { statfsSync } from "node:fs";
import { errorLine, run, SetupError } from "./run.ts";
import { exists } from "./tfjs_package.ts";

/** The release in `tensorflow_wheel.txt`. */
const TENSORFLOW_VERSION = "2.21.0";

/** Wheel (274 MB) and unpacked libraries (853 MB) side by side. */
const SPACE_NEEDED = 1.3e9;

/** Name the wheel's build by its tags, so that the file and its hash do not depend on the user's Python. */
const WHEEL_TAGS = [
  "--python-version=3.11",
  "--implementation=cp",
  "--abi=cp311",
  "--platform=manylinux_2_27_x86_64",
];

/** Where the libraries are kept: `~/.cache/tfjs-node/tensorflow-<version>`. */
export function cacheFolder(): string {
  const home = Deno.env.get("HOME");
  if (!home) {
    throw new SetupError("HOME is not set, so there is no place for the cache; set it to your home folder");
  }
  return `${home}/.cache/tfjs-node/tensorflow-${TENSORFLOW_VERSION}`;
}

/** Downloads, verifies and unpacks the libraries into `folder`, unless they are there already. */
export function fetchLibraries(folder: string, say: (line: string) => void): void {
  if (exists(`${folder}/lib`)) return say(`TensorFlow ${TENSORFLOW_VERSION} is in the cache: ${folder}`);
  requirePlatform(Deno.build.os, Deno.build.arch);
  const parent = folder.slice(0, folder.lastIndexOf("/"));
  Deno.mkdirSync(parent, { recursive: true });
  requireSpace(parent, SPACE_NEEDED);
  const temporary = Deno.makeTempDirSync({ dir: parent });
  try {
    say(`Downloading the tensorflow-cpu ${TENSORFLOW_VERSION} wheel (274 MB) from PyPI`);
    const wheel = download(temporary);
    say(`Unpacking its libraries (853 MB) to ${folder}`);
    const unpacked = run("python3", [
      `${import.meta.dirname}/../../python/unpack_wheel.py`,
      wheel,
      `${temporary}/tensorflow`,
    ]);
    if (!unpacked?.success) {
      throw new SetupError(`the wheel could not be unpacked: ${errorLine(unpacked?.output ?? "")}`);
    }
    if (!exists(folder)) Deno.renameSync(`${temporary}/tensorflow`, folder);
  } finally {
    Deno.removeSync(temporary, { recursive: true });
  }
}

function download(folder: string): string {
  const requirements = `${import.meta.dirname}/tensorflow_wheel.txt`;
  const quiet = Deno.stdout.isTerminal() ? [] : ["--quiet"];
  const pip = ["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--require-hashes", ...quiet];
  const outcome = run(
    "python3",
    [...pip, ...WHEEL_TAGS, `--dest=${folder}`, `--requirement=${requirements}`],
    { show: true },
  );
  if (outcome === null) {
    throw new SetupError(
      "there is no python3 to download the wheel with; install it (Debian: apt-get install python3-pip)",
    );
  }
  if (/No module named '?pip/.test(outcome.output)) {
    throw new SetupError(
      "python3 has no pip to download the wheel with; install it (Debian: apt-get install python3-pip)",
    );
  }
  if (!outcome.success) {
    throw new SetupError(
      `the wheel could not be downloaded (${
        errorLine(outcome.output)
      }); check the network and run this again`,
    );
  }
  return `${folder}/${[...Deno.readDirSync(folder)].find(({ name }) => name.endsWith(".whl"))!.name}`;
}

/** @throws {SetupError} unless the wheel's libraries run on this platform. */
export function requirePlatform(os: string, arch: string): void {
  if (os === "linux" && arch === "x86_64") return;
  throw new SetupError(
    `the wheel's libraries are for Linux on x86_64, this is ${os} on ${arch}; leave it out: ` +
      "the fused engine needs no native library, and the tensorflow engine runs on @tensorflow/tfjs without it",
  );
}

/** @throws {SetupError} when the disk that holds `folder` has fewer than `bytes` free. */
export function requireSpace(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const gigabytes = (count: number) => `${(count / 1e9).toFixed(1)} GB`;
  if (bavail * bsize < bytes) {
    throw new SetupError(
      `${folder} has ${gigabytes(bavail * bsize)} free and ${gigabytes(bytes)} are needed; make room there`,
    );
  }
}
