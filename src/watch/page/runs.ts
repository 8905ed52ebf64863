/**
 * The runs as a table, and what differs in their settings.
 *
 * @module
 */
/// <reference lib="dom" />
import { element, make } from "../../page/dom.ts";
import { formatDuration, formatNumber } from "../../text/mod.ts";
import type { RunView } from "../view.ts";
import { runColour, shortName } from "./charts.ts";
import type { Shown } from "./shown.ts";

/** What a status means, in words. */
const MEANING: Readonly<Record<RunView["status"], string>> = {
  "waiting": "not begun: nothing is written yet",
  "reading": "being read and judged",
  "running": "training",
  "finished": "finished",
  "stopped early": "stopped early",
  "diverged": "diverged: the loss is no longer a number",
  "interrupted": "interrupted: no process trains it",
  "growing": "growing",
  "still": "nothing new for a while: over, or stuck",
  "unreadable": "cannot be read",
  "deleted": "deleted: this is how it stood",
};

/** How a run stands, in words. */
export function statusText({ status, problem }: RunView): string {
  return problem === undefined ? MEANING[status] : `${MEANING[status]}: ${problem}`;
}

/** Characters from which on a setting is given room. */
const LONG = 60;

/** What the reader may ask of the table. */
export interface RunsAsked {
  onShow(name: string, isShown: boolean): void;
  onFocus(name: string): void;
}

/** Shows all runs, those that are hidden too. */
export function showRuns(all: readonly RunView[], { focus, look, runs }: Shown, asked: RunsAsked): void {
  const body = element("runs");
  const had = document.activeElement?.getAttribute("data-key");
  body.replaceChildren(...all.map((view, index) => {
    const isShown = !look.hidden.includes(view.name);
    const box = make("input", {
      "type": "checkbox",
      "aria-label": `show ${view.name}`,
      "data-key": `show ${view.name}`,
    });
    box.checked = isShown;
    box.addEventListener("change", () => asked.onShow(view.name, box.checked));
    const name = make(
      "button",
      { class: "name", title: view.name, "data-key": view.name },
      shortName(view.name),
    );
    name.setAttribute("aria-pressed", String(view === focus));
    name.addEventListener("click", () => asked.onFocus(view.name));
    const swatch = make("span", { class: "swatch" });
    swatch.style.setProperty("--key", `var(${runColour(index)})`);
    const first = make("td", { class: "first" }, make("label", { class: "box" }, box, swatch), name);
    const cells = cellsOf(view).map(([title, text]) =>
      make("td", { "data-title": title, "class": text === "–" ? "none" : "" }, text)
    );
    const row = make("tr", { class: isShown ? "" : "off" }, first, ...cells);
    row.dataset.status = view.status;
    return row;
  }));
  for (const found of body.querySelectorAll<HTMLElement>("[data-key]")) {
    if (found.dataset.key === had) found.focus();
  }
  showDifferences(runs.map(({ view }) => view));
}

function cellsOf(view: RunView): [string, string][] {
  const loss = view.panels[0]?.lines ?? [];
  const held = loss.find(({ split }) => split === "held out");
  const value = (line: typeof held) => line?.y.length ? formatNumber(line.y.at(-1)!) : "–";
  const alarms = view.findings.filter(({ severity }) => severity !== "info");
  return [
    ["Status", statusText(view)],
    [view.unit === "epoch" ? "Epoch" : "Step", progress(view)],
    ["Training", value(loss.find(({ split }) => split === "train"))],
    ["Held out", value(held)],
    ["Seconds an epoch", view.secondsPerEpoch === undefined ? "–" : formatNumber(view.secondsPerEpoch, 2)],
    ["Left", view.secondsLeft === undefined ? "–" : `about ${formatDuration(view.secondsLeft)}`],
    ["The monitor", alarms[0]?.title ?? (view.entries === 0 ? "–" : "no alarm")],
  ];
}

function progress({ last, plannedEpochs }: RunView): string {
  return plannedEpochs === undefined ? String(last) : `${last} of ${plannedEpochs}`;
}

/** Settings in which the runs differ, one a row. */
function showDifferences(views: readonly RunView[]): void {
  const names = [...new Set(views.flatMap(({ settings }) => Object.keys(settings)))];
  const differing = names.filter((name) => new Set(views.map(({ settings }) => settings[name])).size > 1);
  element("differences").hidden = views.length < 2;
  element("differences-none").hidden = differing.length > 0;
  element("differences-table").hidden = differing.length === 0;
  element("differences-head").replaceChildren(
    make(
      "tr",
      {},
      make("th", { scope: "col" }, "Setting"),
      ...views.map(({ name }) => make("th", { scope: "col", title: name }, shortName(name))),
    ),
  );
  element("differences-body").replaceChildren(...differing.map((name) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, name),
      ...views.map(({ settings: { [name]: value = "–" } }) =>
        make("td", { class: value.length > LONG ? "long" : "" }, value)
      ),
    )
  ));
}
