import { assertEquals, assertNotMatch } from "@std/assert";
import { parseHTML } from "linkedom";
import { renderMarkdown } from "../../src/submission/markdown.ts";
import { sanitise } from "../../src/submission/sanitise.ts";

/** Ways to bring script or a request into a page. */
const HOSTILE = [
  "<script>alert(1)</script>",
  "<SCRIPT SRC=https://example.org/x.js></SCRIPT>",
  "<img src=x onerror=alert(1)>",
  '<img src="https://example.org/pixel.png">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href=" java\nscript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:x">x</a>',
  "<svg onload=alert(1)></svg>",
  "<svg><script>alert(1)</script></svg>",
  "<svg><style><img src=x onerror=alert(1)></style></svg>",
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<svg><use href="https://example.org/x.svg#a"/></svg>',
  '<svg><image href="https://example.org/x.png"/></svg>',
  "<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>",
  '<svg><animate attributeName="href" values="javascript:alert(1)"/></svg>',
  "<svg><title><img src=x onerror=alert(1)></title></svg>",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
  "<style>@import 'https://example.org/x.css'; body { display: none }</style>",
  '<p style="background: url(https://example.org/x)">x</p>',
  '<p style="position: fixed; top: 0">x</p>',
  '<link rel="stylesheet" href="https://example.org/x.css">',
  '<meta http-equiv="refresh" content="0; url=https://example.org">',
  '<base href="https://example.org/">',
  '<form action="https://example.org"><input name="x"><button>send</button></form>',
  '<iframe src="https://example.org"></iframe>',
  '<object data="https://example.org"></object>',
  '<embed src="https://example.org">',
  '<video src="https://example.org/x.mp4" autoplay></video>',
  "<details ontoggle=alert(1) open>x</details>",
  "</div></main><script>alert(1)</script>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
  "<!--><img src=x onerror=alert(1)>-->",
  "<textarea></textarea><img src=x onerror=alert(1)>",
];

/** What is left of a document that could act, as a browser's tree would show it. */
function active(html: string): string[] {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  return [...document.body.querySelectorAll("*")].flatMap((element: Element) => [
    ...(/^(script|style|iframe|object|embed|form|input|button|link|meta|base|use|image|animate|foreignobject|video)$/i
        .test(element.tagName)
      ? [element.tagName]
      : []),
    ...[...element.attributes].filter(({ name, value }) =>
      /^on/i.test(name) || /^\s*(j\s*a\s*v\s*a|vb)script:/i.test(value) || /^data:text/i.test(value) ||
      name === "style" || name === "src" && !value.startsWith("data:image/")
    ).map(({ name, value }) => `${name}=${value}`),
  ]);
}

for (const text of HOSTILE) {
  Deno.test(`nothing that acts is left of ${text}`, () => {
    assertEquals(active(sanitise(text)), []);
    assertEquals(active(renderMarkdown(text, "chapter").html), []);
    assertNotMatch(sanitise(text), /<script|onerror=alert\(1\)>/i);
  });
}

Deno.test("Markdown's own links are held to the same", () => {
  for (const target of ["javascript:alert(1)", "data:text/html,x", 'x" onclick="alert(1)', "vbscript:x"]) {
    assertEquals(active(renderMarkdown(`[here](<${target}>) ![x](<${target}>)`, "chapter").html), []);
  }
  const { html } = renderMarkdown('[here]($x" onclick="alert(1)$)', "chapter");
  assertEquals(active(html), []);
});

Deno.test("a figure, a table and prose stay as they are", () => {
  for (
    const html of [
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img" aria-label="loss"><g transform="translate(1,2)" fill="none"><path d="M0,0L1,1" stroke-width="2"></path><text text-anchor="end">loss</text></g></svg>',
      '<table><thead><tr><th>run</th></tr></thead><tbody><tr><td style="text-align:right">0.5</td></tr></tbody></table>',
      '<p>See <a href="https://example.org/a">there</a> and <a href="#results">here</a>: <code>x</code></p>',
    ]
  ) assertEquals(sanitise(html), html);
});

Deno.test("words that look like the place of an equation stay words", () => {
  assertEquals(renderMarkdown("EQUATION7HERE", "a").html, "<p>EQUATION7HERE</p>\n");
});
