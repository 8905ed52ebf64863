/** Why a test that lacks one of these permissions skips itself, or null when it has them all. */
export function missingPermission(...names: readonly Deno.PermissionName[]): string | null {
  const lacking = names.filter((name) => Deno.permissions.querySync({ name }).state !== "granted");
  return lacking.length === 0 ? null : `needs ${lacking.map((name) => `--allow-${name}`).join(", ")}`;
}

/** What keeps a test from running, where something does; and how its folder's name begins. */
interface Conditions {
  readonly missing?: string | null;
  readonly prefix?: string;
}

/** A test in a folder of its own that is gone afterwards. */
export function folderTest(
  name: string,
  body: (folder: string) => void | Promise<void>,
  { missing = missingPermission("read", "write"), prefix }: Conditions = {},
): void {
  Deno.test({
    name: missing === null ? name : `${name} (${missing})`,
    ignore: missing !== null,
    fn: async () => {
      const folder = await Deno.makeTempDir({ prefix });
      try {
        await body(folder);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}
