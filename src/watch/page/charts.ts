/**
 * The curves: one chart a quantity, all runs in it, with what happened marked at its place.
 *
 * @module
 */
/// <reference lib="dom" />
import { type Chart, createChart } from "../../page/chart.ts";
import { element, make } from "../../page/dom.ts";
import { tellValues } from "../../page/values.ts";
import { formatNumber } from "../../text/mod.ts";
import { columnsOf } from "./columns.ts";
import { lineName, type Look } from "./look.ts";
import { isLogarithmic } from "./scale.ts";
import { levelsOf, marksOf } from "./marks.ts";
import type { DrawnLine, Shown } from "./shown.ts";
import { smoothed } from "./smoothed.ts";
import type { Move } from "./stretch.ts";
import type { Stretch } from "../thin.ts";
import type { RunView } from "../view.ts";

/** Colours of lines and of runs, as custom properties. */
const COLOURS = ["--blue", "--vermillion", "--green", "--purple", "--orange", "--sky", "--ink"];

/** More names than this are counted instead. */
const KEYS = 8;

/** With more runs lines are thin, which is many times faster to draw where no graphics processor does it; dashes cost little. */
const MANY = 4;

/** The colour of the run that came so many after the first. */
export function runColour(index: number): string {
  return COLOURS[index % COLOURS.length];
}

interface Panel {
  readonly figure: HTMLElement;
  /** Draws what it was last given, when it is in sight. */
  update(lines: readonly DrawnLine[], shown: Shown, place: Place): void;
  zoom(stretch: Look["stretch"]): void;
  remove(): void;
}

/** Where a chart stands among the others. */
interface Place {
  readonly isFirst: boolean;
  /** What all of them show where nothing is zoomed. */
  readonly whole: Stretch;
}

/** All charts of the page. */
export interface Charts {
  show(shown: Shown): void;
  /** Another stretch of what is shown already, which is all that a frame has time for. */
  zoom(stretch: Look["stretch"]): void;
}

/** What the reader does in a chart. */
export interface ChartsAsked {
  onZoom(stretch: Look["stretch"]): void;
  onMove(by: Move): void;
  /** A line is to be drawn no more, or again. */
  onToggle(line: string): void;
}

export function createCharts(asked: ChartsAsked): Charts {
  const container = element("charts");
  const panels = new Map<string, Panel>();
  return {
    show(shown) {
      const titles = [...new Set(shown.runs.flatMap(({ view }) => view.panels.map(({ title }) => title)))];
      const whole = wholeOf(shown);
      for (const [title, panel] of panels) {
        if (titles.includes(title)) continue;
        panel.remove();
        panels.delete(title);
      }
      titles.forEach((title, at) => {
        const panel = panels.get(title) ?? createPanel(title, asked);
        panels.set(title, panel);
        if (container.children[at] !== panel.figure) {
          container.insertBefore(panel.figure, container.children[at]);
        }
        panel.update(linesOf(title, shown), shown, { isFirst: at === 0, whole });
      });
    },
    zoom: (stretch) => panels.forEach((panel) => panel.zoom(stretch)),
  };
}

/** From the first place to the last of all that is shown, so that one epoch lies at one place in every chart. */
function wholeOf({ runs }: Shown): Stretch {
  const lines = runs.flatMap(({ view: { panels } }) => panels.flatMap(({ lines }) => lines));
  const held = lines.filter(({ x }) => x.length > 0);
  const from = Math.min(...held.map(({ x }) => x[0])), to = Math.max(...held.map(({ x }) => x.at(-1)!));
  return from < to ? [from, to] : null;
}

/** The lines of a chart: of one run each has its colour; of several each run has one, and rows that train are dashed. */
function linesOf(title: string, { runs, focus, look: { off, smooth } }: Shown): DrawnLine[] {
  const having = runs.filter(({ view }) => view.panels.some((panel) => panel.title === title));
  const drawn = having.some(({ view }) => isCrowded(view, title))
    ? [having.find(({ view }) => view === focus) ?? having[0]]
    : having;
  const isOne = drawn.length === 1;
  return drawn.flatMap(({ view: run, index }) => {
    const lines = run.panels.find((panel) => panel.title === title)!.lines;
    const isMixed = lines.some(({ split }) => split !== lines[0].split);
    return lines.flatMap((line, at): DrawnLine[] => {
      const series = {
        label: isOne ? line.label : `${shortName(run.name)}: ${line.label}`,
        colour: runColour(isOne ? at : index),
        width: drawn.length > MANY ? 1 : line.split === "train" && isMixed ? 1.4 : 2,
        ...(!isOne && isMixed && line.split === "train" ? { dash: [5, 4] } : {}),
        ...(line.x.length === 1 ? { dots: true } : {}),
        ...(off.includes(lineName(run.name, title, line.label)) ? { off: true } : {}),
      };
      if (smooth === 0) return [{ run, line, points: line, series }];
      return [
        { run, line, points: line, series: { ...series, width: 1, faint: true } },
        { run, line, points: smoothed(line.mean ?? line, smooth), series },
      ];
    });
  });
}

/** With several lines of one kind a run the colours cannot tell both runs and lines apart, so one run is drawn. */
function isCrowded({ panels }: RunView, title: string): boolean {
  const splits = panels.find((panel) => panel.title === title)!.lines.map(({ split }) => split);
  return new Set(splits).size < splits.length;
}

function createPanel(title: string, asked: ChartsAsked): Panel {
  const keys = make("p", { class: "keys" });
  const plot = make("div", { class: "plot" });
  const heading = make("h3", {}, title);
  const figure = make("figure", {}, make("figcaption", {}, heading, keys), plot);
  let chart: Chart | undefined, signature = "", isInSight = false, draw: (() => void) | undefined;
  let zoomed: Stretch = null, whole: Stretch = null, drawn: readonly DrawnLine[] = [];
  const sight = new IntersectionObserver(([{ isIntersecting }]) => {
    isInSight = isIntersecting;
    if (isInSight) drawNow();
  }, { rootMargin: "200px" });
  sight.observe(figure);

  function drawNow(): void {
    draw?.();
    draw = undefined;
    chart?.zoom(zoomed ?? whole);
  }

  return {
    figure,
    update(lines, shown, { isFirst, whole: all }) {
      whole = all;
      zoomed = shown.look.stretch;
      draw = () => {
        const isOneOfMany = shown.runs.length > 1 && lines.every(({ run }) => run === lines[0].run);
        heading.textContent = isOneOfMany ? `${title}: ${shortName(lines[0].run.name)}` : title;
        drawn = lines;
        const visible = lines.filter(({ series }) => !series.off);
        const log = isLogarithmic(
          visible.map(({ line, points }) => ({ better: line.better, y: points.y })),
          shown.look.scale,
        );
        const unit = [...new Set(shown.runs.map(({ view }) => view.unit))].join(" or ");
        const now = JSON.stringify([log, unit, lines.map(({ run, series }) => [run.name, series])]);
        if (chart === undefined || now !== signature) {
          chart?.remove();
          signature = now;
          showKeys(keys, lines, ({ run, line }) => asked.onToggle(lineName(run.name, title, line.label)));
          chart = createChart(plot, {
            series: lines.map(({ series }) => series),
            height: 220,
            xLabel: unit,
            yLabel: "",
            log,
            sync: "watch",
            onZoom: asked.onZoom,
            onMove: asked.onMove,
            onCursor: (x, values) => showValues(keys, drawn, x === null ? last(drawn) : values, x),
          });
        }
        chart.show(columnsOf(lines.map(({ points }) => points), log), {
          marks: marksOf(title, lines, shown, isFirst),
          levels: isFirst ? levelsOf(shown) : [],
        });
        showValues(keys, lines, last(lines), null);
        chart.describe(description(title, lines, unit));
      };
      if (isInSight) drawNow();
    },
    zoom(stretch) {
      zoomed = stretch;
      if (isInSight) chart?.zoom(zoomed ?? whole);
    },
    remove() {
      sight.disconnect();
      chart?.remove();
      figure.remove();
    },
  };
}

function last(lines: readonly DrawnLine[]): readonly (number | null)[] {
  return lines.map(({ points }) => points.y.at(-1) ?? null);
}

/** Names of the lines, which hide them and show them again; a line behind its smoothed one has none. */
function showKeys(
  container: HTMLElement,
  lines: readonly DrawnLine[],
  onToggle: (line: DrawnLine) => void,
): void {
  const had = document.activeElement?.getAttribute("data-key");
  const named = lines.filter(({ series }) => !series.faint);
  container.replaceChildren(
    ...named.slice(0, KEYS).map((drawn) => {
      const { series, run } = drawn;
      const key = make("button", { class: "key", title: run.name, "data-key": series.label });
      key.append(`${series.label} `, make("b"));
      key.style.setProperty("--key", `var(${series.colour})`);
      key.classList.toggle("dashed", series.dash !== undefined);
      key.setAttribute("aria-pressed", String(!series.off));
      key.addEventListener("click", () => onToggle(drawn));
      return key;
    }),
    [
      ...(named.length > KEYS ? [`and ${named.length - KEYS} more lines`] : []),
      ...(named.some(({ series }) => series.dash !== undefined) ? ["dashed: training"] : []),
    ].join("; "),
    " ",
    make("span", { class: "at" }),
  );
  for (const key of container.querySelectorAll<HTMLElement>("[data-key]")) {
    if (key.dataset.key === had) key.focus();
  }
}

/** The lines' values at the cursor or at the end: as they were measured, also of a smoothed line. */
function showValues(
  keys: HTMLElement,
  lines: readonly DrawnLine[],
  values: readonly (number | null)[],
  x: number | null,
): void {
  const told = values.filter((_, at) => lines[at].points === lines[at].line);
  tellValues(
    keys,
    told.map((value) => value === null ? "none" : formatNumber(value)),
    x === null ? "" : `at ${x}`,
  );
}

function description(title: string, lines: readonly DrawnLine[], unit: string): string {
  const named = lines.filter(({ series }) => !series.faint && !series.off).slice(0, KEYS);
  const told = named.map(({ series, points: { x, y } }) =>
    y.length === 0
      ? `${series.label}: no finite value`
      : `${series.label}: from ${formatNumber(y[0])} at ${unit} ${x[0]} to ${formatNumber(y.at(-1)!)} at ${
        x.at(-1)
      }`
  );
  return `${title}. ${told.join("; ")}.`;
}

/** The end of a path, which is what tells runs apart. */
export function shortName(name: string): string {
  return name.replace(/\/(metrics|results|progress|history|training_history|training|log|record)\.\w+$/, "")
    .split("/")
    .slice(-2)
    .join("/").replace(/^models\//, "");
}
