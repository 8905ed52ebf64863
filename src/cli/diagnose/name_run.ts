import type { Diagnosis } from "../../monitor/mod.ts";

/** Puts the run's name into the command of the verdict. */
export function namingRun(diagnosis: Diagnosis, run: string): Diagnosis {
  return withCommand(diagnosis, diagnosis.verdict.command?.replace("RUN", run));
}

/** For a history from elsewhere this project's commands do nothing: what it can do is judge again, with evidence. */
export function namingFile(diagnosis: Diagnosis, path: string): Diagnosis {
  const command = `deno task diagnose ${path} --evidence EVIDENCE.json`;
  return withCommand(diagnosis, diagnosis.verdict.cause === "none" ? undefined : command);
}

function withCommand(
  { verdict: { command: _, ...verdict }, ...rest }: Diagnosis,
  command: string | undefined,
): Diagnosis {
  return { ...rest, verdict: { ...verdict, ...(command === undefined ? {} : { command }) } };
}
