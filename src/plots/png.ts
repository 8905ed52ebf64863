/** A name that no module graph sees: its 61 MB are fetched only where a PNG is wanted. */
const CANVAS: string = "@napi-rs/canvas";

/**
 * A figure as PNG bytes, on the light background.
 *
 * @param svg a figure of this folder
 * @param scale pixels of the image to a pixel of the figure
 * @throws TypeError when the SVG does not say its width and height
 */
export async function toPng(svg: string, scale = 2): Promise<Uint8Array<ArrayBuffer>> {
  const size = svg.match(/^<svg[^>]* width="(\d+)"[^>]* height="(\d+)"/);
  if (!size) {
    throw new TypeError(`expected an SVG with a width and a height in pixels, got ${svg.slice(0, 60)}...`);
  }
  const [width, height] = [Number(size[1]) * scale, Number(size[2]) * scale];
  // A native addon: loaded only where a PNG is wanted, because it asks for permissions that no SVG needs.
  const { createCanvas, loadImage }: typeof import("@napi-rs/canvas") = await import(CANVAS);
  // The image is rendered at the size it states, so that a larger one stays sharp.
  const sized = svg.replace(
    size[0],
    size[0].replace(/ width="\d+"/, ` width="${width}"`).replace(/ height="\d+"/, ` height="${height}"`),
  );
  const canvas = createCanvas(width, height);
  canvas.getContext("2d").drawImage(await loadImage(new TextEncoder().encode(sized)), 0, 0);
  return new Uint8Array(await canvas.encode("png"));
}
