import {
  postAddress,
  reducedWidths,
  searchSirm,
  sirmListing,
  sirmPost,
  uploadAddress,
} from '../pages/sirm.ts';
import { mimeOf, renderOriginal, renderReduced } from '../picture.ts';
import { html, image, type SiteRoute } from '../server.ts';
import type { SirmFigure, SirmStory } from '../story.ts';

export interface SirmOptions {
  origin: () => string;
  /** Posts a page; WordPress shows 10. */
  pageSize?: number;
}

/** A WordPress site with case posts. */
export const sirmRoute = (stories: readonly SirmStory[], options: SirmOptions): SiteRoute => {
  const uploads = new Map<string, { figure: SirmFigure; width: number | null }>();
  for (const story of stories) {
    for (const figure of story.figures) {
      uploads.set(uploadAddress(story, figure), { figure, width: null });
      for (const width of reducedWidths) uploads.set(uploadAddress(story, figure, width), { figure, width });
    }
  }
  const listing = (found: readonly SirmStory[], page: number, address: (page: number) => string) =>
    html(sirmListing(found, { address, page, pageSize: options.pageSize ?? 10 }, options.origin()));
  return async ({ url }) => {
    const query = url.searchParams.get('s');
    const [, searched] = /^\/(?:page\/(\d+)\/)?$/.exec(url.pathname) ?? [];
    if (query !== null && (url.pathname === '/' || searched)) {
      return listing(
        searchSirm(stories, query),
        Number(searched ?? '1'),
        (page) => `${options.origin()}/page/${page}/?s=${encodeURIComponent(query)}`,
      );
    }
    const category = /^\/category\/senza-categoria\/covid-19\/(?:page\/(\d+)\/)?$/.exec(url.pathname);
    if (category) {
      return listing(
        stories,
        Number(category[1] ?? '1'),
        (page) => `${options.origin()}/category/senza-categoria/covid-19/page/${page}/`,
      );
    }
    const story = stories.find((candidate) => postAddress(candidate) === url.pathname);
    if (story) return html(sirmPost(story, options.origin()));
    const upload = uploads.get(url.pathname);
    if (!upload) return null;
    if (upload.width === null)
      return image(await renderOriginal(upload.figure), mimeOf(upload.figure.encoding));
    const { figure, width } = upload;
    return image(
      await renderReduced(figure, Math.round(Math.max(width, (figure.height * width) / figure.width))),
      'image/jpeg',
    );
  };
};
