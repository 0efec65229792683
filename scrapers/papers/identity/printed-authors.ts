import type { TextLine } from '../pdf/page/page-text.ts';

/** The names between the title and what follows it, without raised letters and degrees. */
export function printedAuthors(front: readonly TextLine[], heading: readonly TextLine[]): string[] {
  const last = heading.at(-1);
  if (last === undefined) return [];
  const below = front
    .filter(
      (line) =>
        line.box[1] > last.box[3] - 2 &&
        line.box[1] < last.box[3] + 160 &&
        (line.size < last.size || (line.size === last.size && line.font !== last.font)),
    )
    .sort((one, other) => one.box[1] - other.box[1] || one.box[0] - other.box[0]);
  for (const start of below.slice(0, 8)) {
    const names = namesFrom(start, below.slice(below.indexOf(start)));
    if (names.length > 0) return names;
  }
  return [];
}

/** What follows the names on a title page: addresses, dates, licences, the abstract. */
const notNames =
  /^(?:abstract|summary|background|introduction|objective|correspond|received|accepted|published|doi\b|https?:|©|copyright|this is|department|division|school|faculty|from the|keywords?|citation|e-?mail)|\b10\.\d{4,9}\/|https?:\/\/|\S@\S/i;

function namesFrom(start: TextLine, below: readonly TextLine[]): string[] {
  const names: string[] = [];
  let bottom = start.box[1];
  for (const line of below) {
    if (Math.abs(line.size - start.size) > 0.6 || line.box[1] - bottom > 2.2 * line.size) break;
    if (notNames.test(line.text)) break;
    bottom = line.box[3];
    // Raised marks are set smaller than the names.
    names.push(
      line.runs
        .filter((run) => run.size > 0.8 * line.size)
        .map((run) => run.text)
        .join(' '),
    );
  }
  return authorNamesIn(names.join(' '));
}

/** Words of a name are capitalised, but for particles: "Transmission of HIV" is no person. */
const personName =
  /^\p{Lu}[\p{L}.'’-]*(?:\s(?:\p{Lu}[\p{L}.'’-]*|de|del|della|di|da|dos|das|do|du|van|von|der|den|ter|ten|le|la|el|al|bin|ibn|ben|y|e|zu|zur|af|av)){0,5}\s(?:\p{Lu}|[a-z]{1,2}['’-]\p{Lu})[\p{L}.'’-]+$/u;

/** The names of a list like "Ada B. Example1, Bo SAMPLE* and Cy Third, MD"; what is no name is left out. */
export function authorNamesIn(list: string): string[] {
  return list
    .replace(/\band\b|&|\||;|•|·/g, ',')
    .split(',')
    .map((name) =>
      name
        .replace(/[\d*†‡§∗#]+/g, ' ')
        // The mark of an ORCID is read as two letters.
        .replace(/(?<=\p{Ll})ID\b/gu, '')
        .replace(
          /\b(?:M\.?D\.?|Ph\.?D\.?|M\.?B\.?B\.?S\.?|MSc|M\.?S\.?|BSc|MM|MPH|FRCR|Prof\.?|Dr\.?)\b/g,
          ' ',
        )
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((name) => personName.test(name) && name.length < 60)
    .slice(0, 200);
}
