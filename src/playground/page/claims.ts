/// <reference lib="dom" />
import { element, make } from "../../page/dom.ts";
import type { Claim } from "../../report/claims/claim.ts";

/** The report's claims, each beside what was measured. */
export function showClaims(claims: readonly Claim[]): void {
  const count = (outcome: Claim["outcome"]) => claims.filter((claim) => claim.outcome === outcome).length;
  element("claims-count").textContent =
    `Of its ${claims.length} statements that can be held against a measurement or a ` +
    `calculation, ${count("agrees")} agree, ${count("disagrees")} disagree, ${
      count("cannot be checked")
    } cannot be checked.`;
  element("claims").append(...claims.map(({ quote, measured, outcome }) =>
    make(
      "tr",
      {},
      make("td", {}, `“${quote}”`),
      make("td", {}, measured),
      make("td", { class: outcome }, outcome),
    )
  ));
}
