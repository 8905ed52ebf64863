/**
 * Where a watch is told: lines that stay, and below them one living line.
 *
 * @module
 */

/** Seconds between two states of the living line where there is no terminal to rewrite it on. */
const EVERY = 30;

/** Lines that stay, and one that lives. */
export interface Screen {
  /** A line that stays. */
  say(line: string): void;
  /** The state of things, in the place of the last. */
  live(line: string, now: number): void;
  /** Leaves the living line behind. */
  end(): void;
}

/** A terminal rewrites its last line; elsewhere a state is a line like others, and not too often. */
export function screenOf(
  write: (text: string) => void,
  { isTerminal, width = () => 80 }: { readonly isTerminal: boolean; readonly width?: () => number },
): Screen {
  const CLEAR = "\r\x1b[2K";
  let living = "", at = -Infinity;
  return {
    say(line) {
      write(isTerminal ? `${CLEAR}${line}\n${living}` : `${line}\n`);
    },
    live(line, now) {
      const next = isTerminal ? cut(line, width() - 1) : line;
      if (next === living) return;
      if (isTerminal) write(`${CLEAR}${next}`);
      else if (now - at >= EVERY) {
        write(`${next}\n`);
        at = now;
      }
      living = next;
    },
    end() {
      if (isTerminal && living !== "") write("\n");
      living = "";
    },
  };
}

/** What a terminal draws over two columns: East Asian letters and pictures; and over none: accents that join a letter. */
const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
const JOINED = /\p{M}/u;

/** As much of the line as fits in so many columns: a line that is broken cannot be rewritten. */
function cut(line: string, columns: number): string {
  let left = columns, end = 0;
  for (const letter of line) {
    left -= JOINED.test(letter) ? 0 : WIDE.test(letter) ? 2 : 1;
    if (left < 0) break;
    end += letter.length;
  }
  return line.slice(0, end);
}
