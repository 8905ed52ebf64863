/**
 * What the monitor says of a run as one offline page: curves with every finding marked where it shows, evidence, remedy.
 *
 * @module
 */
import { type Diagnosis, type Finding, type History, type LoggedSeries, RULES } from "../monitor/mod.ts";
import { leadingRate } from "../monitor/logged.ts";
import { unitOf } from "../monitor/series.ts";
import { runCurves, type RunMark, type RunPanel } from "../plots/run_curves.ts";
import { escapeMarkup, formatNumber } from "../text/mod.ts";
import { headline } from "./headline.ts";
import { leading, placeOf } from "./leading.ts";
import { nextStep } from "./next_step.ts";
import { asSentence, reason } from "./reason.ts";
import { sureness } from "./sureness.ts";
import { checkpoint } from "./checkpoint_advice.ts";
import { CONTENT_SECURITY } from "./content_security.ts";
import { checksLeft } from "./diagnosis_text.ts";
import { shortNames, shownSeries } from "./shown_series.ts";
import { extent } from "./short_text.ts";

/** Width of the figures for narrow screens, in pixels. */
const NARROW = 358;

/** Names of series that were left out, before the rest is counted. */
const NAMES_SHOWN = 8;

/** The page; `name` is what the file is called. */
export function diagnosisPage(history: History, diagnosis: Diagnosis, name: string): string {
  const { findings, notTested } = diagnosis;
  const left = checksLeft(history, notTested);
  const use = checkpoint(history, diagnosis), why = reason(history, diagnosis);
  const alarm = findings.some(({ severity }) => severity !== "info");
  const advice: readonly (readonly [string, string | undefined])[] = [
    // what no finding says stands nowhere else on the page
    ["Why", why === undefined || leading(diagnosis) !== undefined ? undefined : asSentence(why)],
    ["Use", use],
    ["Next", asSentence(nextStep(history, diagnosis))],
    ["Sure?", sureness(history, diagnosis)],
    ["Note", history.notes.join("; ") || undefined],
    ["Left out", counted(history.leftOut ?? [])],
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${CONTENT_SECURITY}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${escapeMarkup(headline(history, diagnosis))}: ${escapeMarkup(name)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeMarkup(name)}</h1>
<p class="muted">${escapeMarkup(`${extent(history)} (${history.format})`)}</p>
<p class="headline${alarm ? " alarm" : ""}">${escapeMarkup(headline(history, diagnosis))}</p>
<dl>
${
    advice.flatMap(([term, text]) =>
      text === undefined ? [] : [`<dt>${term}</dt><dd>${escapeMarkup(text)}</dd>`]
    ).join("\n")
  }
</dl>
${figures(history, findings)}
<h2>Findings</h2>
${
    findings.length === 0
      ? "<p>None.</p>"
      : findings.map((finding, i) => article(history, finding, i + 1)).join("\n")
  }
<details>
<summary>${left.length} checks that need more than this file</summary>
<ul>
${left.map(({ rule, how }) => `<li><b>${escapeMarkup(rule)}</b>: ${escapeMarkup(how)}</li>`).join("\n")}
</ul>
</details>
</main>
</body>
</html>
`;
}

/** The same figure twice: the style sheet shows the one that fits. */
function figures(history: History, findings: readonly Finding[]): string {
  const panels = panelsOf(history);
  if (panels.length === 0) return "";
  const marks = findings.flatMap((finding, i): RunMark[] => {
    const at = placeOf(finding);
    return at === undefined ? [] : [{ number: i + 1, at, isAlarm: finding.severity !== "info" }];
  });
  const draw = (width?: number) =>
    runCurves({
      title: "Curves",
      unit: unitOf(history),
      panels,
      marks,
      ...(width === undefined ? {} : { width }),
    });
  const told = marks.length === 0
    ? ""
    : `<p class="muted">The numbers are those of the findings below.</p>\n`;
  return `<h2>Curves</h2>\n${told}<figure class="wide">${draw()}</figure>\n<figure class="narrow">${
    draw(NARROW)
  }</figure>`;
}

/** Losses on one axis, the metric or reward on another, what the run is judged by first; the learning rate below. */
function panelsOf(history: History): readonly RunPanel[] {
  const shown = shownSeries(history), rate = leadingRate(history.series ?? []);
  const names = shortNames(shown.map(({ name }) => name));
  const isLoss = ({ role }: LoggedSeries) => role === "loss" || role === "loss term";
  const panel = (label: string, series: readonly LoggedSeries[]): RunPanel => ({
    label,
    isLinear: series.some(({ better }) => better === "higher"),
    curves: series.map((one) => ({
      label: names[shown.indexOf(one)] ?? one.name,
      at: one.at,
      values: one.values,
    })),
  });
  const losses = shown.filter(isLoss), rest = shown.filter((series) => !isLoss(series));
  const judged = [panel("loss", losses), panel(rest[0]?.role ?? "metric", rest)];
  return [
    ...(shown[0] !== undefined && isLoss(shown[0]) ? judged : judged.toReversed()),
    panel("learning rate", rate === undefined ? [] : [rate]),
  ].filter(({ curves }) => curves.length > 0);
}

function article(history: History, finding: Finding, number: number): string {
  const { rule, severity, title, facts, remedy } = finding;
  const at = placeOf(finding);
  const source = RULES.find(({ name }) => name === rule)?.source;
  const rows = Object.entries(facts).filter(([, value]) => value !== null).map(([key, value]) =>
    `<tr><th scope="row">${escapeMarkup(spaced(key))}</th><td>${escapeMarkup(shownValue(value))}</td></tr>`
  );
  return `<article>
<h3><span class="number ${severity}">${number}</span> ${escapeMarkup(rule.replaceAll("-", " "))}${
    at === undefined ? "" : ` <span class="muted">${unitOf(history)} ${at}</span>`
  }</h3>
<p><b>${severity}</b>: ${escapeMarkup(title)}</p>
${severity === "info" ? "" : `<p>Remedy: ${escapeMarkup(remedy)}</p>`}
${rows.length === 0 ? "" : `<details><summary>Evidence</summary><table>${rows.join("")}</table></details>`}
${source === undefined ? "" : `<p class="muted">Source: ${escapeMarkup(source)}</p>`}
</article>`;
}

/** Names, the first of them before the rest is counted: a file may hold hundreds. */
function counted(names: readonly string[]): string | undefined {
  const more = names.length - NAMES_SHOWN;
  if (names.length === 0) return undefined;
  return names.slice(0, NAMES_SHOWN).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** "trendPValue" as "trend p value". */
function spaced(key: string): string {
  return key.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/([A-Z])([A-Z])/g, "$1 $2").toLowerCase();
}

function shownValue(value: Finding["facts"][string]): string {
  if (typeof value === "number") return formatNumber(value);
  return Array.isArray(value) ? value.map((entry) => formatNumber(entry)).join(", ") : String(value);
}

const STYLE = `
:root { --ink: #1b1f24; --muted: #59626d; --line: #dfe3e8; --paper: #fff; --alarm: #a33f00; --calm: #00664a; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #eceff2; --muted: #a8b1bb; --line: #363c44; --paper: #15181c; --alarm: #f59a63; --calm: #46c9a2; }
}
body { font: 16px/1.5 system-ui, "Segoe UI", Helvetica, Arial, sans-serif; color: var(--ink); background: var(--paper); margin: 0; }
main { max-width: 48rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.3rem; margin: 0; }
h2 { font-size: 1.1rem; border-top: 1px solid var(--line); padding-top: 1rem; }
h3 { font-size: 1rem; margin-bottom: 0; }
.muted { color: var(--muted); font-weight: normal; margin: 0; }
.headline { font-size: 1.5rem; font-weight: 700; line-height: 1.25; margin: 1rem 0; color: var(--calm); }
.headline.alarm { color: var(--alarm); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.3rem 1rem; }
dt { font-weight: 600; }
dd { margin: 0; }
@media (max-width: 30rem) { dl { display: block; } dd { margin-bottom: 0.4rem; } }
figure { margin: 1rem 0; }
.narrow { display: none; }
@media screen and (max-width: 48rem) { .wide { display: none; } .narrow { display: block; } }
.number { display: inline-block; min-width: 1.5rem; text-align: center; border-radius: 1rem; border: 2px solid var(--muted); }
.number.warning, .number.critical { border-color: var(--alarm); }
article p { margin: 0.2rem 0; }
main > details { margin-top: 1rem; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid var(--line); padding: 0.2rem 1rem 0.2rem 0; text-align: left; font-weight: normal; vertical-align: top; }
@media print {
  .wide svg { width: auto; max-height: 17cm; }
  h2, h3 { break-after: avoid; }
  article, figure { break-inside: avoid; }
  ::details-content { content-visibility: visible; height: auto; }
}
`;
