/**
 * One array as NumPy keeps it, of numbers: a header that is a Python dictionary, then the values. Pickled objects are never opened.
 * Source: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays"; numpy.lib.format.
 *
 * @module
 */

/** An array. */
export interface NumpyArray {
  readonly shape: readonly number[];
  /** How many values it holds. */
  readonly size: number;
  /** The values row by row. */
  read(): readonly number[];
}

const MAGIC = [0x93, ...new TextEncoder().encode("NUMPY")];

type Read = (view: DataView, at: number, isLittle: boolean) => number;

/** How a number of each kind and width is read. */
const NUMBERS: Readonly<Record<string, Read>> = {
  b1: (view, at) => view.getUint8(at),
  i1: (view, at) => view.getInt8(at),
  u1: (view, at) => view.getUint8(at),
  i2: (view, at, isLittle) => view.getInt16(at, isLittle),
  u2: (view, at, isLittle) => view.getUint16(at, isLittle),
  i4: (view, at, isLittle) => view.getInt32(at, isLittle),
  u4: (view, at, isLittle) => view.getUint32(at, isLittle),
  i8: (view, at, isLittle) => Number(view.getBigInt64(at, isLittle)),
  u8: (view, at, isLittle) => Number(view.getBigUint64(at, isLittle)),
  f2: (view, at, isLittle) => view.getFloat16(at, isLittle),
  f4: (view, at, isLittle) => view.getFloat32(at, isLittle),
  f8: (view, at, isLittle) => view.getFloat64(at, isLittle),
};

/**
 * Reads an array.
 *
 * @throws {TypeError} when the bytes are no whole array of numbers
 */
export function arrayOf(bytes: Uint8Array): NumpyArray {
  const { type, isFortran, shape, start } = headerOf(bytes);
  if (type.includes("O")) throw new TypeError("pickled Python objects, which are never opened");
  const [, order, kind] = type.match(/^([<>|=])(\w\d)$/) ?? [];
  const read = Object.hasOwn(NUMBERS, kind ?? "") ? NUMBERS[kind] : undefined;
  if (read === undefined) throw new TypeError(`of type ${type}, and no numbers that are read`);
  const width = Number(kind[1]), count = shape.reduce((product, length) => product * length, 1);
  if (bytes.length - start !== count * width) {
    throw new TypeError(`${count} values of ${width} bytes announced, ${bytes.length - start} bytes found`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + start);
  return {
    shape,
    size: count,
    read: () => {
      const values = Array.from({ length: count }, (_, i) => read(view, i * width, order !== ">"));
      return isFortran && shape.length === 2 ? rowByRow(values, shape) : values;
    },
  };
}

function headerOf(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 12 || MAGIC.some((byte, at) => bytes[at] !== byte)) {
    throw new TypeError("no .npy file");
  }
  const before = bytes[6] === 1 ? 10 : 12;
  const start = before + (bytes[6] === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (start > bytes.length) throw new TypeError("cut off inside its header");
  const text = TEXT.decode(bytes.subarray(before, Math.min(start, before + MOST_HEADER)));
  const type = text.match(/'descr': '([^']{1,20})'/)?.[1], dimensions = text.match(SHAPE)?.[1];
  if (type === undefined || dimensions === undefined) throw new TypeError("no array of single numbers");
  return {
    type,
    isFortran: text.includes("'fortran_order': True"),
    shape: (dimensions.match(/\d+/g) ?? []).map(Number),
    start,
  };
}

const TEXT = new TextDecoder();
/** Bytes of a header that are looked at: one of a single type is padded to 128. */
const MOST_HEADER = 1024;
/** `(36,)`, `(36, 5)`, `()`. */
const SHAPE = /'shape': \(((?:\d{1,12},? ?){0,8})\)/;

/** The same values of a matrix that was kept column by column. */
function rowByRow(values: readonly number[], [rows, columns]: readonly number[]): readonly number[] {
  return values.map((_, i) => values[(i % columns) * rows + Math.floor(i / columns)]);
}
