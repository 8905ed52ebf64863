/**
 * What the playground looks like, held against pictures that somebody looked at.
 */
import { pageTest } from "../page/browser.ts";
import { assertLooksLike, lackingFonts, SCREENS, stand } from "../page/pictures.ts";
import { open } from "./opened.ts";

for (const screen of SCREENS) {
  for (
    const [name, hash] of [["begun", ""], ["clock", "#way=constructed&view=frozen&silence=1&hz=3&chapter=3"]]
  ) {
    pageTest(
      `playground page: ${name}, looks as it did at ${screen.width} px, ${screen.scheme}`,
      async ({ page }) => {
        await stand(page, screen);
        await open(page, hash);
        await page.waitForFunction(() =>
          document.getElementById("status")!.textContent !== "preparing the recordings …"
        );
        const file = `./pictures/${name}-${screen.width}-${screen.scheme}.png`;
        await assertLooksLike(page, new URL(file, import.meta.url));
      },
      lackingFonts,
    );
  }
}
