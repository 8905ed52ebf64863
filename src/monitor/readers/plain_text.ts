/**
 * From the bytes of a file to its text: decoded, without what terminals and editors put into it.
 *
 * @module
 */
import { aroundHoles } from "./damaged_blocks.ts";
import { withBareNumbers } from "./wrapped.ts";

/**
 * The text in UTF-8, or in UTF-16 with its mark, as PowerShell's `>` writes it, and what is said of zeros in it. Those that a
 * machine without power leaves at the end are none of it.
 */
export function decode(bytes: Uint8Array): { readonly decoded: string; readonly damage?: string } {
  const begins = (mark: readonly number[]) => mark.every((byte, at) => bytes[at] === byte);
  if (PACKED.some(begins)) throw new TypeError("a packed file: unpack it first");
  if (begins([0xff, 0xfe])) return { decoded: new TextDecoder("utf-16le").decode(bytes) };
  if (begins([0xfe, 0xff])) return { decoded: new TextDecoder("utf-16be").decode(bytes) };
  const text = bytes.subarray(0, bytes.findLastIndex((byte) => byte !== 0) + 1);
  if (!text.includes(0)) return { decoded: ofUtf8OrChinese(text) };
  const around = aroundHoles(text);
  if (around === undefined) {
    throw new TypeError("neither text nor a TensorBoard event file nor a W&B run file");
  }
  return { decoded: new TextDecoder().decode(around.bytes), damage: around.note };
}

/** How files begin that hold others, zip beside: gzip, xz, Zstandard. */
const PACKED = [[0x1f, 0x8b], [0xfd, 0x37, 0x7a, 0x58, 0x5a], [0x28, 0xb5, 0x2f, 0xfd]];

/** A text in UTF-8, as nearly all are, or in GB 18030; of what is neither, what can be read as UTF-8. */
function ofUtf8OrChinese(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(isChinese(bytes) ? "gb18030" : "utf-8").decode(bytes);
  }
}

/**
 * Whether bytes that are no UTF-8 are in GB 18030, as Chinese Windows writes it: its characters are two bytes above those of ASCII and
 * their punctuation, which accents of Western encodings, one between two letters, never are throughout.
 */
function isChinese(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] < 0x80) continue;
    if (bytes[at] < GB2312 || bytes[at + 1] === undefined || bytes[at + 1] < GB2312) return false;
    at++;
  }
  return true;
}

/** The first byte of either half of a character of GB 2312. */
const GB2312 = 0xa1;

/** Lines that end as everywhere, without colours, numbers without what Python prints around them. */
export function plainText(text: string): string {
  const colourless = text.includes("\x1b") ? text.replace(COLOUR, "") : text;
  const lines = colourless.includes("\r") ? colourless.replace(/\r+\n/g, "\n") : colourless;
  const parted = OBJECTS.test(lines)
    ? lines.replaceAll("}{", "}\n{")
    : OBJECTS_BELOW.test(lines)
    ? `[${lines.replace(/^\}[ \t]*\n(?=\{[ \t]*$)/gm, "},\n")}]`
    : COMMA_LINES.test(lines)
    ? lines.replace(/\},[ \t]*$/gm, "}")
    : lines;
  return withBareNumbers(TABLE_OF_OLD.test(parted) ? parted.replace(/\r+/g, "\n") : parted);
}

/** Objects one behind the other, with nothing between them. */
const OBJECTS = /^\s*\{[^{}\n]{0,2000}\}\{/;

/** Objects over several lines each, one below the other. */
const OBJECTS_BELOW = /^\s*\{[ \t]*\n(?:[ \t][^\n]*\n){1,1000}\}[ \t]*\n\{[ \t]*\n/;

/** Objects a line, each with a comma behind it and without the list around them. */
const COMMA_LINES = /^\s*\{"[^\n]*\},[ \t]*\n\{"/;

/** A table whose lines end without a line feed: what Windows makes of `\r\n` once more, and git of that. */
const TABLE_OF_OLD = /^[\w" ./-]{1,100}(?:[,;\t]| {2,})[^\r\n%]{0,2000}\r+[-+\d.]+(?:[,;\t]| {2,})[^\n]*\n?$/;

/** What a terminal is told of colours and of its cursor (ECMA-48). */
// deno-lint-ignore no-control-regex
const COLOUR = /\x1b\[[\d;]{0,20}[A-Za-z]/g;

/** Without a last line that has not ended; a JSON document of one line is left to its parser. */
export function withoutOpenLine(text: string): string {
  const lines = text.trimStart();
  return /^[[{]/.test(lines) && !/^\{.*\}\n/.test(lines) ? text : text.slice(0, text.lastIndexOf("\n") + 1);
}
