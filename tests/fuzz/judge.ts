/**
 * Runs a command on a bad input and says what is wrong with how it was refused.
 *
 * @module
 */
import { startCommand } from "../cli/run_command.ts";
import type { BadInput, Place } from "./bad_inputs.ts";

/** How a command took a bad input; anything but "refused" is a fault. */
export type Verdict =
  | "refused"
  | "passed in silence"
  | "more than one line"
  | "a stack trace"
  | "a bug's line"
  | "hangs"
  | "too much memory"
  | "left files"
  | `exit code ${number}`;

/** Seconds and bytes that no refusal may need. */
const PATIENCE_SECONDS = 30, MEMORY_BYTES = 500e6;

/** Runs the case in a copy of `template` and judges. */
export async function judge(
  template: string,
  { task, args, with: corrupt }: BadInput,
): Promise<{ readonly verdict: Verdict; readonly stderr: string }> {
  const folder = Deno.makeTempDirSync();
  try {
    copyFolder(template, folder);
    corrupt?.[1](placeIn(folder));
    const before = listing(folder);
    const process = startCommand(folder, task, args);
    const timer = setTimeout(() => process.kill("SIGKILL"), PATIENCE_SECONDS * 1000);
    const peak = watchMemory(process.pid);
    const { code, stderr: bytes, signal } = await process.output();
    clearTimeout(timer);
    const stderr = new TextDecoder().decode(bytes).trim();
    const verdict = signal === "SIGKILL"
      ? "hangs"
      : verdictOf(code, stderr) ?? (peak() > MEMORY_BYTES ? "too much memory" : null) ??
        (before === listing(folder) ? "refused" : "left files");
    return { verdict, stderr };
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

/** What the exit code and the words alone say; null when they are those of a refusal. */
function verdictOf(code: number, stderr: string): Verdict | null {
  if (code === 0) return "passed in silence";
  if (/^\s+at .*:\d+/m.test(stderr)) return "a stack trace";
  if (code === 70) return "a bug's line";
  if (code !== 2) return `exit code ${code}`;
  return stderr.split("\n").length === 1 && stderr !== "" ? null : "more than one line";
}

/** Largest resident set of a process so far, in bytes; 0 where the system does not tell. */
function watchMemory(pid: number): () => number {
  let peak = 0;
  const look = () => {
    try {
      const status = Deno.readTextFileSync(`/proc/${pid}/status`);
      peak = Math.max(peak, 1024 * Number(status.match(/VmHWM:\s+(\d+)/)?.[1] ?? 0));
    } catch {
      clearInterval(timer); // it ended
    }
  };
  const timer = setInterval(look, 50);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

function placeIn(folder: string): Place {
  const read = (path: string) => Deno.readFileSync(`${folder}/${path}`);
  const write = (path: string, contents: string | Uint8Array) => {
    Deno.mkdirSync(`${folder}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
    if (typeof contents === "string") Deno.writeTextFileSync(`${folder}/${path}`, contents);
    else Deno.writeFileSync(`${folder}/${path}`, contents);
  };
  return {
    read,
    write,
    link: (target, path) => Deno.symlinkSync(target, `${folder}/${path}`),
    edit: (path, keys, value) => {
      const record = JSON.parse(new TextDecoder().decode(read(path)));
      const names = keys.split(".");
      const inner = names.slice(0, -1).reduce((at, name) => at[name], record);
      inner[names[names.length - 1]] = value;
      write(path, JSON.stringify(record));
    },
  };
}

function copyFolder(from: string, to: string): void {
  for (const { name, isDirectory } of Deno.readDirSync(from)) {
    if (isDirectory) {
      Deno.mkdirSync(`${to}/${name}`);
      copyFolder(`${from}/${name}`, `${to}/${name}`);
    } else Deno.copyFileSync(`${from}/${name}`, `${to}/${name}`);
  }
}

/** Every file below the folder with its size and time of change. */
function listing(folder: string): string {
  return [...Deno.readDirSync(folder)].map(({ name, isDirectory, isSymlink }) => {
    const path = `${folder}/${name}`;
    if (isDirectory) return `${path}/\n${listing(path)}`;
    const { size, mtime } = Deno.lstatSync(path);
    return isSymlink ? path : `${path} ${size} ${mtime?.getTime()}`;
  }).sort().join("\n");
}
