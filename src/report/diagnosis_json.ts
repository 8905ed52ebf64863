/**
 * A diagnosis as plain data for other programs.
 *
 * @module
 */
import type { Diagnosis, History } from "../monitor/mod.ts";
import { headline, nextStep } from "./advice.ts";
import { checkpoint } from "./checkpoint_advice.ts";

/** Version of the layout. */
const JSON_VERSION = 1;

/** What `deno task diagnose --json` prints of one run. */
export function diagnosisJson(path: string, history: History, diagnosis: Diagnosis) {
  return {
    version: JSON_VERSION,
    path,
    format: history.format,
    series: (history.series ?? []).map(({ name, role, split, better }) => ({ name, role, split, better })),
    leftOut: history.leftOut ?? [],
    notes: history.notes,
    headline: headline(history, diagnosis),
    use: checkpoint(history, diagnosis) ?? null,
    next: nextStep(history, diagnosis),
    ...diagnosis,
  };
}
