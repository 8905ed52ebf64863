import type { Cause, Diagnosis } from "../monitor/mod.ts";

/** Commands of this project that carry out an action. RUN stands for the run. */
const COMMANDS: Readonly<Partial<Record<Cause | "undetermined", string>>> = {
  "measurement": "deno task evaluate RUN",
  "information": "deno task train curriculum-64",
  "learning rate": "deno task train baseline-64 --learning-rate RATE",
  "optimisation through time": "deno task train curriculum-64",
  "training budget": "deno task train --resume RUN",
  "undetermined": "deno task evaluate RUN",
};

/** Adds this project's command for the verdict, with the run's name in it. */
export function namingRun(diagnosis: Diagnosis, run: string): Diagnosis {
  const { cause } = diagnosis.verdict;
  return withCommand(diagnosis, cause === "none" ? undefined : COMMANDS[cause]?.replace("RUN", run));
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
