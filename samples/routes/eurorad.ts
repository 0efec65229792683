import {
  caseOf,
  type EuroradEra,
  euroradSearchPage,
  searchEurorad,
  sectionNumbers,
} from '../pages/eurorad.ts';
import { mimeOf, renderOriginal, renderReduced } from '../picture.ts';
import { html, image, type SiteRoute } from '../server.ts';
import type { EuroradFigure, EuroradStory } from '../story.ts';

export interface EuroradOptions {
  era: EuroradEra;
  origin: () => string;
  /** Results a page; the site shows 9. */
  pageSize?: number;
}

/** Long side of the rendition shown first, pixels. */
const teaserSize = 400;

/** Paths compare with single slashes: the site answers both spellings. */
const plain = (path: string): string => decodeURIComponent(path).replaceAll(/\/{2,8}/g, '/');

const imageAnswer = async (path: string, files: Map<string, EuroradFigure>) => {
  const [, style, file] =
    /^\/sites\/default\/files\/(?:styles\/([a-z_]+)\/public\/)?figure_image\/(.+)$/.exec(path) ?? [];
  const figure = file === undefined ? undefined : files.get(file);
  if (!figure) return null;
  if (style === undefined) {
    if (figure.missing?.includes('original')) return null;
    return image(await renderOriginal(figure), mimeOf(figure.encoding));
  }
  if (style === 'figure_image') {
    if (figure.missing?.includes('figure_image')) return null;
    return image(await renderReduced(figure, 1600), 'image/jpeg');
  }
  return style === 'figure_image_teaser_large'
    ? image(await renderReduced(figure, teaserSize), 'image/jpeg')
    : null;
};

/** A Eurorad-like site. */
export const euroradRoute = (stories: readonly EuroradStory[], options: EuroradOptions): SiteRoute => {
  const files = new Map(
    stories.flatMap((story) =>
      story.figures.map((figure) => [plain(`${figure.folder}/${figure.file}`), figure] as const),
    ),
  );
  return ({ url }) => {
    if (url.pathname === '/advanced-search') {
      const filters = [...url.searchParams].flatMap(([name, value]) =>
        name.startsWith('filter[') ? [value] : [],
      );
      const found = searchEurorad(
        stories,
        url.searchParams.get('search') ?? '',
        filters.map((filter) => sectionNumbers[filter] ?? filter),
      );
      const address = (page: number): string => {
        const parameters = new URLSearchParams(url.searchParams);
        parameters.set('page', String(page));
        return `/advanced-search?${parameters}`;
      };
      const page = Math.max(0, Number(url.searchParams.get('page') ?? '0') || 0);
      return html(
        euroradSearchPage(found, { address, page, pageSize: options.pageSize ?? 9 }, options.origin()),
      );
    }
    const [, id] = /^\/case\/(\d+)(?:\/teaching-case)?$/.exec(url.pathname) ?? [];
    if (id) {
      const story = stories.find((candidate) => String(candidate.id) === id);
      return story ? html(caseOf(story, options.era, options.origin())) : null;
    }
    return url.pathname.startsWith('/sites/default/files/') ? imageAnswer(plain(url.pathname), files) : null;
  };
};
