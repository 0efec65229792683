import type { EuroradFigure, EuroradStory, Paragraph } from '../story.ts';
import { escapeMarkup, inlineHtml, paragraphs } from './html.ts';

export type EuroradEra = '2020' | '2026';
export type EuroradRendition = 'teaser' | 'figure_image' | 'original';

/** Token that the site appends to renditions, one a file and style. */
const token = (file: string, style: string): string => {
  let sum = 7;
  for (const character of file + style) sum = (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return sum.toString(36).padStart(8, '0').slice(0, 8);
};

/** Address of one rendition of a figure, doubled slash included where the folder has it. */
export const figureAddress = (figure: EuroradFigure, rendition: EuroradRendition): string => {
  const file = `figure_image/${figure.folder}/${encodeURI(figure.file)}`;
  if (rendition === 'original') return `/sites/default/files/${file}`;
  const style = rendition === 'teaser' ? 'figure_image_teaser_large' : 'figure_image';
  return `/sites/default/files/styles/${style}/public/${file}?itok=${token(figure.file, style)}`;
};

const placeholder = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

const galleryItem = (figure: EuroradFigure, era: EuroradEra, origin: string): string => {
  const shown = escapeMarkup(origin + figureAddress(figure, 'teaser'));
  const image =
    era === '2020'
      ? `<div class="figure-gallery__item__image"><img typeof="foaf:Image" src="${placeholder}" data-src="${shown}" alt=""></div>`
      : `<div class="figure-gallery__item__image"><img class="figure-image-lazy" typeof="foaf:Image" src="${placeholder}" data-src="${shown}" alt=""></div>` +
        `<div class="modal"><img class="figure-modal-lazy" src="${placeholder}" data-src="${escapeMarkup(origin + figureAddress(figure, 'figure_image'))}" alt=""></div>`;
  const origins = figure.origin ? `<span class="d-block small">${escapeMarkup(figure.origin)}</span>` : '';
  return (
    `<div class="figure-gallery__item">${image}` +
    `<div class="figure-gallery__item__label"><span class="mb-1 d-block">${inlineHtml(figure.caption)}</span>${origins}</div></div>`
  );
};

const row = (heading: string, body: string): string =>
  `<div class="row"><div class="col-12 col-md-3"><h3>${heading}</h3></div><div class="col-12 col-md-9">${body}</div></div>`;

const textRow = (heading: string, body: readonly Paragraph[]): string =>
  body.length === 0 ? '' : row(heading, paragraphs(body));

const listRow = (heading: string, items: readonly string[]): string =>
  row(heading, items.map((item) => `<div class="field__item">${escapeMarkup(item)}</div>`).join(''));

/** A case page. */
export const caseOf = (story: EuroradStory, era: EuroradEra, origin: string): string => {
  const differential = `<div class="row">${story.differential.map((item) => `<div class="col-6 pb-3">${escapeMarkup(item)}</div>`).join('')}</div>`;
  const demographics =
    story.demographics === null ? '' : `<p class="color-grey">${escapeMarkup(story.demographics)}</p>`;
  const licence = story.licence
    ? '<div class="row"><div class="col-12 col-md-3"><h3>License</h3></div><div class="col-12 col-md-9">This work is licensed under a <a rel="license" href="https://creativecommons.org/licenses/by-nc-sa/4.0/">Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International License</a></div></div>'
    : '';
  return (
    `<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>${escapeMarkup(story.title)} | Eurorad</title>` +
    `<meta property="og:title" content="${escapeMarkup(story.title)}"><link rel="canonical" href="${origin}/case/${story.id}"></head><body>` +
    `<div class="row"><div class="col-12 col-md-4 col-lg-3"><div class="case-box">` +
    `<span class="d-block text-uppercase font-size-3 text-center">Case ${story.id}</span>` +
    `<span class="d-block font-size-1 text-center">Published on ${story.published}</span></div></div>` +
    `<div class="col-12 order-0 col-md-8 order-md-1 col-lg-9 mb-3"><h1 class="color-color mb-3">${escapeMarkup(story.title)}</h1>` +
    `<div><div><p>${escapeMarkup(story.section)}</p><p>${escapeMarkup(story.caseType)}</p><p>Authors</p>` +
    `<p>${escapeMarkup(story.authors.join(', '))}<br>${escapeMarkup(story.hospital)}</p></div></div></div></div>` +
    `<div class="patient"><span class="small">Patient</span>${demographics}</div>` +
    `<div class="block__content node-contents">` +
    textRow('Clinical History', story.history) +
    textRow('Imaging Findings', story.findings) +
    textRow('Discussion', story.discussion) +
    row('Differential Diagnosis List', differential) +
    textRow('Final Diagnosis', [story.diagnosis]) +
    textRow('References', story.references) +
    listRow('Area of Interest', story.areaOfInterest) +
    listRow('Imaging Technique', story.technique) +
    listRow('Procedure', story.procedure) +
    listRow('Special Focus', story.specialFocus) +
    row(
      'DOI',
      `<a href="https://doi.org/10.35100/eurorad/case.${story.id}">10.35100/eurorad/case.${story.id}</a>`,
    ) +
    licence +
    `</div><div class="figure-gallery"><ul class="list-inline">` +
    story.figures
      .map(
        (figure) =>
          `<li class="list-inline-item"><a class="figure-gallery-paginator__link" href="#">${figure.label}</a></li>`,
      )
      .join('') +
    `</ul>${story.figures.map((figure) => galleryItem(figure, era, origin)).join('\n')}</div></body></html>`
  );
};

/** Page of the advanced search; `page` counts from 0. */
export const euroradSearchPage = (
  found: readonly EuroradStory[],
  query: { address: (page: number) => string; page: number; pageSize: number },
  origin: string,
): string => {
  const shown = found.slice(query.page * query.pageSize, (query.page + 1) * query.pageSize);
  const cards = shown
    .map((story) => {
      const first = story.figures[0];
      const image = first
        ? `<img src="${escapeMarkup(origin + figureAddress(first, 'teaser'))}" alt="">`
        : '';
      return (
        `<div class="col-12 col-md-6 col-lg-4 mb-4"><a href="/case/${story.id}">${image}</a>` +
        `<span class="case__number small">#${story.id}</span><a href="/case/${story.id}"><h4>${escapeMarkup(story.title)}</h4></a></div>`
      );
    })
    .join('');
  const more = (query.page + 1) * query.pageSize < found.length;
  const links =
    (query.page > 0
      ? `<a title="Go to previous page" href="${escapeMarkup(query.address(query.page - 1))}">Previous</a>`
      : '') +
    (more ? `<a title="Go to next page" href="${escapeMarkup(query.address(query.page + 1))}">Next</a>` : '');
  return (
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Advanced search | Eurorad</title></head><body>` +
    `<div class="view-content row">${cards || '<p>No case found</p>'}</div>` +
    `${links ? `<div class="pagination">${links}</div>` : ''}</body></html>`
  );
};

/** The stories a search finds: every word anywhere in its texts, and the section when asked for. */
export const searchEurorad = (
  stories: readonly EuroradStory[],
  text: string,
  sections: readonly string[],
): EuroradStory[] => {
  const terms = text
    .toLowerCase()
    .split(/[\s+]+/)
    .filter(Boolean);
  return stories.filter((story) => {
    const all = [story.title, story.diagnosis, ...story.history, ...story.findings, ...story.discussion]
      .map((part) => (typeof part === 'string' ? part : part.text))
      .join(' ')
      .toLowerCase();
    return (
      terms.every((term) => all.includes(term)) && (sections.length === 0 || sections.includes(story.section))
    );
  });
};

/** Numbers by which the search names sections. */
export const sectionNumbers: Readonly<Record<string, string>> = {
  'section:40': 'Chest imaging',
  'section:39': 'Cardiovascular',
};
