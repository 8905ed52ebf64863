/**
 * What comes from outside, checked once: every refusal is one line that says what was wrong, and where.
 *
 * @module
 */
export {
  explained,
  isFile,
  isFolder,
  isThere,
  naming,
  plausiblePath,
  readBytes,
  readIfThere,
  readStart,
  readText,
  refuseUnwritable,
} from "./file.ts";
export { requirePermissions } from "./permission.ts";
export { parseJson, refuseAmbiguous } from "./json.ts";
export { isWholeLibrary } from "./library.ts";
export { excerpt, validated } from "./validated.ts";
