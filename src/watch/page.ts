/**
 * The built page, as it is served and as a file of its own.
 *
 * @module
 */
import { type RunView, SAVED, seenAlong } from "./view.ts";

/** Where {@linkcode file://./build.ts} puts it. */
export const BUILT_PAGE = new URL("./index.html", import.meta.url);

/** What a saved page holds in place of a connection. */
export interface Saved {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly runs: readonly RunView[];
}

/** The page that asks its server. */
export function livePage(): string {
  return Deno.readTextFileSync(BUILT_PAGE);
}

/** The page with runs inside, which asks nobody. */
export function savedPage({ at, runs }: Saved): string {
  const seen = runs.map((view) => seenAlong(view, null, SAVED));
  const data = JSON.stringify({ at, runs: seen }).replaceAll("<", "\\u003c");
  const offline = replacedOnce(livePage(), "connect-src 'self'", "connect-src 'none'");
  const place = (content: string) => `<script type="application/json" id="data">${content}</script>`;
  return replacedOnce(offline, place("null"), place(data));
}

function replacedOnce(text: string, part: string, by: string): string {
  if (text.split(part).length !== 2) throw new Error(`the built page does not hold ${part} once`);
  return text.replace(part, () => by);
}
