/**
 * TensorBoard event files: TFRecord frames around `Event` messages (tensorflow/core/util/event.proto). Only scalars
 * are read, as `simple_value` (PyTorch, Lightning) and as a tensor of one float (TensorFlow 2).
 *
 * @module
 */
import type { History } from "../records.ts";
import { placed } from "./epoch_tags.ts";
import { saysSplit } from "./classify.ts";
import type { Chosen } from "./chosen.ts";
import { historyFromLog } from "./log.ts";
import { forEachField } from "./message.ts";

/** One scalar of an event file. */
interface Scalar {
  readonly step: number;
  readonly tag: string;
  readonly value: number;
}

/**
 * Reads all scalars, each tag a series on its own steps. A last record that is still being written is left out.
 *
 * @param set rows of which all tags are that do not say it themselves
 */
export function historyFromEvents(bytes: Uint8Array, chosen: Chosen = {}, set?: string): History {
  const events = openEvents(set);
  events.add(bytes);
  return events.history(chosen);
}

/** Events of which more may come. */
export interface Events {
  /** Takes in whole records; how many of the bytes those were. */
  add(bytes: Uint8Array): number;
  history(chosen: Chosen): History;
}

/** An event file before its first record; `set` as of {@linkcode historyFromEvents}. */
export function openEvents(set?: string): Events {
  const columns = new Map<string, { name: string; at: number[]; values: number[] }>();
  return {
    add(bytes) {
      let taken = 0;
      for (const { record, end } of recordsOf(bytes)) {
        for (const { step, tag, value } of scalarsOfEvent(record)) {
          const column = columns.getOrInsertComputed(tag, () => ({ name: tag, at: [], values: [] }));
          column.at.push(step);
          column.values.push(value);
        }
        taken = end;
      }
      return taken;
    },
    history(chosen) {
      if (columns.size === 0) throw new TypeError("the event file holds no scalars");
      const kept = [...columns.values()].map(({ name, at, values }) => ({
        name: set === undefined || saysSplit(name) ? name : `${set}/${name}`,
        at: at.slice(),
        values: values.slice(),
      }));
      const { columns: series, ...places } = placed(kept);
      return historyFromLog(series, { format: "TensorBoard event file", ...places, chosen });
    },
  };
}

/** The key of an event's first field, the time as a double. */
const WALL_TIME = 0x09;

/**
 * Whether the bytes begin like an event file: a first record of few bytes that holds the file version, or, as early versions of
 * tensorboardX left it, the time alone behind a length with its checksum.
 */
export function looksLikeEvents(bytes: Uint8Array): boolean {
  if (new TextDecoder("latin1").decode(bytes.subarray(12, 64)).includes("brain.Event:")) return true;
  if (bytes.length <= 12 || bytes[12] !== WALL_TIME) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return maskedCrc(bytes.subarray(0, 8)) === view.getUint32(8, true);
}

/** The whole records of the bytes, and where each ends. */
function* recordsOf(bytes: Uint8Array): Generator<{ readonly record: Uint8Array; readonly end: number }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 12 <= bytes.length;) {
    const length = Number(view.getBigUint64(at, true)), start = at + 12;
    if (length === 0 && view.getUint32(at + 8, true) === 0) return; // zeros, which a machine without power leaves
    if (start + length + 4 > bytes.length) return;
    if (maskedCrc(bytes.subarray(start, start + length)) !== view.getUint32(start + length, true)) {
      throw new TypeError(`the record at byte ${at} is damaged: its checksum is wrong`);
    }
    at = start + length + 4;
    yield { record: bytes.subarray(start, start + length), end: at };
  }
}

function scalarsOfEvent(bytes: Uint8Array): Scalar[] {
  const scalars: Omit<Scalar, "step">[] = [];
  let step = 0;
  forEachField(bytes, {
    2: (reader) => step = reader.int(),
    5: (reader) =>
      forEachField(reader.bytes(), { 1: (inner) => scalars.push(...scalarOfValue(inner.bytes())) }),
  });
  return scalars.map((scalar) => ({ step, ...scalar }));
}

function scalarOfValue(bytes: Uint8Array): Omit<Scalar, "step">[] {
  let tag = "", value: number | undefined;
  forEachField(bytes, {
    1: (reader) => tag = reader.string(),
    2: (reader) => value = reader.float(),
    8: (reader) => value = scalarOfTensor(reader.bytes()),
  });
  return value === undefined ? [] : [{ tag, value }];
}

/** The one number of a float or double tensor, `undefined` for any other. */
function scalarOfTensor(bytes: Uint8Array): number | undefined {
  let type = 0, content = new Uint8Array(), value: number | undefined;
  forEachField(bytes, {
    1: (reader) => type = reader.int(),
    4: (reader) => content = new Uint8Array(reader.bytes()),
    5: (reader, wire) =>
      value = wire === 2
        ? new DataView(new Uint8Array(reader.bytes()).buffer).getFloat32(0, true)
        : reader.float(),
  });
  const view = new DataView(content.buffer);
  if (type === 1 && content.length === 4) return view.getFloat32(0, true);
  if (type === 2 && content.length === 8) return view.getFloat64(0, true);
  return value;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >>> 1 ^ 0x82f63b78 : crc >>> 1;
  return crc;
});

/** CRC-32C (Castagnoli), masked as TFRecord files store it. */
function maskedCrc(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 255] ^ crc >>> 8;
  crc = ~crc >>> 0;
  return ((crc >>> 15 | crc << 17) + 0xa282ead8) >>> 0;
}
