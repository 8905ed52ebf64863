/** A number for a sentence: four significant digits, no exponent where it can be avoided. */
export function show(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6 || value === 0
    ? String(Number(value.toPrecision(4)))
    : value.toExponential(2);
}
