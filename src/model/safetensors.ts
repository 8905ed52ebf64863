/**
 * The safetensors file format: eight bytes of header length, a JSON header, then the tensors' bytes.
 * Source: the format's published description (Hugging Face, "safetensors", section Format).
 *
 * @module
 */
import { z } from "zod";
import { parseJson, validated } from "../boundary/mod.ts";
import type { Floats } from "./weights.ts";

/** One named tensor; the data's type decides between `F32` and `F64`. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Floats;
}

/** A file's contents: tensors by name and free text by key. */
export interface TensorFile {
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Longest header that the format allows. */
const MAX_HEADER_BYTES = 100_000_000;

/** Bytes of one number of the types that can be read. */
const WIDTHS = new Map([["F32", 4], ["F64", 8]]);

const size = z.number().int().min(0);
const entry = z.object({
  dtype: z.string(),
  shape: z.array(size).max(8),
  data_offsets: z.tuple([size, size]),
});
const metadata = z.record(z.string(), z.string());

/**
 * The bytes of a safetensors file. Tensors are stored little-endian, in the order given.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const bytes = encodeSafetensors({ tensors: { a: { shape: [2], data: new Float32Array([1, 2]) } }, metadata: {} });
 * assertEquals(decodeSafetensors(bytes).tensors.a.data, new Float32Array([1, 2]));
 * ```
 */
export function encodeSafetensors({ tensors, metadata }: TensorFile): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    const dtype = data instanceof Float32Array ? "F32" : "F64";
    header[name] = { dtype, shape, data_offsets: [offset, offset += data.byteLength] };
  }
  // Padding with blanks to a multiple of eight keeps float64 tensors aligned in a memory-mapped file.
  const json = JSON.stringify(header);
  const text = new TextEncoder().encode(json);
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + length + offset).fill(0x20, 8, 8 + length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, 8);
  let position = 8 + length;
  for (const { data } of Object.values(tensors)) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), position);
    position += data.byteLength;
  }
  return bytes;
}

/**
 * The contents of a safetensors file.
 *
 * @throws {TypeError} when the bytes are not a whole safetensors file (the tensors must lie one behind the other, from
 *   the header to the end of the file, each as long as its shape says) or a tensor is neither `F32` nor `F64`
 */
export function decodeSafetensors(bytes: Uint8Array): TensorFile {
  const header = readHeader(bytes);
  const start = 8 + header.length;
  const { __metadata__ = {}, ...entries } = header.json;
  const tensors: [string, Tensor][] = [];
  const inFileOrder = Object.entries(entries)
    .map(([name, value]) => ({ name, ...validatedEntry(entry, value, name) }))
    .toSorted(({ data_offsets: [a, endA] }, { data_offsets: [b, endB] }) => a - b || endA - endB);
  let end = 0;
  for (const { name, dtype, shape, data_offsets: [from, to] } of inFileOrder) {
    const width = WIDTHS.get(dtype);
    if (width === undefined) {
      throw new TypeError(`safetensors: ${name} is ${dtype}; F32 and F64 can be read`);
    }
    const length = shape.reduce((product, side) => product * side, width);
    if (from !== end || to - from !== length || start + to > bytes.length) {
      throw new TypeError(
        `safetensors: ${name}: bytes ${end} to ${
          end + length
        } hold its shape [${shape}], given: ${from} to ${to}` +
          ` of ${bytes.length - start}`,
      );
    }
    end = to;
    const copy = bytes.slice(start + from, start + to).buffer;
    tensors.push([name, { shape, data: width === 4 ? new Float32Array(copy) : new Float64Array(copy) }]);
  }
  if (start + end !== bytes.length) {
    throw new TypeError(`safetensors: ${bytes.length - start - end} bytes behind the last tensor`);
  }
  return {
    tensors: Object.fromEntries(tensors),
    metadata: validatedEntry(metadata, __metadata__, "__metadata__"),
  };
}

/** A header's entry; whatever is wrong with it is a {@linkcode TypeError}. */
function validatedEntry<Schema extends z.ZodType>(schema: Schema, value: unknown, name: string) {
  try {
    return validated(schema, value, `safetensors: ${name}`);
  } catch (error) {
    throw new TypeError((error as Error).message);
  }
}

function readHeader(bytes: Uint8Array): { readonly length: number; readonly json: Record<string, unknown> } {
  const cut = () => new TypeError(`safetensors: not a whole file (${bytes.length} bytes)`);
  if (bytes.length < 8) throw cut();
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (8 + length > bytes.length) throw cut();
  if (length > MAX_HEADER_BYTES) throw new TypeError(`safetensors: a header of ${length} bytes is too long`);
  const text = new TextDecoder().decode(bytes.subarray(8, 8 + length));
  if (!text.startsWith("{")) throw new TypeError("safetensors: the header is not JSON");
  try {
    return { length, json: parseJson(text) as Record<string, unknown> };
  } catch (error) {
    throw new TypeError(`safetensors: the header is ${(error as Error).message}`);
  }
}
