/**
 * The page that watches, built once and kept beside this file, so that watching needs no bundler.
 *
 * @module
 */
import { bundlePage } from "../page/bundle.ts";

const at = (file: string) => new URL(`./page/${file}`, import.meta.url);

/** The page from its sources; the same bytes each time. */
export async function buildWatchPage(): Promise<string> {
  return await bundlePage({
    title: "Training, as it goes",
    description: "Losses, gradients, findings and verdict of training runs.",
    script: at("main.ts"),
    styles: [at("watch.css")],
    body: at("body.html"),
    connects: "'self'",
  });
}
