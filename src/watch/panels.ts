/**
 * From a history to the charts that it has lines for.
 *
 * @module
 */
import type { History, LoggedSeries, Series } from "../monitor/mod.ts";
import { isLog, isWhole } from "../monitor/series.ts";
import type { Column, Points } from "./thin.ts";

/** One line of a chart. */
export interface Line extends Points {
  readonly label: string;
  readonly split: "train" | "held out";
  /** Which way it gets better, where its name says so. */
  readonly better?: LoggedSeries["better"];
  /** Means of equal parts of the line, where it was thinned. */
  readonly mean?: Points;
  /** First place whose value is no finite number, where there is one. */
  readonly brokenAt?: number;
}

/** One chart's share of a run. */
export interface Panel {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** The charts, losses first. */
export function panelsOf(history: History): readonly Panel[] {
  const lines = isLog(history) ? ofSeries(history.series) : ofColumns(history);
  const rate = named(lines, "Learning rate")
    ? []
    : [panel("Learning rate", history, "learning rate", history.learningRate)];
  const seconds = named(lines, "Seconds an epoch")
    ? []
    : [panel("Seconds an epoch", history, "seconds", history.epochSeconds)];
  return packed([...lines, ...rate, ...seconds].filter(({ lines }) => lines.length > 0));
}

/** The same in eight bytes a number, to be held and handed to another thread; lines go on sharing what they share. */
function packed(panels: readonly Panel[]): readonly Panel[] {
  const known = new Map<Column, Float64Array>();
  const pack = (column: Column) => known.getOrInsertComputed(column, () => Float64Array.from(column));
  return panels.map(({ title, lines }) => ({
    title,
    lines: lines.map((line) => ({ ...line, x: pack(line.x), y: pack(line.y) })),
  }));
}

const named = (panels: readonly Panel[], title: string) => panels.some((panel) => panel.title === title);

/** Histories of this project's layout. */
function ofColumns(history: History): Panel[] {
  const { heldOutName = "held out" } = history;
  return [
    {
      title: "Loss",
      lines: [
        ...line("running loss", "train", history, history.trainLoss),
        ...line(`${heldOutName} loss`, "held out", history, history.heldOutLoss),
      ],
    },
    { title: "Running loss by group", lines: byGroup("train", history, history.trainLossByGroup) },
    {
      title: `${capitalised(heldOutName)} loss by group`,
      lines: byGroup("held out", history, history.heldOutLossByGroup),
    },
    {
      title: "Gradient norm",
      lines: [
        ...line("median", "train", history, history.gradientNorm),
        ...line("largest", "held out", history, history.gradientNormMax),
      ],
    },
    panel("Share of updates clipped", history, "share clipped", history.clippedShare),
  ];
}

function byGroup(split: Line["split"], history: History, rows: History["trainLossByGroup"] = []): Line[] {
  const count = rows.find((row) => row !== null)?.length ?? 0;
  return Array.from({ length: count }, (_, group) => {
    const label = history.groups?.[group] ?? `group ${group + 1}`;
    return line(label, split, history, rows.map((row) => row?.[group] ?? null));
  }).flat();
}

/** Logs: losses together, each metric with its splits, the rest by what it is. */
function ofSeries(series: readonly LoggedSeries[]): Panel[] {
  const panels = new Map<string, Line[]>();
  for (
    const role of [
      ...["loss", "loss term", "metric", "reward", "gradient norm", "learning rate"] as const,
      ...["reading", "time"] as const,
    ]
  ) {
    for (const one of series.filter((candidate) => candidate.role === role)) {
      const title = titleOf(one);
      panels.set(title, [
        ...panels.get(title) ?? [],
        ...lineOf(one.name, one.split === "train" ? "train" : "held out", one.at, one.values)
          .map((line) => ({ ...line, better: one.better })),
      ]);
    }
  }
  return [...panels].map(([title, lines]) => ({ title, lines }));
}

function titleOf({ role, name }: LoggedSeries): string {
  switch (role) {
    case "loss":
      return "Loss";
    case "loss term":
    case "metric":
    case "reading":
      return withoutSplit(name);
    case "reward":
      return "Reward";
    case "gradient norm":
      return "Gradient norm";
    case "learning rate":
      return "Learning rate";
    case "time":
      return "Seconds";
  }
}

/** `val_accuracy`, `accuracy/train` and `accuracy` are one thing on several splits. */
function withoutSplit(name: string): string {
  const split = "(?:train(?:ing)?|val(?:id|idation)?|eval|test|dev|learn)(?:_?\\d+)?";
  return name.replace(RegExp(`(?<=^|/)${split}[_/. -]|[_/. -]${split}$`, "i"), "");
}

function panel(title: string, history: History, label: string, series?: Series): Panel {
  return { title, lines: line(label, "train", history, series) };
}

function line(label: string, split: Line["split"], history: History, series?: Series): Line[] {
  return series === undefined
    ? []
    : lineOf(label, split, series.map((_, index) => history.at?.[index] ?? index + 1), series);
}

function lineOf(label: string, split: Line["split"], at: readonly number[], values: Series): Line[] {
  if (values.length > 0 && isWhole(values)) return [{ label, split, x: at, y: values }]; // no copy of a million points
  const x: number[] = [], y: number[] = [];
  let brokenAt: number | undefined;
  values.forEach((value, index) => {
    if (value === null) return;
    if (Number.isFinite(value)) {
      x.push(at[index]);
      y.push(value);
    } else brokenAt ??= at[index];
  });
  return x.length === 0 && brokenAt === undefined ? [] : [{ label, split, brokenAt, x, y }];
}

function capitalised(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
