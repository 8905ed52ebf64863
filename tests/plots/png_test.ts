import { assertEquals, assertRejects } from "@std/assert";
import { figure } from "../../src/plots/figure.ts";
import { toPng } from "../../src/plots/png.ts";

// The canvas is a native addon: it asks for the whole of these permissions while it loads.
const permissions = { read: true, env: true, ffi: true, sys: true } as const;
const ignore = (Object.keys(permissions) as (keyof typeof permissions)[])
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

Deno.test({
  name: "a PNG has twice the pixels of its figure (needs --allow-read --allow-env --allow-ffi --allow-sys)",
  permissions,
  ignore,
  async fn() {
    const svg = figure({ title: "t", height: 50, width: 200 });
    const png = await toPng(svg);
    const header = new DataView(png.buffer);
    assertEquals(header.getUint32(0), 0x89504e47);
    assertEquals(header.getUint32(16), 400);
    assertEquals(header.getUint32(20), 2 * Number(svg.match(/ height="(\d+)"/)?.[1]));
  },
});

Deno.test({
  name: "an SVG without a size is refused (needs the same)",
  permissions,
  ignore,
  fn: async () => void await assertRejects(() => toPng("<svg></svg>"), TypeError, "a width and a height"),
});
