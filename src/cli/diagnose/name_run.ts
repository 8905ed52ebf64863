import type { Diagnosis } from "../../monitor/mod.ts";

/** Puts the run's name into the command of the verdict. */
export function namingRun({ verdict, ...rest }: Diagnosis, run: string): Diagnosis {
  const { command } = verdict;
  return {
    ...rest,
    verdict: { ...verdict, ...(command === undefined ? {} : { command: command.replace("RUN", run) }) },
  };
}
