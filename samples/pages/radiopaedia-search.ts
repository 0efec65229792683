import { picturesOfSeries, type RadiopaediaStory } from '../story.ts';
import { escapeMarkup } from './html.ts';
import { renditionFile } from './radiopaedia-viewer.ts';

export interface SearchQueryOptions {
  text: string;
  modality: string | null;
  systems: readonly string[];
  /** 1-based. */
  page: number;
  pageSize: number;
  sort: string | null;
}

const words = (story: RadiopaediaStory): string =>
  [story.title, story.slug, ...story.tags, ...story.systems, ...story.presentation, ...story.discussion]
    .map((part) => (typeof part === 'string' ? part : part.text))
    .join(' ')
    .toLowerCase();

/** The stories a query finds, in the site's order. */
export const searchStories = (
  stories: readonly RadiopaediaStory[],
  query: SearchQueryOptions,
): RadiopaediaStory[] => {
  const terms = query.text
    .toLowerCase()
    .split(/[\s+]+/)
    .filter(Boolean);
  const found = stories.filter(
    (story) =>
      terms.every((term) => words(story).includes(term)) &&
      (query.modality === null || story.studies.some((study) => study.modality === query.modality)) &&
      query.systems.every((system) => story.systems.includes(system)),
  );
  return query.sort === 'title' ? found.sort((a, b) => a.title.localeCompare(b.title)) : found;
};

const addressOf = (query: SearchQueryOptions, page: number): string => {
  const parameters = new URLSearchParams({ lang: 'us', page: String(page), q: query.text, scope: 'cases' });
  if (query.sort) parameters.set('sort', query.sort);
  if (query.modality) parameters.set('modality', query.modality);
  for (const system of query.systems) parameters.append('system', system);
  return escapeMarkup(`/search?${parameters}`);
};

const card = (story: RadiopaediaStory, slug: string, imageOrigin: string): string => {
  const image = story.studies.flatMap((study) => study.series).flatMap(picturesOfSeries)[0];
  const thumbnail = image ? `${imageOrigin}/images/${image.id}/${renditionFile(image.file, 'thumb')}` : '';
  const modalities = [...new Set(story.studies.flatMap((study) => (study.modality ? [study.modality] : [])))];
  return (
    `<a class="search-result search-result-case" href="/cases/${slug}?lang=us">` +
    `<div class="media"><div class="media-left"><img class="media-object centered-image" src="${escapeMarkup(thumbnail)}" alt=""></div>` +
    `<div class="search-result-body"><h4 class="search-result-title-text">${escapeMarkup(story.title)}</h4>` +
    `<div class="search-result-author"><span>${escapeMarkup(story.author.name)}</span></div>` +
    `<span class="published">Published ${escapeMarkup(story.published)}</span>` +
    `<div class="search-result-description"><div class="search-result-modalities">${modalities.map((name) => `<span>${escapeMarkup(name)}</span>`).join('')}</div></div>` +
    `</div></div></a>`
  );
};

const pager = (query: SearchQueryOptions, last: number): string => {
  if (last < 2) return '';
  const numbers = Array.from({ length: last }, (_, index) => index + 1)
    .map((page) =>
      page === query.page
        ? `<em class="current" aria-current="page">${page}</em>`
        : `<a aria-label="Page ${page}" href="${addressOf(query, page)}">${page}</a>`,
    )
    .join(' ');
  const next =
    query.page < last
      ? `<a class="next_page" aria-label="Next page" rel="next" href="${addressOf(query, query.page + 1)}">Next &#8594;</a>`
      : '<span class="next_page disabled" aria-label="Next page">Next &#8594;</span>';
  return `<div role="navigation" aria-label="Pagination" class="pagination clear">${numbers} ${next}</div>`;
};

/** A page of case results. `slugFor` lets a listing name a case by an older slug. */
export const searchPage = (
  stories: readonly RadiopaediaStory[],
  query: SearchQueryOptions,
  imageOrigin: string,
  slugFor: (story: RadiopaediaStory) => string = (story) => story.slug,
): string => {
  const found = searchStories(stories, query);
  const last = Math.ceil(found.length / query.pageSize);
  const shown = found.slice((query.page - 1) * query.pageSize, query.page * query.pageSize);
  const body =
    shown.length === 0
      ? '<p>No results were found with these refinement filters applied.</p>'
      : `<p class="search-count">${found.length.toLocaleString('en-US')} results found</p>` +
        shown.map((story) => card(story, slugFor(story), imageOrigin)).join('\n') +
        pager(query, last);
  return (
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Search | Radiopaedia.org</title></head><body>` +
    `<nav><a href="/articles">Articles</a> <a href="/cases">Cases</a></nav><div id="main"><div id="search-results">` +
    `<div class="col-xs-12 search-results-listing">${body}</div></div></div></body></html>`
  );
};
