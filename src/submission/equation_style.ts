const KATEX = "node_modules/katex/dist";

/** KaTeX's style sheet with its fonts (woff2) inside, so that equations need no network. */
export function equationStyle(): string {
  const css = Deno.readTextFileSync(`${KATEX}/katex.min.css`);
  return css.replace(/src:url\((fonts\/[\w-]+\.woff2)\) format\("woff2"\)[^;}]*/g, (_, font) => {
    const bytes = Deno.readFileSync(`${KATEX}/${font}`);
    return `src:url(data:font/woff2;base64,${bytes.toBase64()}) format("woff2")`;
  });
}
