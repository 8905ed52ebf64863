/**
 * The safetensors file format: eight bytes of header length, a JSON header, then the tensors' bytes.
 * Source: the format's published description (Hugging Face, "safetensors", section Format).
 *
 * @module
 */
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

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

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
 * @throws {TypeError} when the bytes are not a whole safetensors file or a tensor is neither `F32` nor `F64`.
 */
export function decodeSafetensors(bytes: Uint8Array): TensorFile {
  const header = readHeader(bytes);
  const start = 8 + header.length;
  const { __metadata__: metadata = {}, ...entries } = header.json;
  const tensors: Record<string, Tensor> = {};
  for (const [name, entry] of Object.entries(entries as Record<string, HeaderEntry>)) {
    const [from, to] = entry.data_offsets;
    const width = entry.dtype === "F32" ? 4 : entry.dtype === "F64" ? 8 : undefined;
    if (width === undefined) {
      throw new TypeError(`safetensors: ${name} is ${entry.dtype}; F32 and F64 can be read`);
    }
    const count = entry.shape.reduce((product, side) => product * side, 1);
    if (to - from !== count * width || start + to > bytes.length) {
      throw new TypeError(
        `safetensors: ${name} is cut off or its size does not fit its shape [${entry.shape}]`,
      );
    }
    const copy = bytes.slice(start + from, start + to).buffer;
    tensors[name] = {
      shape: entry.shape,
      data: width === 4 ? new Float32Array(copy) : new Float64Array(copy),
    };
  }
  return { tensors, metadata: metadata as Record<string, string> };
}

function readHeader(bytes: Uint8Array): { readonly length: number; readonly json: Record<string, unknown> } {
  const cut = () => new TypeError(`safetensors: not a whole file (${bytes.length} bytes)`);
  if (bytes.length < 8) throw cut();
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (8 + length > bytes.length) throw cut();
  try {
    return { length, json: JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) };
  } catch {
    throw new TypeError("safetensors: the header is not JSON");
  }
}
