/**
 * Opens an address in the reader's own browser.
 *
 * @module
 */

/** What opens an address where; the task's permission in `deno.json` names the same programs. */
const OPENERS: Readonly<Record<string, string | undefined>> = {
  linux: "/usr/bin/xdg-open",
  darwin: "/usr/bin/open",
  windows: "C:/Windows/explorer.exe",
};

/** Whether there is a screen to open a browser on; without one `xdg-open` takes a browser that fills the terminal. */
function hasScreen(): boolean {
  return Deno.build.os !== "linux" ||
    ["DISPLAY", "WAYLAND_DISPLAY"].some((name) => (Deno.env.get(name) ?? "") !== "");
}

/**
 * Asks the desktop to open the address; whether it was asked. No screen, no such program or no permission for it is no
 * error: the address stands in the terminal too.
 */
export function openInBrowser(address: string): boolean {
  const opener = OPENERS[Deno.build.os];
  try {
    if (opener === undefined || !hasScreen()) return false;
    new Deno.Command(opener, { args: [address], stdin: "null", stdout: "null", stderr: "null" }).spawn()
      .unref();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotCapable) return false;
    throw error;
  }
}
