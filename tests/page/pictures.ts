/**
 * What a page looks like, held against a picture of it that is kept. `deno task test tests/watch/pictures_test.ts
 * tests/playground/pictures_test.ts -- draw` draws them anew, for who has looked at what changed.
 */
import { assert, assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import type { Page } from "puppeteer-core";

/** Families that the pages come down to where nothing nearer is installed, and what a Debian with Chromium has for them. */
const FONTS = { "system-ui": "DejaVu Sans", "Liberation Serif": "Liberation Serif" };

/** Share of the pixels that may differ; one chart without its lines is twice as much. */
const TOLERANCE = 0.001;

/** Half the size of the page: letters blur, a chart that is missing or two texts that overlap do not. */
const SCALE = 0.5;

const isDrawing = Deno.args.includes("draw");

/** With other fonts than those that the pictures were drawn with every line breaks elsewhere. */
export const lackingFonts = Object.entries(FONTS).every(([family, found]) => {
    if (Deno.permissions.querySync({ name: "run" }).state !== "granted") return false;
    try {
      const { stdout } = new Deno.Command("fc-match", { args: ["-f", "%{family}", family] }).outputSync();
      return new TextDecoder().decode(stdout) === found;
    } catch {
      return false;
    }
  })
  ? undefined
  : "the fonts of a Debian with Chromium";

/** What decides how a page is drawn. */
export interface Screen {
  readonly width: number;
  readonly height: number;
  readonly scheme: "light" | "dark";
}

/** A picture as its pixels, four bytes each. */
interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Both widths in both schemes. */
export const SCREENS: readonly Screen[] = (["light", "dark"] as const).flatMap((scheme) => [
  { width: 1280, height: 900, scheme },
  { width: 390, height: 1800, scheme },
]);

/** Sets the page up so that it looks the same each time: no animation, one time zone, one size. */
export async function stand(page: Page, { width, height, scheme }: Screen): Promise<void> {
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: scheme },
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
  await page.emulateTimezone("UTC");
  await page.setViewport({ width, height, deviceScaleFactor: SCALE });
}

/** Holds what is on the screen against the picture of that name beside the test. */
export async function assertLooksLike(page: Page, picture: URL): Promise<void> {
  const bytes = await page.screenshot();
  if (isDrawing) return await Deno.writeFile(picture, bytes);
  const [seen, kept] = [bytes, await Deno.readFile(picture)].map((png): Picture =>
    PNG.sync.read(Buffer.from(png))
  );
  assertEquals([seen.width, seen.height], [kept.width, kept.height]);
  const { width, height } = kept;
  const marked = new PNG({ width, height });
  const differing = pixelmatch(seen.data, kept.data, marked.data, width, height, { threshold: 0.2 });
  const share = differing / (width * height);
  if (share <= TOLERANCE) return;
  const folder = await Deno.makeTempDir();
  await Deno.writeFile(`${folder}/seen.png`, bytes);
  await Deno.writeFile(`${folder}/difference.png`, PNG.sync.write(marked));
  const name = picture.pathname.split("/").at(-1);
  assert(false, `${(100 * share).toFixed(1)}% of the pixels differ from ${name}: ${folder} shows where`);
}
