/**
 * What the live page looks like, held against pictures that somebody looked at.
 */
import { assertLooksLike, lackingFonts, SCREENS, stand } from "../page/pictures.ts";
import { ourRuns, waitFor, waitForRuns, watchTest } from "./served.ts";

/** Our runs, written long ago. */
function oldRuns(folder: string): void {
  ourRuns(folder);
  for (const run of Deno.readDirSync(`${folder}/models`)) {
    for (const { name } of Deno.readDirSync(`${folder}/models/${run.name}`)) {
      Deno.utimeSync(`${folder}/models/${run.name}/${name}`, 1.75e9, 1.75e9);
    }
  }
}

for (const screen of SCREENS) {
  watchTest(`looks as it did at ${screen.width} px, ${screen.scheme}`, oldRuns, async ({ page, server }) => {
    await stand(page, screen);
    await page.goto(server.address);
    await waitForRuns(page, 2);
    await waitFor(page, "#connection", "live");
    await waitFor(page, "#prediction-told", "mean squared error");
    await assertLooksLike(page, new URL(`./pictures/${screen.width}-${screen.scheme}.png`, import.meta.url));
  }, lackingFonts);
}
