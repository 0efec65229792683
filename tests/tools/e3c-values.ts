/**
 * The length of time that a TIMEX3 value of the corpus names, as ISO 8601 writes it: `P4D`, `PT6H`; null for none, an unknown
 * count, and dates, which the corpus counts from days of its own. Its spellings differ: `P6HH`, `P4H`, `15D`.
 */
export function durationValue(value: string | undefined): string | null {
  const parts = /^P?(T?)(\d{1,3})(H|D|W|M|Y)\1?H?$/.exec(value ?? '');
  if (!parts) return null;
  const [, time, count, unit] = parts;
  return unit === 'H' ? `PT${Number(count)}H` : `P${time === 'T' ? 'T' : ''}${Number(count)}${unit}`;
}
