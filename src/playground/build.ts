import { bundlePage } from "../page/bundle.ts";
import type { Claim } from "../report/claims/claim.ts";

const at = (file: string) => new URL(`./${file}`, import.meta.url);

/** The playground as one HTML file. */
export async function buildPlayground(claims: readonly Claim[]): Promise<string> {
  return await bundlePage({
    title: "Why won’t it train?",
    description:
      "An LSTM that learns nothing at a loss of 0.37: train it in this page, freeze it, and see why.",
    script: at("page/main.ts"),
    worker: at("worker.ts"),
    styles: [at("page/style.css")],
    body: at("page/body.html"),
    data: claims,
  });
}
