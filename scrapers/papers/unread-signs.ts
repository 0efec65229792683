/** What stands for a sign that nothing says how to read (Unicode's replacement character). */
export const unreadSign = '\ufffd';

const nameless = /[\p{Co}\p{Cs}]|[^\P{Cc}\t\n\r]/u;

/** Whether a sign says nothing of itself: a control character other than white space, one of Unicode's private areas, half of one. */
export const isNameless = (sign: string): boolean => nameless.test(sign);

const allNameless = new RegExp(nameless, 'gu');
/** The bullet of word processors: the place of Symbol's in Unicode's private area. */
const wordBullet = '\uf0b7';

/** The text with a replacement character for each sign that says nothing of itself. */
export const withoutNameless = (text: string): string =>
  text.replaceAll(wordBullet, '•').replace(allNameless, unreadSign);

/** The same for every text in a value of plain objects and arrays. */
export function withoutNamelessIn<T>(value: T): T {
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') return withoutNameless(one);
    if (Array.isArray(one)) return one.map(walk);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, part]) => [key, walk(part)]));
  };
  return walk(value) as T;
}

/** How many signs of a text could not be read. */
export const countUnread = (text: string): number => text.split(unreadSign).length - 1;
