import { LIBRARY, openLibrary } from "../../../src/engine/native/library.ts";

/** The library under test: the one of `deno task native`, or the one that is named after `--`. */
export const library = Deno.args.find((argument) => argument.endsWith(".so")) ?? LIBRARY;

const opened = openLibrary(library);

/** What a test's name says where the library is not there, and whether it is left out. */
export const needsLibrary = opened.state === "ready"
  ? { suffix: "", ignore: false }
  : { suffix: ` (skipped: ${opened.why})`, ignore: true };
