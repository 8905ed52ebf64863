import { figure } from "./figure.ts";
import { label } from "./svg.ts";
import { BACKDROP, FREQUENCY_STYLES, INK, MUTED, WIDTH } from "./theme.ts";

/** Input of {@linkcode lanes}. */
export interface Lanes {
  /** Length of a pass. */
  readonly durationSeconds: number;
  readonly windowSeconds: number;
  /** Where each start lies in the recording, in seconds. */
  readonly startsSeconds: readonly number[];
  /** How long a lane that begins elsewhere than at the beginning is left out of the loss. */
  readonly warmUpSeconds: number;
  readonly frequenciesHz: readonly number[];
}

const LEFT = 150, RIGHT = 24, ROW = 9, GROUP = 18;

/**
 * Which stretch of the recording each lane of a pass hears. A lane is a start and a selector; after the recording's end comes
 * its beginning.
 */
export function lanes(
  { durationSeconds, windowSeconds, startsSeconds, warmUpSeconds, frequenciesHz }: Lanes,
): string {
  const perSecond = (WIDTH - LEFT - RIGHT) / durationSeconds;
  const x = (seconds: number) => LEFT + seconds * perSecond;
  const group = ROW * frequenciesHz.length;
  const count = startsSeconds.length * frequenciesHz.length;
  const bottom = startsSeconds.length * (group + GROUP);
  const windows = Math.round(durationSeconds / windowSeconds);
  const bars = startsSeconds.flatMap((start, index) => {
    const top = 22 + index * (group + GROUP);
    return [
      label(LEFT - 12, top + group / 2 + 1, `begins at ${start.toFixed(1)} s`, { anchor: "end" }),
      ...frequenciesHz.map((_, selector) =>
        bar(x(0), top + selector * ROW, durationSeconds * perSecond, FREQUENCY_STYLES[selector].colour, 0.75)
      ),
      start === 0 ? "" : bar(x(0), top, warmUpSeconds * perSecond, BACKDROP, 1, group - 1),
      start === 0 ? "" : wrapMark(x(durationSeconds - start), top - 3, group + 5) +
        label(x(durationSeconds - start) + 4, top - 4, "0 s", { size: 12, colour: MUTED }),
    ];
  });
  const edges = Array.from(
    { length: windows + 1 },
    (_, n) =>
      `<path d="M${x(n * windowSeconds)},14V${
        bottom + 10
      }" fill="none" stroke="${INK}" stroke-opacity="0.35" stroke-width="1"/>`,
  );
  return figure({
    title: `${count} lanes side by side, ${windows} windows one after the other`,
    subtitle:
      `One bar a lane: ${startsSeconds.length} starts times ${frequenciesHz.length} selectors. Thin lines: an update of the weights for all lanes at once.`,
    legend: [
      ...frequenciesHz.map((hertz, selector) => ({
        label: `${hertz} Hz asked for`,
        colour: FREQUENCY_STYLES[selector].colour,
        mark: "square" as const,
      })),
      { label: "left out of the loss: the phase cannot be known yet", colour: BACKDROP, mark: "square" },
      { label: "the recording begins again", colour: INK, mark: "line", dash: "3,3" },
    ],
    height: bottom + 56,
    drawing: [
      ...bars,
      ...edges,
      ...Array.from(
        { length: Math.floor(durationSeconds / 2) + 1 },
        (_, n) => label(x(2 * n), bottom + 28, String(2 * n), { anchor: "middle" }),
      ),
      label(x(durationSeconds), bottom + 48, "seconds of the pass →", { anchor: "end" }),
    ].join(""),
  });
}

function bar(x: number, y: number, width: number, fill: string, opacity: number, height = ROW - 2): string {
  return `<rect x="${x.toFixed(1)}" y="${y}" width="${
    width.toFixed(1)
  }" height="${height}" fill="${fill}" fill-opacity="${opacity}"/>`;
}

function wrapMark(x: number, top: number, height: number): string {
  return `<path d="M${
    x.toFixed(1)
  },${top}v${height}" fill="none" stroke="${INK}" stroke-width="2" stroke-dasharray="3,3"/>`;
}
