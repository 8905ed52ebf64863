/** What tests of the native library share: the permissions it takes, and leave to be absent. */
import { loadNative } from "../../../src/engine/tensorflow/load.ts";

const permissions = { read: true, env: true, sys: true, ffi: true } as const;

const granted = (Object.keys(permissions) as Deno.PermissionName[])
  .every((name) => Deno.permissions.querySync({ name } as Deno.PermissionDescriptor).state === "granted");

/** Why native tests cannot run here, or null. */
export const missing: string | null = granted
  ? await loadNative().then(() => null, () => "native library not set up: deno task native")
  : "permissions read, env, sys, ffi not given";

/** Options of a test that needs the native library. */
export const nativeTest = { ignore: missing !== null, permissions: granted ? permissions : "none" } as const;
