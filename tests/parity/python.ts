/**
 * Tests that ask Python packages what they make of our files. They need `deno task parity-python`; without it they skip
 * themselves by name.
 */

import { folderTest, missingPermission } from "../in_folder.ts";

const root = `${import.meta.dirname}/../../`;
const PYTHON = `${root}.cache/parity/bin/python`;

/** Why Python cannot be asked here, or null. */
const missing: string | null = missingPermission("run", "read", "write") ??
  // the task's last step copies the list of what it has installed
  (read(".cache/parity/requirements.txt") === read("python/requirements-parity.txt")
    ? null
    : "needs `deno task parity-python`");

/** A test that asks Python, in a folder of its own that is gone afterwards. */
export function pythonTest(name: string, body: (folder: string) => Promise<void>): void {
  folderTest(name, body, { missing });
}

/** Runs a Python program and parses the JSON that it prints. */
export async function askPython(program: string, ...args: string[]): Promise<unknown> {
  const { success, stdout, stderr } = await new Deno.Command(PYTHON, { args: ["-c", program, ...args] })
    .output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (!success) throw new Error(`Python failed:\n${text(stderr)}`);
  return JSON.parse(text(stdout));
}

function read(path: string): string | null {
  try {
    return Deno.readTextFileSync(root + path);
  } catch {
    return null;
  }
}
