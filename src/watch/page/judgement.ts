/**
 * What the monitor says of the run in focus.
 *
 * @module
 */
/// <reference lib="dom" />
import { element, make } from "../../page/dom.ts";
import { formatNumber } from "../../text/mod.ts";
import type { PlacedFinding, RunView } from "../view.ts";
import { shortName } from "./charts.ts";
import { statusText } from "./runs.ts";

/** @param onPlace told when the reader wants to see where on the curve a finding lies */
export function showJudgement(view: RunView | undefined, onPlace: (at: number) => void): void {
  element("judgement").hidden = view === undefined;
  if (view === undefined) return;
  const { verdict, findings, notTested, notes, alerts, unit } = view;
  element("judged").textContent = shortName(view.name);
  element("stands").textContent = `${statusText(view)}. ${view.format}, ${view.entries} ${unit}s${
    view.writtenAt === 0 ? "" : `, last written ${new Date(view.writtenAt).toLocaleString("en-GB")}`
  }.`;
  element("verdict").replaceChildren(
    make("p", { class: "summary" }, verdict.statement),
    ...(verdict.cause === undefined ? [] : [make("p", {}, make("b", {}, "Likely cause: "), verdict.cause)]),
    ...(verdict.action === "" ? [] : [make("p", {}, make("b", {}, "Next: "), verdict.action)]),
    ...(verdict.command === undefined ? [] : [make("p", {}, make("code", {}, verdict.command))]),
  );
  const opened = new Set(
    [...document.querySelectorAll("#findings details[open]")].map((found) => found.getAttribute("data-rule")),
  );
  element("findings").replaceChildren(...findings.map((finding) => item(finding, unit, opened, onPlace)));
  fill(
    "milestones",
    alerts.map(({ epoch, flag, loss, message }) =>
      make("li", { class: flag }, `Epoch ${epoch}: ${flag}, running loss ${formatNumber(loss)}. ${message}`)
    ),
  );
  fill("notes", notes.map((note) => make("li", {}, note)));
  fill(
    "not-tested",
    notTested.map(({ rule, how }) => make("li", {}, make("b", {}, words(rule)), `: ${how}`)),
  );
  element("not-tested-count").textContent = String(notTested.length);
}

function item(
  { rule, severity, title, remedy, facts, at }: PlacedFinding,
  unit: string,
  opened: ReadonlySet<string | null>,
  onPlace: (at: number) => void,
): HTMLElement {
  const more = make(
    "details",
    { "data-rule": rule },
    make("summary", {}, `${words(rule)}: the evidence`),
    make(
      "dl",
      {},
      ...Object.entries(facts).flatMap(([name, value]) => [
        make("dt", {}, inWords(name)),
        make("dd", {}, factText(value)),
      ]),
    ),
  );
  more.open = opened.has(rule);
  const place = make("button", { class: "place" }, `${unit} ${at}`);
  place.addEventListener("click", () => onPlace(at!));
  return make(
    "li",
    { class: severity },
    make("p", { class: "title" }, make("span", { class: "severity" }, severity), ` ${title} `),
    ...(at === undefined ? [make("p", { class: "muted" }, "the whole run")] : [place]),
    ...(severity === "info" ? [] : [make("p", {}, make("b", {}, "Remedy: "), remedy)]),
    ...(Object.keys(facts).length === 0 ? [] : [more]),
  );
}

/** Fills a list and hides its section where there is nothing. */
function fill(id: string, items: readonly HTMLElement[]): void {
  element(id).replaceChildren(...items);
  element(`${id}-section`).hidden = items.length === 0;
}

function words(rule: string): string {
  return rule.replaceAll("-", " ");
}

/** `bestHeldOut` -> `best held out` */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function factText(value: PlacedFinding["facts"][string]): string {
  if (typeof value === "number") return formatNumber(value);
  if (Array.isArray(value)) return value.map((one) => formatNumber(one)).join(", ");
  return value === null ? "none" : String(value);
}
