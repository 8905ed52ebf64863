/**
 * NumPy's .npy format as bytes: version 1.0 is written; 2.0 and 3.0, with longer headers, are read too.
 * Source: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays".
 *
 * @module
 */

/** A matrix in row-major order. */
export interface Table {
  readonly rows: number;
  readonly columns: number;
  /** [rows, columns] */
  readonly values: Float32Array;
}

const MAGIC = [0x93, ...new TextEncoder().encode("NUMPY"), 1, 0];
const ALIGNMENT = 64; // of the first value, so that a file can be mapped into memory

/** The very bytes that `numpy.save` writes for a C-ordered float32 matrix. */
export function encodeNpy({ rows, columns, values }: Table): Uint8Array<ArrayBuffer> {
  const description = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  const before = MAGIC.length + 2;
  const start = Math.ceil((before + description.length + 1) / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(start + values.byteLength);
  bytes.set(MAGIC);
  new DataView(bytes.buffer).setUint16(MAGIC.length, start - before, true);
  bytes.set(new TextEncoder().encode(description.padEnd(start - before - 1) + "\n"), before);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), start);
  return bytes;
}

/**
 * The matrix in a .npy file.
 *
 * @throws {TypeError} when the bytes are not a whole C-ordered matrix of `<f4` or `<f8`
 */
export function decodeNpy(bytes: Uint8Array): Table {
  if (bytes.length < 12 || MAGIC.slice(0, 6).some((byte, i) => bytes[i] !== byte)) {
    throw new TypeError("npy: not a .npy file (its first bytes are not \\x93NUMPY)");
  }
  const version = bytes[6];
  if (version < 1 || version > 3) {
    throw new TypeError(`npy: versions 1 to 3 of the format can be read, given: ${version}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const before = version === 1 ? 10 : 12;
  const start = before + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (start > bytes.length) throw new TypeError(`npy: cut off inside its header (${bytes.length} bytes)`);
  const header = new TextDecoder().decode(bytes.subarray(before, start));
  const type = header.match(/'descr': '([^']*)'/)?.[1] ?? "none";
  const shape = header.match(/'shape': \((\d+), (\d+)\)/)?.slice(1).map(Number);
  if (!shape || !["<f4", "<f8"].includes(type) || !header.includes("'fortran_order': False")) {
    throw new TypeError(
      `npy: a C-ordered matrix of <f4 or <f8 is needed, given: ${header.trim().slice(0, 120)}`,
    );
  }
  const [rows, columns] = shape;
  const width = type === "<f4" ? 4 : 8;
  if (bytes.length !== start + rows * columns * width) {
    throw new TypeError(
      `npy: ${rows} x ${columns} values of ${width} bytes announced, ${bytes.length - start} bytes found`,
    );
  }
  const data = bytes.slice(start).buffer; // a copy, since the values may not lie aligned
  return {
    rows,
    columns,
    values: width === 4 ? new Float32Array(data) : Float32Array.from(new Float64Array(data)),
  };
}
