/**
 * The fault study as a Markdown table.
 *
 * @module
 */
import type { Proportion } from "../evaluation/proportion.ts";

/** What the table shows; shares with their 95% Wilson intervals. */
export interface FaultStudy {
  readonly seeds: readonly number[];
  readonly tunedOn: readonly number[];
  readonly faults: readonly FaultScore[];
  readonly allFaults: FaultScore;
  readonly healthy: readonly { readonly kind: string; readonly falseAlarms: Proportion }[];
  readonly allHealthy: Proportion;
}

/** One kind of fault. */
export interface FaultScore {
  readonly kind: string;
  readonly fromHistory: Proportion;
  readonly detected: Proportion;
  readonly namedFirst: Proportion;
  readonly causeFirst: Proportion;
}

/** Tables of faults and of healthy runs. */
export function faultTable({ seeds, tunedOn, faults, allFaults, healthy, allHealthy }: FaultStudy): string {
  const row = ({ kind, fromHistory, detected, namedFirst, causeFirst }: FaultScore) =>
    `| ${kind} | ${share(fromHistory)} | ${share(detected)} | ${share(namedFirst)} | ${share(causeFirst)} |`;
  return [
    "# Does the monitor find what is known to be wrong?",
    "",
    `Seeds ${listed(seeds)}` +
    (tunedOn.length > 0 ? `; the rules were tuned on seeds ${listed(tunedOn)}, which are left out.` : "."),
    "Each cell: how many runs of how many, and the 95% Wilson interval in per cent. Evidence is what was measured beside " +
    "the history.",
    "",
    "| fault | detected from the history alone | detected with evidence | named first | cause ranked first |",
    "|---|---|---|---|---|",
    ...faults.map(row),
    row({ ...allFaults, kind: "**all faults**" }),
    "",
    "| healthy run | false alarms |",
    "|---|---|",
    ...healthy.map(({ kind, falseAlarms }) => `| ${kind} | ${share(falseAlarms)} |`),
    `| **all healthy runs** | ${share(allHealthy)} |`,
    "",
  ].join("\n");
}

function share({ successes, trials, low, high }: Proportion): string {
  return `${successes} of ${trials} (${(100 * low).toFixed(0)}-${(100 * high).toFixed(0)})`;
}

/** Seeds as ranges: 5-9, 12. */
function listed(seeds: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const seed of seeds.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && seed === last[1] + 1) last[1] = seed;
    else ranges.push([seed, seed]);
  }
  return ranges.map(([first, last]) => first === last ? `${first}` : `${first}-${last}`).join(", ");
}
