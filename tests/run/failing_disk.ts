/**
 * A disk that fails at one chosen operation, and a proof that goes through all of them in turn.
 *
 * @module
 */
import { assertEquals } from "@std/assert";

/** Everything that changes a disk. */
const OPERATIONS = ["mkdirSync", "writeFileSync", "writeTextFileSync", "renameSync", "removeSync"] as const;

/** Ways to fail: the disk is full, the permission is lost, the process is killed (nothing that follows happens either). */
const FAILURES = {
  "the disk is full": () => new Error("No space left on device (os error 28)"),
  "the permission is lost": () => new Deno.errors.PermissionDenied("Permission denied (os error 13)"),
  "the process is killed": () => new Killed(),
};

class Killed extends Error {}

/** Runs `act` on a disk that fails at the operation number `at`; says whether it came to that. */
function failing(at: number, make: () => Error, act: () => void): boolean {
  const disk = Deno as unknown as Record<string, (...args: unknown[]) => unknown>;
  const real = Object.fromEntries(OPERATIONS.map((name) => [name, disk[name]]));
  let count = 0, failed = false, isDead = false;
  for (const name of OPERATIONS) {
    disk[name] = (...args) => {
      if (isDead) throw new Killed();
      if (count++ !== at) return real[name](...args);
      failed = true;
      const error = make();
      isDead = error instanceof Killed;
      // a write that fails has often written a part
      if (name === "writeFileSync") real[name](args[0], (args[1] as Uint8Array).subarray(0, 3), args[2]);
      throw error;
    };
  }
  try {
    act();
  } catch (error) {
    if (!failed) throw error;
  } finally {
    Object.assign(disk, real);
  }
  return failed;
}

/** Every file below the folder, as text by path; what a later run writes under a new name is left out. */
function tree(folder: string, below = ""): Record<string, string> {
  const entries = [...Deno.readDirSync(folder + below)].sort((a, b) => a.name < b.name ? -1 : 1);
  return Object.assign(
    {},
    ...entries.map(({ name, isDirectory }) => {
      const path = `${below}/${name}`;
      return isDirectory ? tree(folder, path) : { [path]: Deno.readTextFileSync(folder + path) };
    }),
  );
}

/**
 * Proves of `act`, which writes into the folder it is given, that a failure at any of its operations leaves each of the
 * files in `wanted` either as `before` laid it down or as `act` writes it, and that the same call afterwards gives the
 * same bytes as one that met no failure. Only a kill may leave temporary files.
 */
export function proveFailureSafe(
  before: (folder: string) => void,
  act: (folder: string) => void,
): void {
  const inFolder = <T>(body: (folder: string) => T): T => {
    const folder = Deno.makeTempDirSync();
    try {
      before(folder);
      return body(folder);
    } finally {
      Deno.removeSync(folder, { recursive: true });
    }
  };
  const old = inFolder(tree);
  const fresh = inFolder((folder) => (act(folder), tree(folder)));
  for (const [what, make] of Object.entries(FAILURES)) {
    for (let at = 0, more = true; more; at++) {
      inFolder((folder) => {
        more = failing(at, make, () => act(folder));
        if (!more) return;
        const where = `operation ${at}, ${what}`;
        const left = tree(folder);
        // a whole folder that was put aside may stay for the next call to remove
        const isAside = (path: string) => /\.old\//.test(path);
        const isTemporary = (path: string) => /\.tmp(\/|$)/.test(path);
        for (const [path, text] of Object.entries(left)) {
          if (isAside(path)) continue;
          if (isTemporary(path)) {
            assertEquals(what, "the process is killed", `${where}: ${path} is left behind`);
          } else {assertEquals(
              [old[path], fresh[path]].includes(text),
              true,
              `${where}: ${path} is half written`,
            );}
        }
        act(folder);
        const after = Object.entries(tree(folder)).filter(([path]) => !/\.\w{8}\.tmp$/.test(path));
        assertEquals(Object.fromEntries(after), fresh, `${where}: again, the same bytes`);
      });
    }
  }
}
