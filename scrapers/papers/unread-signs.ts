/** What stands for a sign that nothing says how to read (Unicode's replacement character). */
export const unreadSign = '\ufffd';

/** Control characters other than white space: they are no words, and stand where a font does not say what its codes mean. */
const controls = /[^\P{Cc}\t\n\r]/gu;

/** The text with a replacement character for each control character, so that places in it stay. */
export const withoutControls = (text: string): string => text.replace(controls, unreadSign);

/** The same for every text in a value of plain objects and arrays. */
export function withoutControlsIn<T>(value: T): T {
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') return withoutControls(one);
    if (Array.isArray(one)) return one.map(walk);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, part]) => [key, walk(part)]));
  };
  return walk(value) as T;
}

/** How many signs of a text could not be read. */
export const countUnread = (text: string): number => text.split(unreadSign).length - 1;
