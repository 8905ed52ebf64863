/**
 * Histories that frameworks wrote, labelled from their curves before the monitor saw them: each is read, none of the healthy
 * ones is warned, and what is said of the others is among what the label accepts.
 */
import { assert, assertEquals } from "@std/assert";
import { diagnose } from "../../src/monitor/mod.ts";
import { readHistory } from "../../src/monitor/readers/mod.ts";
import labels from "./fixtures/made/labels.json" with { type: "json" };

const FOLDER = new URL("fixtures/made/", import.meta.url);

for (const { file, kind, label, acceptable, unacceptable } of labels) {
  Deno.test(`made: ${file}: ${label}`, () => {
    const history = readHistory(Deno.readFileSync(new URL(file, FOLDER)));
    const { findings, verdict } = diagnose({ history, evidence: {} });
    const alarms = findings.filter(({ severity }) => severity !== "info").map(({ rule }) => rule);
    if (kind === "healthy") return assertEquals(alarms, []);
    const said = [verdict.cause, alarms[0]];
    assert(said.some((word) => acceptable.includes(word)), `${said} is not among ${acceptable}`);
    assert(!unacceptable.includes(verdict.cause), verdict.cause);
  });
}
