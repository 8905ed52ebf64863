/**
 * Refuses at once what the sandbox would refuse when the work is done.
 *
 * @throws {Deno.errors.NotCapable} naming the first permission that was not given
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * assertThrows(() => requirePermissions({ name: "net", host: "example.org" }), Deno.errors.NotCapable);
 * ```
 */
export function requirePermissions(...needed: readonly Deno.PermissionDescriptor[]): void {
  for (const descriptor of needed) {
    if (Deno.permissions.querySync(descriptor).state === "granted") continue;
    const [target] = Object.entries(descriptor).flatMap(([key, value]) => key === "name" ? [] : [value]);
    const what = target === undefined ? "" : ` to "${target}"`;
    throw new Deno.errors.NotCapable(`Requires ${descriptor.name} access${what}`);
  }
}
