import type { Cheerio, CheerioAPI } from 'cheerio';
import type { Element } from 'domhandler';
import { requireMatch } from '../reading/contract.ts';
import { findLabels, readLine, readParagraphs, readTextWithout } from '../reading/html-text.ts';
import { modalityNames, type StudyBlock } from './record.ts';

const source = 'radiopaedia';

export const blockSelector = 'div.case-study';
/** Containers of a page that a script has built. */
export const builtSelector = `${blockSelector}, [id^="study-"]`;
/** Marks of the pages whose images the stacks address lists, and whose findings stand in the page alone. */
export const stacksEraSelector =
  '[data-study-id], .case-viewer-2022, div.hidden.data, .main-study-desc[id^="study-"]';
/** No case has so many; a page that has is none. */
const MOST_STUDIES = 300;
const findingsSelector = '.study-findings';

const idFromText = (text: string | undefined): string | null =>
  /(?:^|study-)(\d{1,9})$/.exec(text ?? '')?.[1] ?? null;

/** Study id of a block, by the marks of each era. */
const idOf = ($: CheerioAPI, block: Cheerio<Element>): string | null => {
  const own =
    idFromText(block.attr('data-study-id')) ??
    idFromText(block.attr('data-ref')) ??
    idFromText(block.attr('id'));
  if (own !== null) return own;
  const described = idFromText(
    block.find('.main-study-desc[id^="study-"], [id^="study-"]').first().attr('id'),
  );
  if (described !== null) return described;
  const link = block
    .find('a[href*="/studies/"]')
    .toArray()
    .map((element) => $(element).attr('href') ?? '');
  return /\/studies\/(\d{1,9})/.exec(link.join(' '))?.[1] ?? null;
};

const modalityOf = (block: Cheerio<Element>): string | null => {
  const shown = readLine(block.find('.study-modality > span, .study-modality').first());
  if (shown !== '') return shown;
  const data = block.find('div.hidden.data').first().text();
  return /"modality"\s{0,3}:\s{0,3}"([^"\\]{1,60})"/.exec(data)?.[1] ?? null;
};

/** Blocks of the page: marked as studies, or (newest pages) any container whose id names a study. */
const blocksOf = ($: CheerioAPI): Cheerio<Element> => {
  const marked = $(blockSelector);
  if (marked.length > 0) return marked;
  return $('[id^="study-"]').filter(
    (_, element) =>
      idFromText($(element).attr('id')) !== null && $(element).parents('[id^="study-"]').length === 0,
  ) as Cheerio<Element>;
};

/** A block like a study's but without id or viewer, on a page whose other blocks have theirs. */
export const isFreeText = ($: CheerioAPI, block: Cheerio<Element>): boolean =>
  idOf($, block) === null &&
  !readParagraphs(block).includes('Loading images') &&
  blocksOf($)
    .toArray()
    .some((other) => idOf($, $(other)) !== null);

/** Where a study's heading stands, and with it what the author says of the examination. */
const captionSelector = '.study-desc, .study-caption';

/** What stands there beside it and is none of the author's words on the examination as a whole. */
const besideCaption = `${findingsSelector}, .study-modality, .study-viewer, .view-fullscreen-link, .hidden, p.q, p.a`;

const captionOf = (block: Cheerio<Element>): string | null => {
  const holder = block.find(captionSelector);
  return readTextWithout(holder, holder.find(besideCaption).add(headingOf(block))) || null;
};

const headingOf = (block: Cheerio<Element>) => block.find('h2').first();

/**
 * Prose or a modality outside of the places they are read from, while those are empty: the markup changed under us.
 */
const checkBlock = ($: CheerioAPI, block: Cheerio<Element>, url: string): void => {
  if ($(stacksEraSelector).length === 0) return;
  const stray = block
    .find('p:not([class])')
    .filter(
      (_, element) =>
        $(element).closest(`${findingsSelector}, ${captionSelector}, .study-viewer, .hidden, .q, .a`)
          .length === 0,
    )
    .filter(
      (_, element) =>
        readParagraphs($(element)) !== '' && !readParagraphs($(element)).startsWith('Loading images'),
    );
  requireMatch(
    stray.length === 0 || block.find(findingsSelector).length > 0,
    { selector: `${blockSelector} .main-study-desc div.sub-section.study-findings.body`, field: 'findings' },
    { source, url },
  );
  const strayed = findLabels($, modalityNames).filter(
    (_, element) =>
      $(element).closest(block).length > 0 && $(element).closest('.study-modality, h2, .hidden').length === 0,
  );
  requireMatch(
    strayed.length === 0 || modalityOf(block) !== null,
    { selector: `${blockSelector} .study-modality > span`, field: 'modality' },
    { source, url },
  );
};

/** Null for a block of free text: it stands among the studies and is none. */
const readBlock = ($: CheerioAPI, block: Cheerio<Element>, url: string): StudyBlock | null => {
  const id = idOf($, block);
  if (id === null && isFreeText($, block)) return null;
  requireMatch(
    id !== null,
    { selector: `${blockSelector} [data-study-id], #study-{id}, a[href*="/studies/"]`, field: 'study id' },
    { source, url },
  );
  const findings = block
    .find(findingsSelector)
    .filter((_, element) => $(element).parents(findingsSelector).length === 0);
  checkBlock($, block, url);
  return {
    id: id ?? '',
    stacksUrl: block.attr('data-study-stacks-url') ?? null,
    heading: readLine(headingOf(block)) || null,
    modality: modalityOf(block),
    caption: captionOf(block),
    findings: readParagraphs(findings) || null,
  };
};

/** Study ids anywhere in the document, those of this case first if it names any, in order of appearance. */
export const studyIdsIn = (html: string, rid: string | null): string[] => {
  const own = rid === null ? [] : [...html.matchAll(new RegExp(`/cases/${rid}/studies/(\\d{1,9})`, 'g'))];
  const all = own.length > 0 ? own : [...html.matchAll(/\/studies\/(\d{1,9})/g)];
  return [...new Set(all.map((match) => match[1] ?? ''))];
};

/** A study of which only the id is known yet: the viewer's JSON tells the rest. */
export const bareStudy = (id: string): StudyBlock => ({
  id,
  stacksUrl: null,
  heading: null,
  modality: null,
  caption: null,
  findings: null,
});

/**
 * Every study of a rendered case page, in page order; a study without findings keeps its place.
 * @throws ContractBroken when the document names a study of this case that no block belongs to, or holds findings
 *   outside of the place they are read from
 */
export const readStudies = ($: CheerioAPI, html: string, rid: string | null, url: string): StudyBlock[] => {
  const found = blocksOf($).toArray();
  requireMatch(
    found.length <= MOST_STUDIES,
    { selector: blockSelector, field: `studies, found ${found.length}` },
    { source, url },
  );
  const blocks = found.flatMap((element) => readBlock($, $(element), url) ?? []);
  const seen = new Set<string>();
  const studies = blocks.filter((block) => !seen.has(block.id) && seen.add(block.id));
  const missing = studyIdsIn(html, rid).filter((id) => !seen.has(id));
  const own = rid === null || html.includes(`/cases/${rid}/studies/`);
  if ($(stacksEraSelector).length === 0) {
    // The newest viewer may hold back containers until they are scrolled to; its ids are all there.
    return [...studies, ...(own ? missing : []).map(bareStudy)];
  }
  requireMatch(
    studies.length > 0 && (missing.length === 0 || !own),
    {
      selector: blockSelector,
      field: `studies${missing.length > 0 ? ` (${missing.slice(0, 5).join(', ')} not found)` : ''}`,
    },
    { source, url },
  );
  return studies;
};
