/**
 * A disk that fails at one chosen operation, and a proof that goes through all of them in turn.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";

/** Everything that changes a disk. */
const OPERATIONS = [
  "mkdirSync",
  "openSync",
  "writeFileSync",
  "writeTextFileSync",
  "renameSync",
  "removeSync",
] as const;

/** Ways to fail: the disk is full, the permission is lost, the process is killed (nothing that follows happens either). */
const FAILURES = {
  "the disk is full": () => new Error("No space left on device (os error 28)"),
  "the permission is lost": () => new Deno.errors.PermissionDenied("Permission denied (os error 13)"),
  "the process is killed": () => new Killed(),
};

class Killed extends Error {}

/** Work on the folder that it is given. */
type Act = (folder: string) => void | Promise<void>;

/** Runs `act` on a disk that fails at the operation number `at`; says whether it came to that. */
async function failing(at: number, make: () => Error, act: () => void | Promise<void>): Promise<boolean> {
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
    await act();
  } catch (error) {
    if (!failed) throw error;
  } finally {
    Object.assign(disk, real);
  }
  return failed;
}

/** Every file below the folder, as text by path. */
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

/** What a later run writes under a new name is left out. */
function finalFiles(folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree(folder)).filter(([path]) => !/[.-]\w{8,12}\.tmp$/.test(path)),
  );
}

/** What is asked of work that goes through stages, or that the clock leaves its mark on. */
interface Demands {
  /** Whether a file that is neither the old nor the final one is whole. */
  readonly isStage?: (path: string, text: string, folder: string) => boolean;
  /** What must be the same in the end. */
  readonly outcome?: (folder: string) => unknown;
}

/**
 * Proves of `act`, which writes into the folder it is given, that a failure at any of its operations leaves each file
 * either as `before` laid it down or as `act` writes it, and that the same call afterwards gives the same bytes as one
 * that met no failure. Only a kill may leave temporary files.
 *
 * @returns how many failures it went through
 */
export async function proveFailureSafe(
  before: Act,
  act: Act,
  { isStage = () => false, outcome = finalFiles }: Demands = {},
): Promise<number> {
  const inFolder = async <T>(body: (folder: string) => T | Promise<T>): Promise<T> => {
    const folder = Deno.makeTempDirSync();
    try {
      await before(folder);
      return await body(folder);
    } finally {
      Deno.removeSync(folder, { recursive: true });
    }
  };
  const old = await inFolder(tree);
  const [fresh, wanted] = await inFolder(async (folder) => {
    await act(folder);
    return [tree(folder), outcome(folder)];
  });
  let failures = 0;
  for (const [what, make] of Object.entries(FAILURES)) {
    for (let at = 0, more = true; more; at++) {
      await inFolder(async (folder) => {
        more = await failing(at, make, () => act(folder));
        if (!more) return;
        failures++;
        const where = `operation ${at}, ${what}`;
        // a whole folder that was put aside may stay for the next call to remove
        for (const [path, text] of Object.entries(tree(folder)).filter(([path]) => !/\.old\//.test(path))) {
          if (/\.tmp(\/|$)/.test(path)) {
            assertEquals(what, "the process is killed", `${where}: ${path} is left behind`);
          } else {
            const isWhole = [old[path], fresh[path]].includes(text) || isStage(path, text, folder);
            assert(isWhole, `${where}: ${path} is half written`);
          }
        }
        await act(folder);
        assertEquals(outcome(folder), wanted, `${where}: again, the same`);
      });
    }
  }
  return failures;
}
