// The two register-blocked products behind a window. A tile of 8 x 6 results fills twelve of the sixteen vector
// registers; 8 x 4 serves what six does not divide. Each result is summed in the order of its index, so the shape of
// the tile does not change a bit of it.

import { madd } from "./vector";

/**
 * out[r][0..7] = sum over k of panel[k][0..7] * rows[r][k], for four rows, or six.
 *
 * @param panel [count][8]
 * @param rows first of the rows, `stride` bytes apart
 * @param out rows of 8, `outStride` bytes apart
 */
// @ts-ignore: decorator
@inline
function multiplyTile(
  panel: usize,
  count: usize,
  rows: usize,
  stride: usize,
  out: usize,
  outStride: usize,
  six: bool,
): void {
  let a0 = f32x4.splat(0);
  let a1 = f32x4.splat(0);
  let b0 = f32x4.splat(0);
  let b1 = f32x4.splat(0);
  let c0 = f32x4.splat(0);
  let c1 = f32x4.splat(0);
  let d0 = f32x4.splat(0);
  let d1 = f32x4.splat(0);
  let e0 = f32x4.splat(0);
  let e1 = f32x4.splat(0);
  let f0 = f32x4.splat(0);
  let f1 = f32x4.splat(0);
  let ra = rows;
  let rb = ra + stride;
  let rc = rb + stride;
  let rd = rc + stride;
  let re = rd + stride;
  let rf = re + stride;
  for (const end = panel + (count << 5); panel < end; panel += 32) {
    const p0 = v128.load(panel);
    const p1 = v128.load(panel, 16);
    const a = v128.load_splat<f32>(ra);
    a0 = madd(p0, a, a0);
    a1 = madd(p1, a, a1);
    const b = v128.load_splat<f32>(rb);
    b0 = madd(p0, b, b0);
    b1 = madd(p1, b, b1);
    const c = v128.load_splat<f32>(rc);
    c0 = madd(p0, c, c0);
    c1 = madd(p1, c, c1);
    const d = v128.load_splat<f32>(rd);
    d0 = madd(p0, d, d0);
    d1 = madd(p1, d, d1);
    if (six) {
      const e = v128.load_splat<f32>(re);
      e0 = madd(p0, e, e0);
      e1 = madd(p1, e, e1);
      const f = v128.load_splat<f32>(rf);
      f0 = madd(p0, f, f0);
      f1 = madd(p1, f, f1);
    }
    ra += 4;
    rb += 4;
    rc += 4;
    rd += 4;
    re += 4;
    rf += 4;
  }
  v128.store(out, a0);
  v128.store(out, a1, 16);
  out += outStride;
  v128.store(out, b0);
  v128.store(out, b1, 16);
  out += outStride;
  v128.store(out, c0);
  v128.store(out, c1, 16);
  out += outStride;
  v128.store(out, d0);
  v128.store(out, d1, 16);
  if (six) {
    out += outStride;
    v128.store(out, e0);
    v128.store(out, e1, 16);
    out += outStride;
    v128.store(out, f0);
    v128.store(out, f1, 16);
  }
}

/** {@link multiplyTile} for any even number of rows from four upwards. */
export function multiplyPanel(
  panel: usize,
  count: usize,
  rows: usize,
  stride: usize,
  out: usize,
  outStride: usize,
  rowCount: usize,
): void {
  for (let fours = rowCount % 6; fours; fours = (fours + 2) % 6) {
    multiplyTile(panel, count, rows, stride, out, outStride, false);
    rows += stride << 2;
    out += outStride << 2;
    rowCount -= 4;
  }
  for (; rowCount; rowCount -= 6) {
    multiplyTile(panel, count, rows, stride, out, outStride, true);
    rows += stride * 6;
    out += outStride * 6;
  }
}

/**
 * out[k][0..7] += sum over n of panel[n][0..7] * strip[n][k], for six k.
 *
 * @param panel [count][8]
 * @param strip [count][6]
 * @param out [6][8]
 */
export function accumulateProduct(panel: usize, strip: usize, count: usize, out: usize): void {
  let a0 = v128.load(out);
  let a1 = v128.load(out, 16);
  let b0 = v128.load(out, 32);
  let b1 = v128.load(out, 48);
  let c0 = v128.load(out, 64);
  let c1 = v128.load(out, 80);
  let d0 = v128.load(out, 96);
  let d1 = v128.load(out, 112);
  let e0 = v128.load(out, 128);
  let e1 = v128.load(out, 144);
  let f0 = v128.load(out, 160);
  let f1 = v128.load(out, 176);
  for (const end = panel + (count << 5); panel < end; panel += 32) {
    const p0 = v128.load(panel);
    const p1 = v128.load(panel, 16);
    const a = v128.load_splat<f32>(strip);
    a0 = madd(p0, a, a0);
    a1 = madd(p1, a, a1);
    const b = v128.load_splat<f32>(strip, 4);
    b0 = madd(p0, b, b0);
    b1 = madd(p1, b, b1);
    const c = v128.load_splat<f32>(strip, 8);
    c0 = madd(p0, c, c0);
    c1 = madd(p1, c, c1);
    const d = v128.load_splat<f32>(strip, 12);
    d0 = madd(p0, d, d0);
    d1 = madd(p1, d, d1);
    const e = v128.load_splat<f32>(strip, 16);
    e0 = madd(p0, e, e0);
    e1 = madd(p1, e, e1);
    const f = v128.load_splat<f32>(strip, 20);
    f0 = madd(p0, f, f0);
    f1 = madd(p1, f, f1);
    strip += 24;
  }
  v128.store(out, a0);
  v128.store(out, a1, 16);
  v128.store(out, b0, 32);
  v128.store(out, b1, 48);
  v128.store(out, c0, 64);
  v128.store(out, c1, 80);
  v128.store(out, d0, 96);
  v128.store(out, d1, 112);
  v128.store(out, e0, 128);
  v128.store(out, e1, 144);
  v128.store(out, f0, 160);
  v128.store(out, f1, 176);
}
