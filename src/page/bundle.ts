/**
 * A page in one file: scripts bundled by esbuild, WebAssembly and styles inside, nothing fetched from anywhere. It is
 * esbuild's WebAssembly, which takes some seconds where the program takes one: the program would need the permissions to
 * run it and to read the environment.
 *
 * @module
 */
import { build, initialize, type Plugin } from "esbuild-wasm/esm/browser.js";
import { fileURLToPath, pathToFileURL } from "node:url";
import { projectFiles } from "./project_files.ts";

/** What a page is made of; addresses are file addresses. */
export interface PageParts {
  readonly title: string;
  readonly description: string;
  /** The page's script. */
  readonly script: URL;
  /** Script of its worker, which the page finds as the text of the element `#worker`. */
  readonly worker?: URL;
  readonly styles: readonly URL[];
  /** A file with what stands in `body`. */
  readonly body: URL;
  /** Data for the page, which it finds as JSON in the element `#data`. */
  readonly data?: unknown;
  /** Addresses that the page may call, as its content security policy has them; none by default. */
  readonly connects?: string;
}

/** The page as one HTML document. */
export async function bundlePage(parts: PageParts): Promise<string> {
  await (started ??= start());
  const [script, worker, ...styles] = await Promise.all([
    bundle(parts.script),
    parts.worker === undefined ? "" : bundle(parts.worker),
    ...parts.styles.map(bundle),
  ]);
  const inside = inScript(script);
  // by its hash: a script that came in with anybody's text is not run
  const policy =
    `default-src 'none'; script-src 'sha256-${await sha256(inside)}' 'wasm-unsafe-eval'; worker-src blob:; ` +
    `style-src 'unsafe-inline'; img-src data:; connect-src ${parts.connects ?? "'none'"}; base-uri 'none'; ` +
    "form-action 'none'";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escape(parts.description)}">
<link rel="icon" href="data:,">
<title>${escape(parts.title)}</title>
<style>${styles.join("")}</style>
</head>
<body>
${await Deno.readTextFile(parts.body)}
<script type="application/json" id="data">${
    JSON.stringify(parts.data ?? null).replaceAll("<", "\\u003c")
  }</script>
<script type="text/plain" id="worker">${inScript(worker)}</script>
<script>${inside}</script>
</body>
</html>
`;
}

let started: Promise<void> | undefined;

/** Starts esbuild, once in a process. */
async function start(): Promise<void> {
  await import("uplot"); // fetches the package that only pages use
  const bytes = await Deno.readFile(new URL(import.meta.resolve("esbuild-wasm/esbuild.wasm")));
  await initialize({ wasmModule: await WebAssembly.compile(bytes), worker: false });
}

async function bundle(entry: URL): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    define: { "import.meta.url": JSON.stringify("file:///") },
    plugins: [kernelInside, browserOnly, projectFiles],
  });
  return outputFiles[0].text;
}

/** Source-phase imports of WebAssembly, which bundlers do not know yet, become modules made from bytes in the script. */
const kernelInside: Plugin = {
  name: "kernel-inside",
  setup({ onLoad }) {
    onLoad({ filter: /kernel\.js$/ }, async ({ path }) => {
      const text = await Deno.readTextFile(path);
      const contents = text.replace(/import source (\w+) from "(.+?)";/g, (_, name: string, file: string) => {
        const bytes = Deno.readFileSync(new URL(file, pathToFileURL(path)));
        const decode = `Uint8Array.from(atob("${bytes.toBase64()}"), (c) => c.charCodeAt(0))`;
        return `const ${name} = new WebAssembly.Module(${decode});`;
      });
      return { contents, loader: "js" };
    });
  },
};

/** The figures' own document is the browser's. */
const browserOnly: Plugin = {
  name: "browser-only",
  setup({ onResolve, onLoad }) {
    // nothing that a page calls hashes or reads files: unused, these imports fall away
    onResolve({ filter: /^node:/ }, ({ path }) => ({ path, external: true, sideEffects: false }));
    onResolve({ filter: /^linkedom$/ }, ({ path }) => ({ path, namespace: "browser" }));
    onLoad({ filter: /.*/, namespace: "browser" }, () => ({
      contents: "export const parseHTML = () => globalThis;",
    }));
  },
};

function inScript(code: string): string {
  return code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
}

async function sha256(text: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toBase64();
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
