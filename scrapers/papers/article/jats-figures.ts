import type { Cheerio, CheerioAPI } from 'cheerio';
import type { Element } from 'domhandler';
import { splitPanels } from '../panels/split-panels.ts';
import { captionLabel } from '../pdf/page/caption-labels.ts';
import type { ArticleFigure, ArticlePanel } from './article.ts';
import { bareLabel, oneLine } from './article.ts';
import { type NamedPart, WordsWriter } from './jats-words.ts';
import { labelKey, saysContinued } from './label-key.ts';

/** Portraits of authors, graphical abstracts, pictures of references and of other articles are no figures of this one. */
const elsewhere = 'sub-article, response, bio, ref-list, author-comment, abstract[abstract-type]';

/**
 * Figures of an article in JATS, in order: alone, in groups, one within another, in its floats and its supplements. A
 * figure whose parts bear letters is one with panels; one that goes on ("Figure 2 (Continued)") is one with what began it.
 */
export function jatsFigures($: CheerioAPI, article: Cheerio<Element>): ArticleFigure[] {
  const outer = article.find('fig-group, fig, supplementary-material').filter((_, node) => {
    const element = $(node);
    if (element.closest(elsewhere).length > 0 || element.parent().closest('fig-group, fig').length > 0)
      return false;
    // A supplement is a figure when it is a picture; figures inside it stand for themselves.
    return !element.is('supplementary-material') || isPicture($, element);
  });
  const read = outer.toArray().flatMap((node) => figuresOf($, $(node), ''));
  return continued(read);
}

const pictureName = /\.(?:jpe?g|png|gif|tiff?|webp|bmp)$/i;

function isPicture($: CheerioAPI, element: Cheerio<Element>): boolean {
  if (element.find('fig').length > 0) return false;
  const files = element.find('graphic, media').toArray();
  return [...files, ...element.toArray()].some(
    (node) =>
      node.name === 'graphic' ||
      /^image/i.test($(node).attr('mimetype') ?? '') ||
      pictureName.test($(node).attr('xlink:href') ?? ''),
  );
}

/** Files of a figure without those of the figures in it; of one picture in several formats only the first. */
function filesOf($: CheerioAPI, element: Cheerio<Element>): string[] {
  const own = element
    .find('graphic, media')
    .filter(
      (_, node) => $(node).closest('fig, fig-group').is(element) || element.is('supplementary-material'),
    );
  const taken = new Set<string>();
  const files = own.toArray().flatMap((node) => {
    const [choice] = $(node).parents('alternatives').toArray();
    const best = choice === undefined ? node : bestOf($, $(choice).children('graphic, media').toArray());
    const file = best === node ? $(node).attr('xlink:href') : undefined;
    return file === undefined || taken.has(file) || !taken.add(file) ? [] : file;
  });
  const direct = element.attr('xlink:href');
  return files.length === 0 && direct !== undefined ? [direct] : files;
}

const bestOf = ($: CheerioAPI, nodes: Element[]): Element | undefined =>
  nodes.find(
    (node) =>
      !/thumb|small|preview/i.test($(node).attr('specific-use') ?? $(node).attr('content-type') ?? ''),
  ) ?? nodes[0];

function figuresOf($: CheerioAPI, element: Cheerio<Element>, shared: string): ArticleFigure[] {
  const label = bareLabel(element.children('label').first().text());
  const inner = element
    .find('fig')
    .filter((_, node) => $(node).parent().closest('fig, fig-group').is(element))
    .toArray();
  const writer = new WordsWriter();
  if (shared !== '') {
    writer.run(shared);
    writer.part(' ');
  }
  for (const child of element.contents().toArray())
    if (!(child.type === 'tag' && child.name === 'label')) writer.walk(child);
  if (inner.length === 0) return [alone(label, writer, filesOf($, element))];
  const names = inner.map((node) => panelName(bareLabel($(node).children('label').first().text()), label));
  const bare = (node: Element): boolean => $(node).children('label, caption').text().trim() === '';
  if (inner.every((node, at) => names[at] !== null || bare(node)))
    return [withParts($, element, label, writer, inner, names)];
  // Figures of their own, or pictures of one figure with captions of their own: the group's words are of each.
  return inner.flatMap((node) =>
    figuresOf($, $(node), writer.words.text).map((figure) => ({
      ...figure,
      label: figure.label ?? (label === '' ? null : label),
    })),
  );
}

/** The panel that an inner label names: "A", "(b)", "Panel C", "Figure 1D" within figure 1; `null` for other labels. */
function panelName(label: string, outer: string): string | null {
  const [, short] =
    /^(?:panel\s)?[([]?((?:\p{L}|[ivx]{1,4}|\d{1,2})(?:\s?[-–,]\s?\p{L})?)[)\].:]?$/iu.exec(label) ?? [];
  if (short !== undefined) return short.toLowerCase();
  const [key, own] = [labelKey(label), outer === '' ? null : labelKey(outer)];
  if (label === '' || own === null || !key.startsWith(own)) return null;
  const letters = key.slice(own.length);
  return /^[a-z]$/.test(letters) ? letters : null;
}

function withParts(
  $: CheerioAPI,
  element: Cheerio<Element>,
  label: string,
  writer: WordsWriter,
  inner: readonly Element[],
  names: readonly (string | null)[],
): ArticleFigure {
  const panels: ArticlePanel[] = [];
  const files = filesOf($, element);
  for (const [at, node] of inner.entries()) {
    const own = filesOf($, $(node));
    files.push(...own);
    const name = names[at];
    const write = (): void => {
      for (const child of $(node).contents().toArray())
        if (!(child.type === 'tag' && child.name === 'label')) writer.walk(child);
    };
    if (!name) continue;
    const { start, end } = writer.named(oneLine($(node).children('label').first().text()), write);
    panels.push({ label: name, start, end, files: own });
  }
  const figure = alone(label, writer, files);
  const moved = figure.caption.length - writer.words.text.length;
  if (panels.length < 2) return figure;
  return {
    ...figure,
    panels: panels.map((one) => ({ ...one, start: one.start + moved, end: one.end + moved })),
  };
}

/** A figure from its words; a label that stands in them becomes its label. */
function alone(label: string, writer: WordsWriter, files: string[]): ArticleFigure {
  const { text, parts } = writer.words;
  const found = captionLabel(text);
  const inWords =
    found?.kind === 'figure' &&
    found.key !== 'figure' &&
    (label === '' || labelKey(label) === labelKey(found.label));
  const rest = inWords ? found.rest.replace(/^[\s.:|–—-]+/, '') : text;
  const caption = inWords && (label === '' || rest !== '') ? rest : text;
  const moved = caption.length - text.length;
  const named = ofList(parts).map((one) => ({
    ...one,
    start: one.start + moved,
    end: one.end + moved,
    files: [],
  }));
  return {
    label: label !== '' ? label : inWords ? `${found.label}${found.letters}` : null,
    caption,
    files: [...new Set(files)],
    ...(named.length > 1 && { panels: named }),
  };
}

/** Items of lists that count panels: "A", "b)", "(ii)". */
function ofList(parts: readonly NamedPart[]): Omit<ArticlePanel, 'files'>[] {
  const named = parts.map(({ label, start, end }) => ({ label: panelName(label, '') ?? '', start, end }));
  return named.every(({ label }) => label !== '') &&
    new Set(named.map(({ label }) => label)).size === named.length
    ? named
    : [];
}

/** Lays what goes on on what began it: one caption, one set of files, panels with the files of their part. */
function continued(figures: readonly ArticleFigure[]): ArticleFigure[] {
  const kept: ArticleFigure[] = [];
  for (const figure of figures) {
    const { label } = figure;
    const plain = (one: string): string => labelKey(one).replace(/(?<![a-z,–—-])[a-z,–—-]+$/, '');
    const at =
      label === null || !saysContinued(label)
        ? -1
        : kept.findLastIndex((one) => one.label !== null && plain(one.label) === plain(label));
    const before = kept[at];
    if (before === undefined) kept.push(figure);
    else kept[at] = together(before, figure);
  }
  return kept;
}

function together(first: ArticleFigure, next: ArticleFigure): ArticleFigure {
  const files = [...new Set([...first.files, ...next.files])];
  if (next.caption === '' || first.caption.includes(next.caption)) return { ...first, files };
  const caption = first.caption === '' ? next.caption : `${first.caption}\n${next.caption}`;
  const begins = caption.length - next.caption.length;
  const panels =
    first.panels !== undefined && next.panels !== undefined
      ? [
          ...first.panels,
          ...next.panels.map((one) => ({ ...one, start: one.start + begins, end: one.end + begins })),
        ]
      : splitPanels(caption).map(({ label, start, end }) => ({
          label,
          start,
          end,
          files: start < begins ? first.files : next.files,
        }));
  return { ...first, caption, files, ...(panels.length > 1 && { panels }) };
}
