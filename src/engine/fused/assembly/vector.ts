// Four floats at a time: multiply-add and the exponential functions of the gates.

/** a * b + c: one rounding where the build has relaxed SIMD and the machine a fused instruction, else two. */
// @ts-ignore: decorator

export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** c - a * b, rounded like {@link madd}. */
// @ts-ignore: decorator

export function nmadd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_nmadd(a, b, c);
  return f32x4.sub(c, f32x4.mul(a, b));
}

/** The sum of the four lanes, in a fixed order. */
// @ts-ignore: decorator

export function sumLanes(a: v128): f32 {
  return (
    (f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 2)) +
    (f32x4.extract_lane(a, 1) + f32x4.extract_lane(a, 3))
  );
}

/** 1.5 * 2^23: added to a float below 2^22, it leaves the nearest integer in the low bits of the sum. */
// @ts-ignore: decorator

const ROUNDER: f32 = 12582912;

/**
 * exp(x) with an error of a few units in the last place; x is held within +-87.
 *
 * x = n ln 2 + r with |r| <= ln 2 / 2, a polynomial for exp(r), and n added to its exponent bits. Cephes' expf has the
 * polynomial and the split of ln 2. Each step is one instruction: `pmin` and `pmax` where `min` and `max` would be
 * five, the rounding by an addition where a checked conversion would be six. A NaN goes through.
 */
// @ts-ignore: decorator

export function exp(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-87)), f32x4.splat(87));
  const rounded = madd(x, f32x4.splat(1.44269504088896341), f32x4.splat(ROUNDER));
  const n = f32x4.sub(rounded, f32x4.splat(ROUNDER));
  const r = madd(n, f32x4.splat(2.12194440e-4), nmadd(n, f32x4.splat(0.693359375), x));
  let p = madd(r, f32x4.splat(1.9875691500e-4), f32x4.splat(1.3981999507e-3));
  p = madd(p, r, f32x4.splat(8.3334519073e-3));
  p = madd(p, r, f32x4.splat(4.1665795894e-2));
  p = madd(p, r, f32x4.splat(1.6666665459e-1));
  p = madd(p, r, f32x4.splat(5.0000001201e-1));
  p = madd(p, f32x4.mul(r, r), f32x4.add(r, f32x4.splat(1)));
  return i32x4.add(p, i32x4.shl(rounded, 23));
}

/** 1 / (1 + exp(-x)) */
// @ts-ignore: decorator

export function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp(f32x4.neg(x))));
}

/** tanh(x) = 1 - 2 / (1 + exp(2x)) */
// @ts-ignore: decorator

export function tanh(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(one, exp(f32x4.add(x, x)))));
}

/** into += from, `count` floats, a multiple of 4. */
export function addFloats(into: usize, from: usize, count: i32): void {
  for (const end = from + (<usize> count << 2); from < end; from += 16) {
    v128.store(into, f32x4.add(v128.load(into), v128.load(from)));
    into += 16;
  }
}
