// Four floats at a time: multiply-add and the exponential functions of the gates.

/** a * b + c: one rounding where the build has relaxed SIMD and the machine a fused instruction, else two. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** c - a * b, rounded like {@link madd}. */
// @ts-ignore: decorator
@inline
export function nmadd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_nmadd(a, b, c);
  return f32x4.sub(c, f32x4.mul(a, b));
}

/** The sum of the four lanes, in a fixed order. */
// @ts-ignore: decorator
@inline
export function sumLanes(a: v128): f32 {
  return (
    (f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 2)) +
    (f32x4.extract_lane(a, 1) + f32x4.extract_lane(a, 3))
  );
}

/** Places in {@link TABLE}. */
const enum Constant {
  ONE,
  TWO,
  LEAST,
  LARGEST,
  LOG2_E,
  ROUNDER,
  LN2_HIGH,
  LN2_LOW,
  P7,
  P6,
  P5,
  P4,
  P3,
  P2,
}

/**
 * Four times each constant. A load from a fixed address is one instruction; a vector constant in the code is put
 * together from general registers by four, each time round the loop.
 */
// deno-fmt-ignore
const TABLE = memory.data<f32>([
  1, 1, 1, 1,
  2, 2, 2, 2,
  -87, -87, -87, -87,
  87, 87, 87, 87,
  1.44269504088896341, 1.44269504088896341, 1.44269504088896341, 1.44269504088896341,
  12582912, 12582912, 12582912, 12582912,
  0.693359375, 0.693359375, 0.693359375, 0.693359375,
  -2.12194440e-4, -2.12194440e-4, -2.12194440e-4, -2.12194440e-4,
  1.9875691500e-4, 1.9875691500e-4, 1.9875691500e-4, 1.9875691500e-4,
  1.3981999507e-3, 1.3981999507e-3, 1.3981999507e-3, 1.3981999507e-3,
  8.3334519073e-3, 8.3334519073e-3, 8.3334519073e-3, 8.3334519073e-3,
  4.1665795894e-2, 4.1665795894e-2, 4.1665795894e-2, 4.1665795894e-2,
  1.6666665459e-1, 1.6666665459e-1, 1.6666665459e-1, 1.6666665459e-1,
  5.0000001201e-1, 5.0000001201e-1, 5.0000001201e-1, 5.0000001201e-1,
]);

/** A constant of {@link TABLE}, four times. */
// @ts-ignore: decorator
@inline
function constant(which: Constant): v128 {
  return v128.load(TABLE + (<usize>which << 4));
}

/** 1, four times. */
// @ts-ignore: decorator
@inline
export function ones(): v128 {
  return constant(Constant.ONE);
}

/**
 * exp(x) with an error of a few units in the last place; x is held within +-87.
 *
 * x = n ln 2 + r with |r| <= ln 2 / 2, a polynomial for exp(r), and n added to its exponent bits. Cephes' expf has the
 * polynomial and the split of ln 2. `pmin` and `pmax` are one instruction where `min` and `max` would be five. Adding
 * 1.5 * 2^23 leaves the nearest integer in the low bits of the sum. A NaN goes through.
 */
// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, constant(Constant.LEAST)), constant(Constant.LARGEST));
  const rounded = madd(x, constant(Constant.LOG2_E), constant(Constant.ROUNDER));
  const n = f32x4.sub(rounded, constant(Constant.ROUNDER));
  const r = nmadd(n, constant(Constant.LN2_LOW), nmadd(n, constant(Constant.LN2_HIGH), x));
  let p = madd(r, constant(Constant.P7), constant(Constant.P6));
  p = madd(p, r, constant(Constant.P5));
  p = madd(p, r, constant(Constant.P4));
  p = madd(p, r, constant(Constant.P3));
  p = madd(p, r, constant(Constant.P2));
  p = madd(p, f32x4.mul(r, r), f32x4.add(r, ones()));
  return i32x4.add(p, i32x4.shl(rounded, 23));
}

/** 1 / (1 + exp(-x)) */
// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
  return f32x4.div(ones(), f32x4.add(ones(), exp(f32x4.neg(x))));
}

/** tanh(x) = 1 - 2 / (1 + exp(2x)) */
// @ts-ignore: decorator
@inline
export function tanh(x: v128): v128 {
  return f32x4.sub(ones(), f32x4.div(constant(Constant.TWO), f32x4.add(ones(), exp(f32x4.add(x, x)))));
}
