import { openLibrary } from "../engine/native/library.ts";

/** Whether the native kernel can be taken; of one that is there and cannot it says why, in one line. */
export function nativeIsReady(): boolean {
  const opened = openLibrary();
  if (opened.state === "refused") console.error(`${opened.why}; WebAssembly goes on`);
  return opened.state === "ready";
}
