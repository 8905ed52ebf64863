/// <reference lib="dom" />
import { element, make } from "../../page/dom.ts";
import type { Claim } from "../../report/claims/claim.ts";

/** The report's claims, each beside what was measured. */
export function showClaims(claims: readonly Claim[]): void {
  const count = (outcome: Claim["outcome"]) => claims.filter((claim) => claim.outcome === outcome).length;
  element("claims-count").textContent = `Of ${claims.length} of its statements ${
    count("agrees")
  } agree with a measurement or a calculation, ${count("disagrees")} disagree, ${
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
