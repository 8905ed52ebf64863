/**
 * HTML that somebody else wrote (a notebook's outputs, Markdown with tags in it), without what could act: no script, no
 * handler, no link but to pages and places, no style sheet, nothing that loads.
 *
 * `sanitize-html` keeps what is listed and drops the rest; DOMPurify needs a browser's own DOM to be safe.
 *
 * @module
 */
// @ts-types="@types/sanitize-html"
import sanitizeHtml from "sanitize-html";

const PROSE =
  "a abbr b blockquote br caption code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img kbd li mark ol p pre q s samp " +
  "small span strong sub summary sup table tbody td tfoot th thead tr tt u ul var";

const DRAWING =
  "svg g path circle ellipse line polyline polygon rect text tspan title desc defs clipPath linearGradient stop marker";

/** How a shape lies and looks; none of these can name another document. */
const DRAWN =
  "class role aria-* d cx cy r rx ry x y x1 y1 x2 y2 dx dy width height points transform viewBox xmlns preserveAspectRatio " +
  "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-linejoin stroke-linecap " +
  "stroke-miterlimit opacity text-anchor dominant-baseline font-family font-size font-style font-variant font-weight " +
  "offset stop-color stop-opacity";

const words = (text: string) => text.split(" ");

const RULES: sanitizeHtml.IOptions = {
  allowedTags: [...words(PROSE), ...words(DRAWING)],
  allowedAttributes: {
    "*": ["class", "style", "role", "aria-*", "colspan", "rowspan", "scope"],
    a: ["href"],
    img: ["src", "alt", "width", "height"],
    ...Object.fromEntries(["h1", "h2", "h3", "h4", "h5", "h6", "clipPath"].map((tag) => [tag, ["id"]])),
    ...Object.fromEntries(words(DRAWING).map((tag) => [tag, [...words(DRAWN), "id"]])),
  },
  allowedStyles: { "*": { "text-align": [/^(left|right|center)$/] } },
  allowedSchemes: ["http", "https", "mailto"],
  allowedSchemesByTag: { img: ["data"] },
  allowProtocolRelative: false,
  exclusiveFilter: ({ tag, attribs }) =>
    tag === "img" && !/^data:image\/(png|jpeg|gif|webp);/.test(attribs.src ?? ""),
  // SVG's names are written in both cases
  parser: { lowerCaseTags: false, lowerCaseAttributeNames: false },
};

/**
 * The HTML without what could act.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(sanitise('<b onclick="x()">bold</b><script>x()</script>'), "<b>bold</b>");
 * assertEquals(sanitise('<a href="javascript:x()">here</a>'), "<a>here</a>");
 * ```
 */
export function sanitise(html: string): string {
  return sanitizeHtml(html, RULES);
}
