/**
 * The fields of a protocol buffer message, by their numbers.
 *
 * @module
 */
import protobuf from "protobufjs/minimal.js";

/** Calls the handler of each field; other fields are skipped. */
export function forEachField(
  bytes: Uint8Array,
  handlers: Readonly<Record<number, (reader: protobuf.Reader, wire: number) => void>>,
): void {
  const reader = protobuf.Reader.create(bytes);
  try {
    while (reader.pos < reader.len) {
      const key = reader.uint32();
      const handle = Object.hasOwn(handlers, key >>> 3) ? handlers[key >>> 3] : undefined;
      if (handle === undefined) reader.skipType(key & 7);
      else handle(reader, key & 7);
    }
  } catch (error) {
    const reason = (error as Error).message.replace(/^(damaged file: )?/, "damaged file: ");
    throw new TypeError(reason);
  }
}
