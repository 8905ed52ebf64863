/**
 * Replaces a folder by these files: they are written beside it first, and the old folder is put aside until the new one
 * has its place, so that a failure leaves one of the two whole.
 */
export function replaceFolder(folder: string, files: Readonly<Record<string, Uint8Array>>): void {
  const [fresh, old] = [`${folder}.tmp`, `${folder}.old`];
  try {
    removeIfThere(fresh);
    for (const [path, bytes] of Object.entries(files)) {
      const full = `${fresh}/${path}`;
      Deno.mkdirSync(full.slice(0, full.lastIndexOf("/")), { recursive: true });
      Deno.writeFileSync(full, bytes);
    }
    removeIfThere(old);
    exchange(folder, fresh, old);
    removeIfThere(old);
  } catch (error) {
    removeIfThere(fresh);
    throw error;
  }
}

/** Puts `fresh` in the place of `folder`, and `folder` back when that does not succeed. */
function exchange(folder: string, fresh: string, old: string): void {
  const isReplaced = renameIfThere(folder, old);
  try {
    Deno.renameSync(fresh, folder);
  } catch (error) {
    if (isReplaced) Deno.renameSync(old, folder);
    throw error;
  }
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

function renameIfThere(from: string, to: string): boolean {
  try {
    Deno.renameSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
