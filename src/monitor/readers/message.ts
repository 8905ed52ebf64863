/**
 * The fields of a protocol buffer message, by their numbers. Source: protobuf.dev, "Encoding".
 *
 * @module
 */

/** The value of a field, which its handler reads as what the format says that it is. */
export interface FieldReader {
  /** Of any integer type that is a varint without zigzag. */
  int(): number;
  float(): number;
  bytes(): Uint8Array;
  string(): string;
}

/** How a value is written. */
const VARINT = 0, EIGHT_BYTES = 1, COUNTED = 2, FOUR_BYTES = 5;

/**
 * Calls the handler of each field, with how its value is written; other fields are skipped.
 *
 * @throws {TypeError} when the message ends within a field
 */
export function forEachField(
  bytes: Uint8Array,
  handlers: Readonly<Record<number, (reader: FieldReader, wire: number) => void>>,
): void {
  const message = readerOf(bytes);
  try {
    while (!message.isAtEnd()) {
      const key = message.int(), wire = key & 7;
      const handle = Object.hasOwn(handlers, key >>> 3) ? handlers[key >>> 3] : undefined;
      if (handle === undefined) message.skip(wire);
      else handle(message, wire);
    }
  } catch (error) {
    const reason = (error as Error).message.replace(/^(damaged file: )?/, "damaged file: ");
    throw new TypeError(reason);
  }
}

function readerOf(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  /** Where the next bytes begin, behind which the reading goes on. */
  const take = (count: number) => {
    if (!(count >= 0 && at + count <= bytes.length)) {
      throw new TypeError(`index out of range: ${at} + ${count} > ${bytes.length}`);
    }
    at += count;
    return at - count;
  };
  const reader = {
    isAtEnd: () => at >= bytes.length,
    /** Seven bits a byte, the lowest first, in two halves of 32 bits; a negative number has all 64. */
    int(): number {
      let low = 0, high = 0;
      for (let shift = 0; shift < 70; shift += 7) {
        const byte = bytes[take(1)], bits = byte & 127;
        if (shift < 32) low |= bits << shift;
        if (shift > 24) high |= shift < 32 ? bits >> 32 - shift : bits << shift - 32;
        if (byte < 128) return high * 2 ** 32 + (low >>> 0);
      }
      throw new TypeError("invalid varint encoding");
    },
    float: () => view.getFloat32(take(4), true),
    bytes(): Uint8Array {
      const length = reader.int(), from = take(length);
      return bytes.subarray(from, from + length);
    },
    string: () => UTF8.decode(reader.bytes()),
    skip(wire: number): void {
      if (wire === VARINT) reader.int();
      else if (wire === EIGHT_BYTES) take(8);
      else if (wire === COUNTED) reader.bytes();
      else if (wire === FOUR_BYTES) take(4);
      else throw new TypeError(`invalid wire type ${wire} at offset ${at}`);
    },
  };
  return reader;
}

const UTF8 = new TextDecoder();
