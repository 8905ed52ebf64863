/**
 * A diagnosis as plain data for other programs.
 *
 * @module
 */
import type { Diagnosis, History } from "../monitor/mod.ts";
import { unitOf } from "../monitor/series.ts";
import { headline } from "./headline.ts";
import { leading } from "./leading.ts";
import { nextStep } from "./next_step.ts";
import { checkpoint, NO_CHECKPOINT } from "./checkpoint_advice.ts";
import { checksLeft } from "./diagnosis_text.ts";
import { bestOf } from "./best.ts";

/** Version of the layout: raised when a field goes or changes its meaning. */
const JSON_VERSION = 2;

/** What `deno task diagnose --json` prints of one run. */
export function diagnosisJson(path: string, history: History, diagnosis: Diagnosis) {
  const { findings, notTested, clear, verdict } = diagnosis;
  const use = checkpoint(history, diagnosis), best = bestOf(history);
  return {
    version: JSON_VERSION,
    path,
    format: history.format,
    series: (history.series ?? []).map(({ name, role, split, better }) => ({ name, role, split, better })),
    leftOut: history.leftOut ?? [],
    notes: history.notes,
    headline: headline(history, diagnosis),
    /** Of what the headline says: critical, warning, info, or null where nothing was found. */
    severity: leading(diagnosis)?.severity ?? null,
    use: use ?? null,
    /** Best value of the series that runs are compared by, and where; none where nothing is worth keeping. */
    best: best === undefined || use?.startsWith(NO_CHECKPOINT) ? null : { ...best, unit: unitOf(history) },
    next: nextStep(history, diagnosis),
    findings,
    notTested: checksLeft(history, notTested),
    clear,
    verdict: {
      ...verdict,
      rivals: verdict.rivals.filter((rival) => rival.for.length + rival.against.length > 0),
    },
  };
}
