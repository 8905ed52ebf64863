// Vectors of WIDTH floats, and what of them depends on the machine: everything else in this folder is plain arithmetic.
//
// The passes over the weights use `vec`. The gates' functions use `half`, at most eight floats, because units come in
// groups of eight whatever the width.

#pragma once
#include <stdint.h>

#if defined(__AVX512F__)
#define WIDTH 16
#elif defined(__AVX2__) && defined(__FMA__)
#define WIDTH 8
#elif defined(__aarch64__) || defined(__wasm_simd128__)
#define WIDTH 4
#else
#error "this processor has no vectors that the kernel knows: it takes AVX2 with multiply-add, AVX-512 or NEON"
#endif

#if WIDTH > 4
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

#define HALF (WIDTH < 8 ? WIDTH : 8)
#define INLINE static inline __attribute__((always_inline))

#ifdef __clang__
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 8")
#endif

// For a product's loop with AVX2, four turns without a test between them: where another thread has half of the core's
// cycles to take instructions in, how many they are is what limits a tile. WebAssembly loses by it.
#if WIDTH != 8
#define BY_FOUR
#elif defined(__clang__)
#define BY_FOUR _Pragma("clang loop unroll_count(4)")
#else
#define BY_FOUR _Pragma("GCC unroll 4")
#endif

typedef float vec __attribute__((vector_size(4 * WIDTH)));
typedef float half __attribute__((vector_size(4 * HALF)));
typedef int32_t half_bits __attribute__((vector_size(4 * HALF)));
typedef vec loose_vec __attribute__((aligned(4), may_alias));
typedef half loose_half __attribute__((aligned(4), may_alias));

INLINE vec load(const float *from) { return *(const loose_vec *)from; }
INLINE void store(float *to, vec value) { *(loose_vec *)to = value; }
INLINE half load_half(const float *from) { return *(const loose_half *)from; }
INLINE void store_half(float *to, half value) { *(loose_half *)to = value; }
// Taking zero away changes no float, so compilers leave it out; adding it would change -0.
INLINE vec splat(float value) { return value - (vec){}; }
INLINE half splat_half(float value) { return value - (half){}; }

// a * b + c and c - a * b: one rounding natively and on relaxed SIMD where the machine has the instruction, else two.
#ifdef __wasm_relaxed_simd__
#define MADD(a, b, c) __builtin_wasm_relaxed_madd_f32x4(a, b, c)
#define NMADD(a, b, c) __builtin_wasm_relaxed_nmadd_f32x4(a, b, c)
#else
#define MADD(a, b, c) ((a) * (b) + (c))
#define NMADD(a, b, c) ((c) - (a) * (b))
#endif

INLINE vec root(vec x) {
#if WIDTH == 16
  return (vec)_mm512_sqrt_ps((__m512)x);
#elif WIDTH == 8
  return (vec)_mm256_sqrt_ps((__m256)x);
#elif defined(__aarch64__)
  return (vec)vsqrtq_f32((float32x4_t)x);
#else
  return __builtin_elementwise_sqrt(x);
#endif
}

// Takes rate * m / d from two vectors of weights.
INLINE void descend(vec *w0, vec *w1, vec m0, vec m1, vec d0, vec d1, vec rate) {
#if WIDTH == 4
  // one division for both: it takes longer than the three products
  const vec share = rate / (d0 * d1);
  *w0 = NMADD(m0 * d1, share, *w0);
  *w1 = NMADD(m1 * d0, share, *w1);
#else
  // the processor's estimate of 1 / d, and one step of Newton for the quotient; an infinite d would make it NaN
#if WIDTH == 16
  d0 = (vec)_mm512_min_ps((__m512)d0, (__m512)splat(3e38f));
  d1 = (vec)_mm512_min_ps((__m512)d1, (__m512)splat(3e38f));
  const vec r0 = (vec)_mm512_rcp14_ps((__m512)d0);
  const vec r1 = (vec)_mm512_rcp14_ps((__m512)d1);
#else
  d0 = (vec)_mm256_min_ps((__m256)d0, (__m256)splat(3e38f));
  d1 = (vec)_mm256_min_ps((__m256)d1, (__m256)splat(3e38f));
  const vec r0 = (vec)_mm256_rcp_ps((__m256)d0);
  const vec r1 = (vec)_mm256_rcp_ps((__m256)d1);
#endif
  const vec q0 = m0 * r0;
  const vec q1 = m1 * r1;
  *w0 = NMADD(MADD(q0, NMADD(d0, r0, splat(1)), q0), rate, *w0);
  *w1 = NMADD(MADD(q1, NMADD(d1, r1, splat(1)), q1), rate, *w1);
#endif
}

// x held within +-limit; a NaN goes through.
INLINE half clamp(half x, float limit) {
#ifdef __wasm__
  // one instruction each where min and max would be five
  return __builtin_wasm_pmin_f32x4(__builtin_wasm_pmax_f32x4(x, splat_half(-limit)), splat_half(limit));
#elif WIDTH >= 8
  return (half)_mm256_min_ps((__m256)splat_half(limit), _mm256_max_ps((__m256)splat_half(-limit), (__m256)x));
#else
  return (half)vminq_f32(vmaxq_f32((float32x4_t)x, vdupq_n_f32(-limit)), vdupq_n_f32(limit));
#endif
}

// The sum of all lanes, in a fixed order: halves are added until one lane is left.
INLINE float sum_half(half a) {
#if WIDTH == 4
  return (a[0] + a[2]) + (a[1] + a[3]);
#else
  const __m128 four = _mm256_castps256_ps128((__m256)a) + _mm256_extractf128_ps((__m256)a, 1);
  const __m128 two = four + _mm_movehl_ps(four, four);
  return two[0] + two[1];
#endif
}

// exp(x) with an error of a few units in the last place; x is held within +-87.
//
// x = n ln 2 + r with |r| <= ln 2 / 2, a polynomial for exp(r), and n added to its exponent bits. Cephes' expf has the
// polynomial and the split of ln 2. Adding 1.5 * 2^23 leaves the nearest integer in the low bits of the sum.
INLINE half exponential(half x) {
  x = clamp(x, 87);
  const half rounded = MADD(x, splat_half(1.44269504088896341f), splat_half(12582912));
  const half n = rounded - splat_half(12582912);
  const half r = NMADD(n, splat_half(-2.12194440e-4f), NMADD(n, splat_half(0.693359375f), x));
  half p = MADD(r, splat_half(1.9875691500e-4f), splat_half(1.3981999507e-3f));
  p = MADD(p, r, splat_half(8.3334519073e-3f));
  p = MADD(p, r, splat_half(4.1665795894e-2f));
  p = MADD(p, r, splat_half(1.6666665459e-1f));
  p = MADD(p, r, splat_half(5.0000001201e-1f));
  p = MADD(p, r * r, r + splat_half(1));
  return (half)((half_bits)p + ((half_bits)rounded << 23));
}

// 1 / (1 + exp(-x))
INLINE half sigmoid(half x) { return splat_half(1) / (splat_half(1) + exponential(-x)); }

// 1 - 2 / (1 + exp(2x))
INLINE half hyperbolic_tangent(half x) {
  return splat_half(1) - splat_half(2) / (splat_half(1) + exponential(x + x));
}
