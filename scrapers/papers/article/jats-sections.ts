import type { Cheerio, CheerioAPI } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';
import { isElement, names } from '../../reading/text/vocabulary.ts';
import type { PaperSection } from '../paper.ts';
import { oneLine } from './article.ts';
import { blocksOf, lineOf } from './jats-text.ts';
import { patientNamed, sectionKind } from './sections.ts';

/** Read in places of their own: figures and tables stand among the paragraphs, notes beside a title or a caption. */
const readElsewhere = names('fig fig-group table-wrap');
/** What the back of an article holds besides references, appendices and the lives of its authors (left out): about the article, not about its patients. */
const asides: Readonly<Record<string, string>> = {
  ack: 'Acknowledgements',
  notes: 'Notes',
  'fn-group': 'Notes',
  glossary: 'Glossary',
};
const backMatter = `> back > app, > back > app-group > app, > back > sec, ${Object.keys(asides)
  .map((name) => `> back > ${name}`)
  .join(', ')}`;

/**
 * The sections of an article in the order of its telling: its abstract, body and back matter, then further abstracts (those of
 * a type, and translated ones, with their language).
 */
export function jatsSections(
  $: CheerioAPI,
  article: Cheerio<Element>,
  meta: Cheerio<Element>,
): PaperSection[] {
  const found: PaperSection[] = [];
  const add = (
    heading: string | null,
    paragraphs: string[],
    kind: PaperSection['kind'],
    language?: string,
  ): void => {
    if (paragraphs.length === 0 && heading === null) return;
    const patient = heading === null ? null : patientNamed(heading);
    const apart = language === undefined ? {} : { language };
    found.push({ id: `s${found.length + 1}`, heading, kind, paragraphs, patient, ...apart });
  };
  const summarise = (abstract: Element): void => {
    const summary = paragraphsOf(abstract.children, isHeadingOf(abstract, 'Abstract'));
    if (summary.length > 0) add('Abstract', summary, 'abstract', languageOf(abstract));
  };
  // Highlights, teasers and words of a graphical abstract have a type, and may stand before the abstract itself.
  const abstracts = meta.children('abstract').toArray();
  const main = abstracts.find(({ attribs }) => attribs['abstract-type'] === undefined) ?? abstracts[0];
  if (main !== undefined) summarise(main);
  const walk = (element: Element, parentKind: PaperSection['kind'] | null): void => {
    const isSection = element.name === 'sec' || element.name === 'app';
    const title = isSection ? titleOf(element) : undefined;
    const heading = title === undefined ? null : lineOf($(title)) || null;
    const own = heading === null ? 'body' : sectionKind(heading);
    const kind = own === 'body' && parentKind !== null ? parentKind : own;
    let waiting: AnyNode[] = title === undefined ? [] : $(title).find('fn').toArray();
    let headed = false;
    const tell = (): void => {
      const paragraphs = paragraphsOf(waiting);
      waiting = [];
      if (isSection && !headed) add(heading, paragraphs, kind);
      else if (paragraphs.length > 0) add(null, paragraphs, isSection ? kind : 'body');
      headed = true;
    };
    for (const child of element.children) {
      if (child === title || (isSection && isElement(child) && child.name === 'label')) continue;
      if (!isElement(child) || child.name !== 'sec') waiting.push(child);
      else {
        tell();
        walk(child, isSection ? kind : null);
      }
    }
    if (waiting.length > 0 || !headed) tell();
  };
  const [body] = article.children('body').toArray();
  if (body !== undefined) walk(body, null);
  for (const part of article.find(backMatter).toArray()) {
    const aside = asides[part.name];
    if (aside === undefined) walk(part, null);
    else {
      const title = titleOf(part);
      const heading = title === undefined ? aside : lineOf($(title)) || aside;
      const told = paragraphsOf(part.children, (element) => element === title);
      if (told.length > 0) add(heading, told, 'acknowledgement');
    }
  }
  for (const abstract of [...abstracts, ...meta.children('trans-abstract').toArray()])
    if (abstract !== main) summarise(abstract);
  return found;
}

/** The language a translated abstract is said to be in; undefined where it is the article's. */
const languageOf = ({ name, attribs }: Element): string | undefined =>
  name === 'trans-abstract'
    ? /^[a-z]{2,3}(?![a-z])/.exec((attribs['xml:lang'] ?? '').toLowerCase())?.[0]
    : undefined;

/** The title that opens a section; one behind other words is a line among them. */
function titleOf(section: Element): Element | undefined {
  const opening = section.children.find((child) =>
    isElement(child)
      ? !['label', 'sec-meta'].includes(child.name)
      : child.type === 'text' && child.data.trim() !== '',
  );
  return opening !== undefined && isElement(opening) && opening.name === 'title' ? opening : undefined;
}

/** Every block of running text, a paragraph each. @param besides what else is no part of it */
function paragraphsOf(
  nodes: readonly AnyNode[],
  besides: (element: Element) => boolean = () => false,
): string[] {
  const skip = (element: Element): boolean => readElsewhere.has(element.name) || besides(element);
  return blocksOf(nodes, skip);
}

/** The title of a part, where it only repeats what the part is. */
const isHeadingOf =
  (part: Element, name: string) =>
  (element: Element): boolean =>
    element.name === 'title' &&
    element.parent === part &&
    oneLine(element.children.map((child) => ('data' in child ? child.data : '')).join('')).toLowerCase() ===
      name.toLowerCase();
