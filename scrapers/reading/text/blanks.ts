/** White space of mark-up's source. */

export const trimEnd = (line: string): string => {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end -= 1;
  return line.slice(0, end);
};
export const trimStart = (line: string): string => line.replace(/^[ \t]{1,10000}/, '');

/** Source line breaks with the indentation around them become one space; runs of spaces stay. */
export const unwrapped = (data: string): string => {
  const lines = data.split(/\r\n|\r|\n/);
  return lines
    .map((line, index) => {
      const start = index === 0 ? line : trimStart(line);
      return index === lines.length - 1 ? start : trimEnd(start);
    })
    .join(' ');
};
