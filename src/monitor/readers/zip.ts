/**
 * The files in a zip archive, each opened when it is asked for and never to more than it is said to hold.
 * Source: PKWARE, "APPNOTE: .ZIP File Format Specification", 4.3.
 *
 * @module
 */
// the build for Node wants Node's modules, which the pages that read histories have not
import { Inflate } from "fflate/browser";

/** A file in an archive. */
export interface Packed {
  readonly name: string;
  /** Its bytes once unpacked, as the archive says. */
  readonly size: number;
  /** @throws {TypeError} when it is damaged */
  unpack(): Uint8Array;
}

const LOCAL = 0x04034b50, CENTRAL = 0x02014b50, END = 0x06054b50;
/** Lengths of the records without what is named in them. */
const LOCAL_BYTES = 30, CENTRAL_BYTES = 46, END_BYTES = 22;
/** Longest comment behind the end. */
const MOST_COMMENT = 65535;
const STORED = 0, DEFLATED = 8;
/** Bytes that are inflated at a time: a thousand times as many may come of them. */
const PIECE = 16384;

/** Whether the bytes begin as those of an archive. */
export function looksZipped(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && viewOf(bytes).getUint32(0, true) === LOCAL;
}

/** The name of the first file, which is there also in an archive that is cut off. */
export function firstName(bytes: Uint8Array): string {
  if (bytes.length < LOCAL_BYTES) return "";
  const length = viewOf(bytes).getUint16(26, true);
  return UTF8.decode(bytes.subarray(LOCAL_BYTES, LOCAL_BYTES + length));
}

/** The files of an archive by its directory; `undefined` where that is not whole. */
export function filesIn(bytes: Uint8Array): readonly Packed[] | undefined {
  const view = viewOf(bytes), last = bytes.length - END_BYTES;
  let end = last;
  while (end > 0 && end > last - MOST_COMMENT && view.getUint32(end, true) !== END) end--;
  if (end <= 0 || view.getUint32(end, true) !== END) return undefined;
  const count = view.getUint16(end + 10, true), files: Packed[] = [];
  for (let at = view.getUint32(end + 16, true); files.length < count;) {
    if (at + CENTRAL_BYTES > end || view.getUint32(at, true) !== CENTRAL) return undefined;
    const [method, packed, size, start] = [
      view.getUint16(at + 10, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 24, true),
      view.getUint32(at + 42, true),
    ];
    const [named, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const name = UTF8.decode(bytes.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + named));
    files.push({ name, size, unpack: () => unpacked(contentAt(bytes, start, packed), method, size) });
    at += CENTRAL_BYTES + named + extra + comment;
  }
  return files;
}

function contentAt(bytes: Uint8Array, at: number, length: number): Uint8Array {
  const view = viewOf(bytes);
  if (at + LOCAL_BYTES > bytes.length || view.getUint32(at, true) !== LOCAL) {
    throw new TypeError("the archive's directory points beside it");
  }
  const from = at + LOCAL_BYTES + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (from + length > bytes.length) throw new TypeError("cut off before its end");
  return bytes.subarray(from, from + length);
}

function unpacked(content: Uint8Array, method: number, size: number): Uint8Array {
  const whole = method === STORED ? content : method === DEFLATED ? inflated(content, size) : undefined;
  if (whole === undefined) throw new TypeError(`packed by a method (${method}) that is not read`);
  if (whole.length !== size) throw new TypeError(`${size} bytes announced, ${whole.length} found`);
  return whole;
}

/** What was deflated, as long as it is no more than the bytes that were announced. */
function inflated(content: Uint8Array, size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let length = 0;
  const stream = new Inflate((piece) => {
    if (length + piece.length > size) throw new TypeError(`more than the ${size} bytes announced`);
    whole.set(piece, length);
    length += piece.length;
  });
  try {
    for (let at = 0; at < content.length; at += PIECE) {
      stream.push(content.subarray(at, at + PIECE), at + PIECE >= content.length);
    }
  } catch (error) {
    throw error instanceof TypeError ? error : new TypeError(`damaged: ${(error as Error).message}`);
  }
  return whole.subarray(0, length);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

const UTF8 = new TextDecoder();
