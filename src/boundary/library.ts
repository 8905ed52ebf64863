import { readBytes } from "./file.ts";

const ELF = [0x7f, 0x45, 0x4c, 0x46];

/**
 * Whether a library of machine code ends where its header says, as one that was copied in part does not: Linux would load
 * it, and end the process at the first byte that is missing. Other systems' loaders refuse such a file by themselves.
 *
 * @throws as {@linkcode readBytes} does
 */
export function isWholeLibrary(path: string): boolean {
  const bytes = readBytes(path);
  if (ELF.some((byte, at) => bytes[at] !== byte)) return true;
  if (bytes.length < 64) return false;
  const header = new DataView(bytes.buffer);
  // the table of sections comes last: where it begins, bytes of a section's entry, number of entries
  const end = Number(header.getBigUint64(0x28, true)) +
    header.getUint16(0x3a, true) * header.getUint16(0x3c, true);
  return bytes.length >= end;
}
