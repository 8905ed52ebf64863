import { type Cause, decidingExperiments, type Diagnosis, type Evidence } from "../monitor/mod.ts";
import { runName } from "../run/place.ts";

/** Commands of this project that carry out an action. RUN stands for the run. */
const COMMANDS: Readonly<Partial<Record<Cause | "undetermined", string>>> = {
  "measurement": "deno task evaluate RUN",
  "information": "deno task train curriculum-64",
  "learning rate": "deno task train baseline-64 --learning-rate RATE",
  "optimisation through time": "deno task train curriculum-64",
  "training budget": "deno task train --resume RUN",
  "undetermined": "deno task evaluate RUN",
};

/** Adds the command for the verdict on what lies at a path: a run of this project, or a history from elsewhere. */
export function namingCommand(
  diagnosis: Diagnosis,
  path: string,
  { isOwn, evidence }: { readonly isOwn: boolean; readonly evidence: Evidence },
): Diagnosis {
  return isOwn ? namingRun(diagnosis, runName(path)) : namingFile(diagnosis, path, evidence);
}

/** Adds this project's command for the verdict, with the run's name in it. */
export function namingRun(diagnosis: Diagnosis, run: string): Diagnosis {
  const { cause } = diagnosis.verdict;
  return withCommand(diagnosis, cause === "none" ? undefined : COMMANDS[cause]?.replace("RUN", run));
}

/**
 * For a history from elsewhere this project's commands do nothing: what it can do is judge again, with evidence. A recorded
 * program can be experimented on: the command tries what would decide between the causes that are left.
 */
function namingFile(diagnosis: Diagnosis, path: string, { recorded }: Evidence): Diagnosis {
  if (diagnosis.verdict.cause === "none") return withCommand(diagnosis, undefined);
  if (recorded === undefined) {
    return withCommand(diagnosis, `deno task diagnose ${path} --evidence EVIDENCE.json`);
  }
  const names = decidingExperiments(diagnosis, recorded);
  const folder = path.replace(/\/?record\.jsonl$/, "") || ".";
  return withCommand(
    diagnosis,
    names.length === 0
      ? undefined
      : `python -m wont_it_train probe ${recorded.program.script ?? "YOUR_SCRIPT.py"} --only ${
        names.join(",")
      } --into ${folder}`,
  );
}

function withCommand(
  { verdict: { command: _, ...verdict }, ...rest }: Diagnosis,
  command: string | undefined,
): Diagnosis {
  return { ...rest, verdict: { ...verdict, ...(command === undefined ? {} : { command }) } };
}
