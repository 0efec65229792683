import { escapeMarkup, inlineHtml, paragraphs } from '../../../samples/pages/html.ts';
import { mimeOf, renderOriginal } from '../../../samples/picture.ts';
import { html, image, json, type SiteRoute } from '../../../samples/server.ts';
import { type Paragraph, type StoredPicture, textOf } from '../../../samples/story.ts';

export interface PmcFigure extends StoredPicture {
  id: string;
  label: string;
  caption: Paragraph;
  /** Twelve hex digits of the file's address. */
  blob: string;
}

/** An invented article, as the site shows it. */
export interface PmcArticle {
  /** Digits of the PMCID. */
  number: string;
  pmid: string;
  doi: string;
  title: string;
  authors: string[];
  journal: string;
  /** Day of publication, ISO. */
  published: string;
  /** Address of the licence, null when the article states none. */
  licence: string | null;
  sections: { title: string; paragraphs: Paragraph[] }[];
  figures: PmcFigure[];
}

const blobAddress = (article: PmcArticle, figure: PmcFigure): string =>
  `/pmc/blobs/0a1b/${article.number}/${figure.blob}/${figure.file}`;

const figureHtml = (article: PmcArticle, figure: PmcFigure, origin: string): string =>
  `<figure class="fig xbox font-sm" id="${figure.id}"><h4 class="obj_head">${escapeMarkup(figure.label)}</h4>` +
  `<p class="img-box line-height-none margin-x-neg-2 tablet:margin-x-0 text-center"><a class="tileshop" href="#"><img class="graphic zoom-in" src="${origin}${blobAddress(article, figure)}" loading="lazy" height="${figure.height}" width="${figure.width}" alt=""></a></p>` +
  `<figcaption><p>${inlineHtml(figure.caption)}</p></figcaption></figure>`;

const articlePage = (article: PmcArticle, origin: string): string => {
  const licence =
    article.licence === null
      ? ''
      : `<section class="license-info"><p>This is an open access article under the <a href="${article.licence}">license</a>.</p></section>`;
  const body = article.sections
    .map((section, index) => {
      const figures =
        index === article.sections.length - 1
          ? article.figures.map((figure) => figureHtml(article, figure, origin)).join('')
          : '';
      return `<section id="sec${index + 1}"><h2 class="pmc_sec_title">${escapeMarkup(section.title)}</h2>${paragraphs(section.paragraphs)}${figures}</section>`;
    })
    .join('');
  return (
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${escapeMarkup(article.title)} - PMC</title>` +
    `<meta name="citation_title" content="${escapeMarkup(article.title)}"><meta name="citation_doi" content="${article.doi}">` +
    `<meta name="citation_journal_title" content="${escapeMarkup(article.journal)}"><meta name="citation_publication_date" content="${article.published}">` +
    article.authors
      .map((author) => `<meta name="citation_author" content="${escapeMarkup(author)}">`)
      .join('') +
    `</head><body><main><article><hgroup><h1>${escapeMarkup(article.title)}</h1></hgroup>${licence}` +
    `<section class="body main-article-body">${body}</section></article></main></body></html>`
  );
};

const publicationOf = ({ published }: PmcArticle): string => {
  const [year, month, day] = published.split('-').map(Number);
  return `<pub-date pub-type="epub"><day>${day}</day><month>${month}</month><year>${year}</year></pub-date>`;
};

export const jatsOf = (article: PmcArticle): string => {
  const licence =
    article.licence === null
      ? ''
      : `<permissions><license xlink:href="${article.licence}"><license-p>Open access.</license-p></license></permissions>`;
  const figures = article.figures
    .map(
      (figure) =>
        `<fig id="${figure.id}"><label>${escapeMarkup(figure.label)}</label><caption><p>${escapeMarkup(textOf(figure.caption)).replaceAll('&nbsp;', '&#160;')}</p></caption>` +
        `<graphic xlink:href="${figure.file.replace(/\.[a-z]{1,5}$/i, '')}"/></fig>`,
    )
    .join('');
  const sections = article.sections
    .map(
      (section, index) =>
        `<sec><title>${escapeMarkup(section.title)}</title>${section.paragraphs.map((part) => `<p>${escapeMarkup(textOf(part)).replaceAll('&nbsp;', '&#160;')}</p>`).join('')}${index === article.sections.length - 1 ? figures : ''}</sec>`,
    )
    .join('');
  const authors = article.authors
    .map(
      (name) =>
        `<contrib contrib-type="author"><name><surname>${escapeMarkup(name.split(' ').at(-1) ?? name)}</surname><given-names>${escapeMarkup(name.split(' ').slice(0, -1).join(' '))}</given-names></name></contrib>`,
    )
    .join('');
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<pmc-articleset><article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="case-report"><front><journal-meta><journal-title-group><journal-title>${escapeMarkup(article.journal)}</journal-title></journal-title-group></journal-meta>` +
    `<article-meta><article-id pub-id-type="pmc">${article.number}</article-id><article-id pub-id-type="pmid">${article.pmid}</article-id><article-id pub-id-type="doi">${article.doi}</article-id>` +
    `<title-group><article-title>${escapeMarkup(article.title)}</article-title></title-group><contrib-group>${authors}</contrib-group>${publicationOf(article)}${licence}</article-meta></front><body>${sections}</body></article></pmc-articleset>`
  );
};

/** Europe PMC's names of licences. */
const licenceOf = ({ licence }: PmcArticle): string | undefined =>
  /licenses\/(by[a-z-]{0,9})\//.exec(licence ?? '')?.[1]?.replace(/^/, 'cc ');

/**
 * Europe PMC's search as far as it is asked here: words anywhere in an article, `LICENSE`, `PUB_YEAR`, and a cursor that
 * says where the next page begins; the last page names none.
 */
const searchEuropePmc = (articles: readonly PmcArticle[], asked: URLSearchParams): unknown => {
  const query = asked.get('query') ?? '';
  const words = /^\((.+?)\) AND/.exec(query)?.[1]?.toLowerCase().split(/\s+/) ?? [];
  const licences = [...query.matchAll(/LICENSE:"([^"]+)"/g)].map(([, name]) => name);
  const [, from = '0', to = '9999'] = /PUB_YEAR:\[(\d+) TO (\d+)\]/.exec(query) ?? [];
  const found = articles.filter((article) => {
    const text = JSON.stringify([article.title, article.sections]).toLowerCase();
    const year = article.published.slice(0, 4);
    return (
      words.every((word) => text.includes(word)) &&
      (licences.length === 0 || licences.includes(licenceOf(article))) &&
      year >= from &&
      year <= to
    );
  });
  const size = Number(asked.get('pageSize') ?? '25');
  const begin = Number(asked.get('cursorMark')?.replace(/\D/g, '') || '0');
  const result = found.slice(begin, begin + size).map((article) => ({
    id: article.pmid,
    source: 'MED',
    pmid: article.pmid,
    pmcid: `PMC${article.number}`,
    doi: article.doi,
    title: article.title,
    isOpenAccess: 'Y',
  }));
  const more = begin + size < found.length;
  return {
    version: '6.9',
    hitCount: found.length,
    ...(more ? { nextCursorMark: `AoE${begin + size}` } : {}),
    resultList: { result },
  };
};

/** Article pages, their files, JATS by efetch and by Europe PMC with its search, and the identifier converter; old file addresses answer 404 in HTML. */
export const pmcRoute = (
  articles: readonly PmcArticle[],
  origin: () => string,
  options: { jats?: boolean } = {},
): SiteRoute => {
  const byNumber = new Map(articles.map((article) => [article.number, article]));
  return async ({ url }) => {
    const [, number] = /^(?:\/pmc)?\/articles\/PMC(\d+)\/?$/.exec(url.pathname) ?? [];
    if (number) {
      const article = byNumber.get(number);
      return article ? html(articlePage(article, origin())) : null;
    }
    if (url.pathname.endsWith('/efetch.fcgi')) {
      const article = byNumber.get((url.searchParams.get('id') ?? '').replace(/^PMC/, ''));
      return article
        ? { headers: { 'content-type': 'text/xml; charset=utf-8' }, body: jatsOf(article) }
        : null;
    }
    if (url.pathname === '/europepmc/webservices/rest/search')
      return json(searchEuropePmc(articles, url.searchParams));
    const [, ofJats] = /^\/europepmc\/webservices\/rest\/PMC(\d+)\/fullTextXML$/.exec(url.pathname) ?? [];
    if (ofJats) {
      const article = options.jats === false ? undefined : byNumber.get(ofJats);
      return article ? { headers: { 'content-type': 'application/xml' }, body: jatsOf(article) } : null;
    }
    if (url.pathname.includes('/idconv/')) {
      const wanted = (url.searchParams.get('ids') ?? '').split(',');
      const records = wanted.map((id) => {
        const found = articles.find(
          (article) =>
            id === article.doi ||
            id === article.pmid ||
            id === `PMC${article.number}` ||
            id === article.number,
        );
        return found
          ? { 'requested-id': id, pmcid: `PMC${found.number}`, pmid: Number(found.pmid), doi: found.doi }
          : { 'requested-id': id, status: 'error', errmsg: 'Identifier not found in PMC' };
      });
      return json({ status: 'ok', records });
    }
    if (!url.pathname.startsWith('/pmc/blobs/')) return null;
    const wanted = decodeURIComponent(url.pathname);
    for (const article of articles) {
      const figure = article.figures.find((candidate) => blobAddress(article, candidate) === wanted);
      if (figure) return image(await renderOriginal(figure), mimeOf(figure.encoding));
    }
    return null;
  };
};
