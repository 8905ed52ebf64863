import { openLibrary } from "../../../src/engine/native/library.ts";

const opened = openLibrary();

/** Why the native kernel cannot be tested here, or null. */
export const missing = opened.state === "ready" ? null : opened.why;

/** What a test's name says of that, and whether it is left out. */
export const needsLibrary = {
  suffix: missing === null ? "" : ` (skipped: ${missing})`,
  ignore: missing !== null,
};
