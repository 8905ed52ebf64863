import { type Claim, SAME_LOSS } from "./claim.ts";
import type { Section } from "../run_facts.ts";

/** Its title. */
export const CLAIMS_TITLE = "CLAIMS AUDIT";

/** The audit as a section of the quick summary. */
export function claimsSection(claims: readonly Claim[]): Section {
  const count = (outcome: Claim["outcome"]) => claims.filter((claim) => claim.outcome === outcome).length;
  return {
    title: CLAIMS_TITLE,
    lines: [
      `The original's checkable claims beside what was measured: ${count("agrees")} agree, ${
        count("disagrees")
      } disagree, ` +
      `${count("cannot be checked")} cannot be checked.`,
      `(Running losses within ${100 * SAME_LOSS}% of each other agree: a reproduction has another seed.)`,
      "",
      ...claims.flatMap((
        { quote, measured, outcome },
      ) => [`${outcome.toUpperCase().padEnd(18)} "${quote}"`, `${" ".repeat(18)} ${measured}`]),
    ],
  };
}
