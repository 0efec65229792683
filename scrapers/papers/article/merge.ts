import { languageOf } from '../../../data/vocabulary/language.ts';
import { freeId } from '../identifiers.ts';
import { splitPanels } from '../panels/split-panels.ts';
import type { Paper, PaperFigure, PaperImage, PaperPanel } from '../paper.ts';
import { plainWords } from '../plain-words.ts';
import type { Article, ArticleFigure } from './article.ts';
import { labelId, labelKey } from './label-key.ts';

/** The panels of an article's figure: by its mark-up, else by the words of its caption; pictures as they were known. */
function panelsOf(
  { caption, panels }: ArticleFigure,
  files: readonly PaperImage[],
  earlier: readonly PaperPanel[],
): PaperPanel[] {
  const told = panels?.map((panel) => ({ ...panel, caption: caption.slice(panel.start, panel.end) }));
  return (told ?? splitPanels(caption).map((panel) => ({ ...panel, files: [] as string[] }))).map(
    ({ files: references, ...panel }) => {
      const known = earlier.find((one) => one.label === panel.label);
      const named = files.filter(
        ({ reference }) => reference !== undefined && references.includes(reference),
      );
      const [own] = named.length === 1 ? named : [];
      return {
        ...panel,
        image: own?.id ?? known?.image ?? null,
        rectangle: own === undefined ? (known?.rectangle ?? null) : null,
        confidence: own === undefined ? (known?.confidence ?? 0) : 1,
      };
    },
  );
}

/** Share of words two texts have in common, 0 to 1. */
export function sharedWords(one: string, other: string): number {
  const [first, second] = [new Set(plainWords(one).split(' ')), new Set(plainWords(other).split(' '))];
  const common = [...first].filter((word) => second.has(word)).length;
  return common / Math.max(1, first.size, second.size);
}

/** The label of the figure at a place, as printed; its place where nothing is printed and no other figure has that number. */
function printedLabel(figures: readonly ArticleFigure[], at: number): string {
  const own = figures[at]?.label ?? null;
  if (own !== null) return own;
  const place = `Figure ${at + 1}`;
  return figures.some(({ label }) => label !== null && labelKey(label) === labelKey(place))
    ? 'Figure'
    : place;
}

const articleFigure = (
  figure: ArticleFigure,
  label: string,
  order: number,
  kind: Article['kind'],
  images: PaperImage[],
): PaperFigure => ({
  id: `figure-${labelId(figure.label ?? '') || `u${order}`}`,
  label,
  caption: figure.caption,
  page: null,
  captionPage: null,
  box: null,
  panels: panelsOf(figure, images, []),
  images,
  source: kind,
  confidence: { caption: 1, images: images.length > 0 ? 1 : 0, panels: 0 },
  patient: null,
});

/** A paper of which only the article's text (and perhaps its figure files) is at hand. */
export function paperFromArticle(
  article: Article,
  hash: string,
  id: string,
  images: ReadonlyMap<ArticleFigure, PaperImage[]>,
): Paper {
  const { kind, language, figures, ...rest } = article;
  const read = figures.map((figure, index) =>
    articleFigure(figure, printedLabel(figures, index), index + 1, kind, images.get(figure) ?? []),
  );
  return {
    id,
    ...rest,
    language: language ?? languageOf(article.sections.flatMap((section) => section.paragraphs).join(' ')),
    pages: 0,
    figures: unique(read),
    uncaptioned: [],
    unassigned: [],
    warnings: [],
    source: { sha256: hash, kind },
  };
}

/** Figure ids are unique: a second "Figure 1" gets a number behind. */
function unique(figures: PaperFigure[]): PaperFigure[] {
  const taken = new Set<string>();
  return figures.map((figure) => {
    const id = freeId(figure.id, taken);
    taken.add(id);
    return { ...figure, id };
  });
}

/**
 * Puts an article's text over what was read from its PDF: metadata, sections, tables, labels and captions are the
 * article's; pages, boxes and images stay the PDF's, figure by figure matched by number, else by words.
 */
export function mergeArticle(
  paper: Paper,
  article: Article,
  images: ReadonlyMap<ArticleFigure, PaperImage[]>,
): Paper {
  const left = [...paper.figures];
  const figures = article.figures.map((figure, index): PaperFigure => {
    const byLabel =
      figure.label === null ? [] : left.filter((own) => labelKey(own.label) === labelKey(figure.label ?? ''));
    const byWords = left
      .map((own) => ({ own, share: sharedWords(own.caption, figure.caption) }))
      .filter(({ share }) => share > 0.6)
      .sort((one, other) => other.share - one.share);
    const own = byLabel[0] ?? byWords[0]?.own;
    const files = images.get(figure) ?? [];
    if (own === undefined)
      return articleFigure(figure, printedLabel(article.figures, index), index + 1, article.kind, files);
    left.splice(left.indexOf(own), 1);
    return {
      ...own,
      label: figure.label ?? own.label,
      caption: figure.caption || own.caption,
      panels: figure.caption === '' ? own.panels : panelsOf(figure, files, own.panels),
      images: [...own.images, ...files],
      source: article.kind,
      confidence: { ...own.confidence, caption: 1 },
    };
  });
  const { kind, language, figures: _, ...rest } = article;
  const told = Object.fromEntries(
    Object.entries(rest).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  ) as Partial<Paper>;
  return {
    ...paper,
    ...told,
    licence:
      article.licence.code === null && article.licence.stated === null ? paper.licence : article.licence,
    language: language ?? paper.language,
    figures: unique([...figures, ...left]),
    // The article names all figures there are.
    uncaptioned: figures.length > 0 ? [] : paper.uncaptioned,
    source: { ...paper.source, kind: kind === 'jats' ? 'pdf+jats' : 'pdf+html' },
  };
}
