/**
 * The fault study as a Markdown table.
 *
 * @module
 */
import { formatProportion } from "../../evaluation/proportion.ts";
import type { Score, Summary } from "./score.ts";

/** Tables of faults and of healthy runs. */
export function faultTable({ seeds, tunedOn, faults, allFaults, healthy, allHealthy }: Summary): string {
  const row = ({ kind, fromHistory, detected, namedFirst, causeFirst }: Score) =>
    `| ${kind} | ${formatProportion(fromHistory)} | ${formatProportion(detected)} | ${
      formatProportion(namedFirst)
    } | ${formatProportion(causeFirst)} |`;
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
    ...healthy.map(({ kind, falseAlarms }) => `| ${kind} | ${formatProportion(falseAlarms)} |`),
    `| **all healthy runs** | ${formatProportion(allHealthy)} |`,
    "",
  ].join("\n");
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
