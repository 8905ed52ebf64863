/**
 * Zeros in the middle of a text: a machine without power, or a full disk, leaves them where a block was never written.
 *
 * @module
 */

/** Zeros one behind the other: fewer are some format's, which is no text. */
const FEWEST = 16;

/** More holes are no accident. */
const MOST_HOLES = 20;

/** The bytes around the holes, and what is said of these; `undefined` where the zeros are no holes in a text. */
export function aroundHoles(
  bytes: Uint8Array,
): { readonly bytes: Uint8Array; readonly note: string } | undefined {
  if (bytes.some(isControl)) return undefined;
  const kept: Uint8Array[] = [];
  let lost = 0, holes = 0, first = -1;
  for (let from = 0; from < bytes.length;) {
    const hole = bytes.indexOf(0, from), start = hole < 0 ? bytes.length : hole;
    let end = start;
    while (bytes[end] === 0) end++;
    if (start < bytes.length && (end - start < FEWEST || ++holes > MOST_HOLES)) return undefined;
    if (holes === 1 && first < 0) first = start;
    kept.push(wholeLines(bytes.subarray(from, start), from > 0 || bytes[0] === 0, start < bytes.length));
    lost += end - start;
    from = end;
  }
  const place = holes === 1 ? `from byte ${first} on` : `at ${holes} places, the first at byte ${first}`;
  return {
    bytes: joined(kept),
    note: `${lost} bytes of NUL ${place}: the file is damaged there, and what stood in them is lost`,
  };
}

/** Without the halves of lines beside a hole: a half may hold half a number. */
function wholeLines(part: Uint8Array, isBehind: boolean, isBefore: boolean): Uint8Array {
  const from = isBehind ? part.indexOf(LINE_FEED) + 1 || part.length : 0;
  const to = isBefore ? part.lastIndexOf(LINE_FEED) + 1 : part.length;
  return part.subarray(from, Math.max(from, to));
}

const LINE_FEED = 10;

/** Whether no text holds this byte, zeros aside: tabs, ends of lines and pages, what a terminal is told (27) and takes back (8) it may. */
function isControl(byte: number): boolean {
  return byte > 0 && byte < 8 || byte === 11 || byte > 13 && byte < 32 && byte !== 27;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
