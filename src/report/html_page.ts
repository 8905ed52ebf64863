/**
 * The quick summary as one self-contained HTML page with its figures.
 *
 * @module
 */
import { formatNumber } from "../text/mod.ts";
import { decide, DECISION_TREE, MILESTONES } from "./plan/mod.ts";
import {
  decisionTree,
  gradientNorms,
  lossByFrequency,
  lossCurve,
  runningAgainstFrozen,
} from "../plots/mod.ts";
import { escapeMarkup } from "../text/mod.ts";
import { CONTENT_SECURITY } from "./content_security.ts";
import type { Audit } from "./claims/audit.ts";
import { CLAIMS_TITLE } from "./claims/section.ts";
import { capitalised, claimsHtml, linesHtml } from "./lines_html.ts";
import { rootCause, statusLines } from "./quick_summary_findings.ts";
import { summarySections } from "./quick_summary.ts";
import { DECISION_TITLE } from "./quick_summary_plan.ts";
import type { RunFacts, Section } from "./run_facts.ts";

/** Figures stand after the section whose text they show. */
type Figures = Readonly<Record<string, readonly string[]>>;

/** The page. */
export function htmlPage(facts: RunFacts, audit?: Audit): string {
  const figures = figuresOf(facts, audit);
  const sections = summarySections(facts, audit?.claims).map((section) =>
    `<section>\n<h2>${escapeMarkup(capitalised(section.title))}</h2>\n${
      bodyOf(section, { audit, drawn: figures[section.title] ?? [] })
    }\n${(figures[section.title] ?? []).map((svg) => `<figure>${svg}</figure>`).join("\n")}</section>`
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
${CONTENT_SECURITY}
<meta name="viewport" content="width=device-width">
<title>Quick summary of ${escapeMarkup(facts.name)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
h1 { margin-bottom: 0; }
h2 { border-top: 1px solid #ccc; padding-top: 1rem; font-size: 1.1rem; }
h3 { font-size: 1rem; margin-bottom: 0.2rem; }
ul { margin-top: 0.2rem; padding-left: 1.4rem; }
li.mark { list-style: none; text-indent: -1.2rem; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border-bottom: 1px solid #ccc; padding: 0.3rem 0.7rem 0.3rem 0; text-align: left; vertical-align: top; }
figure { margin: 1rem 0; overflow-x: auto; }
.status { font-weight: 600; }
</style>
<h1>Quick summary of ${escapeMarkup(facts.name)}</h1>
<p>${escapeMarkup(facts.date)}</p>
${statusLines(facts).map((line) => `<p class="status">${escapeMarkup(line)}</p>`).join("\n")}
${sections.join("\n")}
</html>
`;
}

/** The audit is a table; a decision tree that is drawn says all that its lines say. */
function bodyOf(
  { title, lines }: Section,
  { audit, drawn }: { readonly audit?: Audit; readonly drawn: readonly string[] },
): string {
  if (title === CLAIMS_TITLE && audit !== undefined) return claimsHtml(audit.claims);
  if (title === DECISION_TITLE && drawn.length > 0) return linesHtml(lines.slice(-1));
  return linesHtml(lines);
}

function figuresOf(
  { history, evidence, target, frequenciesHz, diagnosis }: RunFacts,
  audit?: Audit,
): Figures {
  const { frozen, targetVariance } = evidence;
  const running = history.trainLoss.map((loss) => loss ?? NaN);
  const byGroup = history.trainLossByGroup?.filter((row) => row !== null);
  const lastRow = byGroup?.at(-1);
  return {
    "TRAINING RUN SUMMARY": [
      lossCurve({
        runningLoss: running,
        published: audit?.published.trainLoss,
        milestones: MILESTONES,
        target,
      }),
      ...(byGroup === undefined ? [] : [
        lossByFrequency({
          hertz: frequenciesHz,
          runningLoss: byGroup,
          testMse: history.heldOutLossByGroup ?? [],
          target,
        }),
      ]),
    ],
    "PRIMARY DIAGNOSIS":
      frozen?.testMseByGroup === undefined || lastRow === undefined || targetVariance === undefined ? [] : [
        runningAgainstFrozen({
          runningLoss: running,
          testMse: history.heldOutLoss ?? [],
          zeroPredictor: targetVariance,
          byFrequency: frequenciesHz.map((hertz, i) => ({
            hertz,
            running: lastRow[i],
            frozen: frozen.testMseByGroup![i],
          })),
        }),
      ],
    "KEY FINDINGS": history.gradientNorm === undefined || history.gradientNormMax === undefined ||
        history.settings.clipNorm === undefined
      ? []
      : [
        gradientNorms({
          median: numbers(history.gradientNorm),
          max: numbers(history.gradientNormMax),
          clippedShare: numbers(history.clippedShare ?? []),
          clipNorm: history.settings.clipNorm,
        }),
      ],
    [DECISION_TITLE]: frozen === undefined ? [] : [tree(frozen.testMse, diagnosis.verdict.cause)],
  };
}

function tree(testMse: number, cause: RunFacts["diagnosis"]["verdict"]["cause"]): string {
  const { grade, action } = decide(testMse, rootCause(cause));
  const taken = DECISION_TREE.findIndex((branch) => branch.grade === grade);
  return decisionTree({
    measured: `test MSE ${formatNumber(testMse)}`,
    branches: DECISION_TREE.map((branch, i) => ({
      ...(branch.below === Infinity ? {} : { condition: `test MSE < ${branch.below}` }),
      verdict: branch.grade,
      advice: i === taken ? action : branch.action,
    })),
    taken,
  });
}

function numbers(series: readonly (number | null)[]): number[] {
  return series.map((value) => value ?? NaN);
}
