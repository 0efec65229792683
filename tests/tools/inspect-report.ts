import type { PageReport } from '../../scrapers/kit/inspect-page.ts';
import type { Reading } from '../../scrapers/kit/read-as.ts';

/** Entries of a list that are shown, and letters of each. */
const [mostShown, widest] = [12, 90];

const short = (text: string): string => {
  const line = text.replaceAll(/\s{1,1000}/g, ' ');
  return line.length > widest ? `${line.slice(0, widest - 1)}…` : line;
};

const listed = (title: string, entries: readonly string[]): string[] => [
  `\n${title}: ${entries.length}`,
  ...entries.slice(0, mostShown).map((entry) => `  ${entry}`),
  ...(entries.length > mostShown ? [`  and ${entries.length - mostShown} more (--json lists all)`] : []),
];

const readingLines = ({ source, id, title, images, fills, problem }: Reading): string[] => [
  `\nread as ${source}: ${id === null ? 'no case' : `${id}, ${images} images, titled ${short(title ?? 'nothing')}`}`,
  ...fills.map(({ field, selector, filled, of }) => {
    const state =
      filled === 0 ? (of === 0 ? 'none to fill' : 'MISSING') : filled < of ? `${filled} of ${of}` : 'filled';
    return `  ${field.padEnd(18)} ${state.padEnd(12)} (${selector})`;
  }),
  ...(problem === null ? [] : [`  in the way: ${problem}`]),
];

/** The report for a person. @param isAsked the site gave the page now, so its robots.txt allows it */
export const reportText = (
  {
    title,
    language,
    robots,
    canonical,
    headings,
    blocks,
    images,
    candidates,
    reading,
  }: PageReport & {
    readonly reading: Reading | null;
  },
  isAsked: boolean,
): string =>
  `${[
    `title: ${title || 'none'}`,
    `language: ${language ?? 'not stated'}`,
    `robots: ${isAsked ? 'robots.txt allows this address' : 'robots.txt not asked (a file)'}; the page itself says ${robots ?? 'nothing'}`,
    `canonical address: ${canonical ?? 'none'}`,
    ...listed(
      'headings',
      headings.map(({ selector, text }) => `${selector}  ${short(text)}`),
    ),
    ...listed(
      'blocks of text',
      blocks.map(({ selector, text }) => `${selector}  ${short(text)}`),
    ),
    ...listed(
      'images',
      images.map(
        ({ selector, address, caption }) =>
          `${selector}  ${short(address)}${caption === null ? '' : `  “${short(caption)}”`}`,
      ),
    ),
    ...listed(
      'candidates for selectors, most text first',
      candidates.map(
        ({ selector, matches, parts, characters }) =>
          `${selector}  ${characters} characters in ${parts} of ${matches}`,
      ),
    ),
    ...(reading === null
      ? ['\nread as no source: name one with --as (and --url for a file)']
      : readingLines(reading)),
  ].join('\n')}\n`;
