import { type SirmFigure, type SirmStory, textOf } from '../story.ts';
import { escapeMarkup, inlineHtml } from './html.ts';

/** Folder of the uploads of a post's month. */
export const uploadAddress = (story: SirmStory, figure: SirmFigure, width?: number): string => {
  const [year, month] = story.date.split('/');
  const dot = figure.file.lastIndexOf('.');
  const size = width === undefined ? '' : `-${width}x${Math.round((figure.height * width) / figure.width)}`;
  return `/wp-content/uploads/${year}/${month}/${encodeURIComponent(figure.file.slice(0, dot) + size + figure.file.slice(dot))}`;
};

export const postAddress = (story: SirmStory): string => `/${story.date}/${story.slug}/`;

/** Widths of the smaller copies that the site makes of an upload. */
export const reducedWidths = [300, 768] as const;

const figureHtml = (story: SirmStory, figure: SirmFigure, origin: string): string => {
  const widths = reducedWidths.filter((width) => width < figure.width);
  const small = widths[0];
  const sources = [
    ...widths.map((width) => `${origin}${uploadAddress(story, figure, width)} ${width}w`),
    `${origin}${uploadAddress(story, figure)} ${figure.width}w`,
  ].join(', ');
  const image = `<img class="size-medium" src="${escapeMarkup(origin + uploadAddress(story, figure, small))}" srcset="${escapeMarkup(sources)}" sizes="(max-width: 300px) 100vw, 300px" alt="">`;
  const link = `<a href="${escapeMarkup(origin + uploadAddress(story, figure))}">${image}</a>`;
  return figure.caption === null
    ? `<p>${link}</p>`
    : `<figure class="wp-caption aligncenter">${link}<figcaption class="wp-caption-text">${inlineHtml(figure.caption)}</figcaption></figure>`;
};

const months = [
  'gennaio',
  'febbraio',
  'marzo',
  'aprile',
  'maggio',
  'giugno',
  'luglio',
  'agosto',
  'settembre',
  'ottobre',
  'novembre',
  'dicembre',
];

const dateWords = (date: string): string => {
  const [year, month, day] = date.split('/');
  return `${Number(day)} ${months[Number(month) - 1]} ${year}`;
};

/** A single WordPress post. */
export const sirmPost = (story: SirmStory, origin: string): string => {
  const body = story.paragraphs
    .map((paragraph, index) => {
      const figures = story.figures.filter((figure) => figure.after === index);
      return `<p>${inlineHtml(paragraph)}</p>${figures.map((figure) => figureHtml(story, figure, origin)).join('')}`;
    })
    .join('\n');
  const credit = story.credit === null ? '' : `<p><em>${escapeMarkup(story.credit)}</em></p>`;
  return (
    `<!DOCTYPE html><html lang="${story.language}"><head><meta charset="utf-8"><title>${escapeMarkup(story.title)} - SIRM</title>` +
    `<link rel="canonical" href="${origin}${postAddress(story)}"></head><body class="single single-post">` +
    `<nav><a href="/category/senza-categoria/covid-19/">COVID-19</a></nav><article class="post type-post"><header class="entry-header">` +
    `<h1 class="entry-title">${escapeMarkup(story.title)}</h1><div class="entry-meta"><time class="entry-date published" datetime="${story.date.replaceAll('/', '-')}T09:00:00+01:00">${dateWords(story.date)}</time>` +
    `${story.categories.map((name) => `<a rel="category tag" href="/category/${encodeURIComponent(name.toLowerCase())}/">${escapeMarkup(name)}</a>`).join(' ')}</div></header>` +
    `<div class="entry-content">${body}${credit}</div></article><aside><h2>Articoli recenti</h2></aside></body></html>`
  );
};

/** A listing of posts: a category or a search; `page` counts from 1. */
export const sirmListing = (
  found: readonly SirmStory[],
  query: { address: (page: number) => string; page: number; pageSize: number },
  origin: string,
): string => {
  const shown = found.slice((query.page - 1) * query.pageSize, query.page * query.pageSize);
  const posts = shown
    .map(
      (story) =>
        `<article class="post type-post"><h2 class="entry-title"><a rel="bookmark" href="${origin}${postAddress(story)}">${escapeMarkup(story.title)}</a></h2>` +
        `<div class="entry-summary"><p>${escapeMarkup(story.paragraphs.map(textOf).join(' ').slice(0, 120))} […]</p></div></article>`,
    )
    .join('\n');
  const more = query.page * query.pageSize < found.length;
  const next = more
    ? `<a class="next page-numbers" href="${escapeMarkup(query.address(query.page + 1))}">Successivo</a>`
    : '';
  return (
    `<!DOCTYPE html><html lang="it-IT"><head><meta charset="utf-8"><title>COVID-19 - SIRM</title></head><body class="archive"><main>` +
    `${posts || '<section class="no-results not-found"><p>Nessun risultato trovato.</p></section>'}` +
    `<nav class="navigation pagination"><span class="page-numbers current">${query.page}</span>${next}</nav></main></body></html>`
  );
};

/** Posts with every word of the query in title or text. */
export const searchSirm = (stories: readonly SirmStory[], text: string): SirmStory[] => {
  const terms = text
    .toLowerCase()
    .split(/[\s+]+/)
    .filter(Boolean);
  return stories.filter((story) => {
    const all = [story.title, ...story.paragraphs.map(textOf), ...story.categories].join(' ').toLowerCase();
    return terms.every((term) => all.includes(term));
  });
};
