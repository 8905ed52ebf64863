/**
 * The project itself, as the zip carries it: without what commands fetch, build or leave behind.
 *
 * @module
 */
import { explained } from "../boundary/mod.ts";

/** Left out wherever it stands. */
const LEFT_OUT = /^(node_modules|coverage|__pycache__)$|\.(tmp|old)$/;

/** Hidden files are caches, environments and people's secrets, but for these. */
const HIDDEN = [".ci", ".devcontainer", ".gitignore", ".vscode"];

/** Left out at its place: trials, checkpoints, made data, earlier exports, and what an unzipped export adds. */
const LEFT_OUT_AT = [
  /^models\/(quick-[^/]+|[^/]+\.previous)$/,
  /^models\/[^/]+\/(checkpoint|tensorboard)$/,
  /^data\/[^/]+\.(npy|csv)$/,
  /^reports\/(submission|[^/]+-quick)$/,
  /^(index\.html|submission\.pdf|manifest\.json)$/,
];

/** Most bytes before they are packed: the project has less, and something large that was left here is noticed. */
const MOST = 25_000_000;

/**
 * The files of the project in a folder, by their paths inside it. Links are not followed.
 *
 * @throws {RangeError} when they are too many bytes for a submission, naming the largest file
 */
export function projectFiles(root = "."): Record<string, Uint8Array> {
  const paths = [...walk(root, "")].sort();
  const sizes = new Map(paths.map((path) => [path, Deno.statSync(`${root}/${path}`).size]));
  const total = sizes.values().reduce((sum, size) => sum + size, 0);
  if (total > MOST) {
    const [largest, size] = [...sizes].reduce((a, b) => b[1] > a[1] ? b : a);
    const mega = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
    throw new RangeError(
      `the project has ${mega(total)} of files, a submission ${mega(MOST)} at most; ` +
        `the largest is ${largest} (${mega(size)})`,
    );
  }
  return Object.fromEntries(
    paths.map((path) => [path, explained(path, () => Deno.readFileSync(`${root}/${path}`))]),
  );
}

function* walk(root: string, folder: string): Generator<string> {
  for (const { name, isFile, isDirectory } of Deno.readDirSync(`${root}/${folder}`)) {
    const path = folder + name;
    if (LEFT_OUT.test(name) || LEFT_OUT_AT.some((place) => place.test(path))) continue;
    if (name.startsWith(".") && !HIDDEN.includes(name)) continue;
    if (isFile) yield path;
    if (isDirectory) yield* walk(root, `${path}/`);
  }
}
