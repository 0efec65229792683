/** The 95 % interval of a share after Wilson (1927): honest for small counts, and within 0 and 1. */
export function wilson(part: number, whole: number): readonly [low: number, high: number] {
  if (whole === 0) return [0, 1];
  const z = 1.96;
  const share = part / whole;
  const spread = z * Math.sqrt((share * (1 - share)) / whole + (z * z) / (4 * whole * whole));
  const middle = share + (z * z) / (2 * whole);
  const scale = 1 + (z * z) / whole;
  return [Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale)];
}
