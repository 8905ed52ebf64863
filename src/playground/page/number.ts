/// <reference lib="dom" />

/** A number that glides from one value to the next, so that the eye sees which way it went. */
export function createNumber(output: HTMLElement): { show(value: number): void } {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let [from, to, began, frame] = [NaN, NaN, 0, 0];
  const draw = (now: number) => {
    const progress = Math.min(1, (now - began) / 600);
    const eased = 1 - (1 - progress) ** 3;
    // errors span decades, so they glide along their logarithm
    output.textContent = formatError(Math.exp(Math.log(from) + (Math.log(to) - Math.log(from)) * eased));
    if (progress < 1) frame = requestAnimationFrame(draw);
  };
  return {
    show(value) {
      if (value === to) return;
      cancelAnimationFrame(frame);
      [from, to, began] = [to, value, performance.now()];
      if (still.matches || !(from > 0 && to > 0)) output.textContent = formatError(to);
      else frame = requestAnimationFrame(draw);
    },
  };
}

/** An error with three digits at most; small ones as a power of ten. */
export function formatError(mse: number): string {
  if (!Number.isFinite(mse)) return "not a number";
  if (mse >= 0.0995) return mse.toFixed(3);
  return mse >= 1e-4 ? String(Number(mse.toPrecision(2))) : mse.toExponential(1);
}
