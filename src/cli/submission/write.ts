/** Replaces a folder by these files: they are written beside it first, so that a failure leaves the old folder whole. */
export function replaceFolder(folder: string, files: Readonly<Record<string, Uint8Array>>): void {
  const fresh = `${folder}.tmp`;
  removeIfThere(fresh);
  for (const [path, bytes] of Object.entries(files)) {
    const full = `${fresh}/${path}`;
    Deno.mkdirSync(full.slice(0, full.lastIndexOf("/")), { recursive: true });
    Deno.writeFileSync(full, bytes);
  }
  removeIfThere(folder);
  Deno.renameSync(fresh, folder);
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
