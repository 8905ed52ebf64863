/**
 * The page: runs come in by events, the reader's look by the address.
 *
 * @module
 */
/// <reference lib="dom" />
import { element } from "../../page/dom.ts";
import type { Saved } from "../page.ts";
import type { RunView } from "../view.ts";
import { createCharts } from "./charts.ts";
import { createConnection } from "./connection.ts";
import type { Shown } from "./shown.ts";
import { showJudgement } from "./judgement.ts";
import { hashOf, type Look, lookOf, MOST_SMOOTH, SCALES } from "./look.ts";
import { createNetwork } from "./network.ts";
import { showRuns, statusText } from "./runs.ts";
import { type Move, moved } from "./stretch.ts";

/** Milliseconds after the last zoom before full resolution is asked for. */
const REST = 200;

const saved: Saved | null = JSON.parse(element("data").textContent!);
const views = new Map<string, RunView>(saved?.runs.map((view) => [view.name, view]));
const charts = createCharts({
  onZoom: (stretch) => look({ stretch }),
  onMove: move,
  onToggle: (line) =>
    look({
      off: looked.off.includes(line) ? looked.off.filter((one) => one !== line) : [...looked.off, line],
    }),
});
const network = createNetwork();
const connection = createConnection((view) => {
  tellNews(views.get(view.name), view);
  views.set(view.name, view);
  draw();
});
let looked: Look = lookOf(location.hash);
let resting: ReturnType<typeof setTimeout> | undefined;
let telling: ReturnType<typeof setTimeout> | undefined;
let isDue = false, isZoomDue = false;

/** Draws with the next frame, however much has come in. */
function draw(): void {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    const all = [...views.values()].toSorted((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
    const runs = all.map((view, index) => ({ view, index }))
      .filter(({ view }) => !looked.hidden.includes(view.name));
    const focus = all.find(({ name }) => name === looked.focus) ??
      (runs.find(({ view }) => view.status === "running") ?? runs[0])?.view;
    const shown: Shown = { runs, focus, look: looked };
    document.body.dataset.runs = String(all.length);
    element("empty").hidden = all.length > 0;
    element("runs-section").hidden = all.length === 0;
    showRuns(all, shown, {
      onShow: (name, isShown) =>
        look({ hidden: isShown ? looked.hidden.filter((one) => one !== name) : [...looked.hidden, name] }),
      onFocus: (name) => look({ focus: name, hidden: looked.hidden.filter((one) => one !== name) }),
    });
    charts.show(shown);
    network.show(focus);
    showJudgement(focus, (at) => {
      const width = Math.max(4, (focus?.last ?? 0) / 10);
      look({ stretch: [at - width, at + width] });
      element("charts").scrollIntoView({ block: "start" });
    });
    showStretch();
    element<HTMLSelectElement>("scale").value = looked.scale;
    element<HTMLInputElement>("smooth").value = String(looked.smooth);
  });
}

function showStretch(): void {
  element("stretch").textContent = looked.stretch === null
    ? "all"
    : `${Math.round(looked.stretch[0])} to ${Math.round(looked.stretch[1])}`;
}

/** Takes on another look, writes it into the address, and asks for what it shows. */
function look(changed: Partial<Look>): void {
  const before = looked;
  looked = { ...looked, ...changed };
  const isZoomed = String(before.stretch) !== String(looked.stretch);
  if (isZoomed) {
    zoom();
    askAgain();
  }
  if (Object.keys(changed).some((key) => key !== "stretch")) draw();
  tellAddress();
}

/** Shows the stretch with the next frame, however often it changed: what is there is drawn, points in between come later. */
function zoom(): void {
  if (isZoomDue) return;
  isZoomDue = true;
  requestAnimationFrame(() => {
    isZoomDue = false;
    charts.zoom(looked.stretch);
    showStretch();
  });
}

/** Browsers refuse an address that changes with every frame. */
function tellAddress(): void {
  clearTimeout(telling);
  telling = setTimeout(() => history.replaceState(null, "", hashOf(looked)), REST);
}

function askAgain(): void {
  if (saved !== null) return;
  clearTimeout(resting);
  resting = setTimeout(() => connection.ask(looked.stretch), REST);
}

/** What changed, for who does not see the page; a number that moves is no news. */
function tellNews(before: RunView | undefined, now: RunView): void {
  if (before === undefined) return;
  const fresh = now.findings.filter(({ rule, severity }) =>
    severity !== "info" && !before.findings.some((finding) => finding.rule === rule)
  );
  const news = [
    ...(before.status === now.status ? [] : [statusText(now)]),
    ...fresh.map(({ title }) => `new finding: ${title}`),
  ];
  if (news.length > 0) element("news").textContent = `${now.name}: ${news.join("; ")}`;
}

function move(by: Move): void {
  const last = Math.max(1, ...[...views.values()].map((view) => view.last));
  look({ stretch: moved(looked.stretch, last, by) });
}

const MOVES: Readonly<Record<string, () => void>> = {
  "zoom-in": () => move({ factor: 0.5 }),
  "zoom-out": () => move({ factor: 2 }),
  "earlier": () => move({ shift: -0.5 }),
  "later": () => move({ shift: 0.5 }),
  "whole": () => look({ stretch: null }),
};
for (const [id, act] of Object.entries(MOVES)) element(id).addEventListener("click", act);

const scale = element<HTMLSelectElement>("scale");
scale.addEventListener(
  "change",
  () => look({ scale: SCALES.find((name) => name === scale.value) ?? "auto" }),
);
const smooth = element<HTMLInputElement>("smooth");
smooth.max = String(MOST_SMOOTH);
smooth.addEventListener("input", () => look({ smooth: Number(smooth.value) }));
addEventListener("hashchange", () => {
  const before = looked;
  looked = lookOf(location.hash);
  draw();
  if (String(before.stretch) !== String(looked.stretch)) askAgain();
});

if (saved === null) connection.ask(looked.stretch);
else element("connection").textContent = `as it stood on ${new Date(saved.at).toLocaleString("en-GB")}`;
draw();
