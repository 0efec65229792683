import { picturesOfSeries, type RadiopaediaStory, type RadiopaediaStudy } from '../story.ts';
import { escapeMarkup, inlineHtml, paragraphs } from './html.ts';
import { type RadiopaediaEra, renditionFile } from './radiopaedia-viewer.ts';

const section = (id: string, heading: string, body: string, extra = ''): string =>
  `<div id="${id}" class="case-section view-section${extra}"><h2>${heading}</h2>${body}</div>`;

const dataItem = (label: string, value: string | null | undefined): string =>
  value === null || value === undefined
    ? ''
    : `<div class="data-item"><strong class="data-item-label">${label}:</strong> ${escapeMarkup(value)}</div>`;

const patientData = (story: RadiopaediaStory): string => {
  const items = dataItem('Age', story.age) + dataItem('Gender', story.gender) + dataItem('Race', story.race);
  return items ? section('case-patient-data', 'Patient Data', items) : '';
};

const presentation = (story: RadiopaediaStory): string =>
  story.presentation.length === 0
    ? ''
    : section('case-patient-presentation', 'Presentation', paragraphs(story.presentation));

const discussion = (story: RadiopaediaStory): string =>
  story.discussion.length === 0
    ? ''
    : `<div id="case-discussion" class="case-section case-discussion"><h2>Case Discussion</h2><div class="body sub-section">${paragraphs(story.discussion)}</div></div>`;

const citationRow = (label: string, value: string): string =>
  `<div class="row"><div class="col-sm-3"><strong>${label}:</strong></div><div class="col-sm-8">${value || '-'}</div></div>`;

const citation = (story: RadiopaediaStory): string => {
  const links = (names: readonly string[], path: string): string =>
    names
      .map(
        (name) =>
          `<a href="${path}${encodeURIComponent(name.toLowerCase())}?lang=us">${escapeMarkup(name)}</a>`,
      )
      .join(', ');
  return (
    `<div class="citation-block"><div class="expandable-heading">Citation, DOI and case data</div><div id="citation-info" class="collapse">` +
    citationRow(
      'Citation',
      escapeMarkup(
        `${story.author.name}. ${story.title}. Case study, Radiopaedia.org https://doi.org/10.53347/rID-${story.rid}`,
      ),
    ) +
    citationRow(
      'DOI',
      `<a href="https://doi.org/10.53347/rID-${story.rid}">https://doi.org/10.53347/rID-${story.rid}</a>`,
    ) +
    citationRow('Permalink', `<a href="/cases/${story.rid}">https://radiopaedia.org/cases/${story.rid}</a>`) +
    citationRow('rID', String(story.rid)) +
    citationRow('Case published', escapeMarkup(story.published)) +
    citationRow('Revisions', '2 times, by 2 contributors') +
    citationRow('Systems', links(story.systems, '/articles/section/')) +
    citationRow('Tags', links(story.tags, '/tags/')) +
    citationRow('Institution', escapeMarkup(story.institution ?? '')) +
    citationRow('Inclusion in quiz mode', story.quiz ? 'Included' : 'Excluded') +
    `</div></div>`
  );
};

const author = (story: RadiopaediaStory): string =>
  `<div class="author-info">Case contributed by <a href="/users/${story.author.login}?lang=us">${escapeMarkup(story.author.name)}</a></div>`;

const certainty = (story: RadiopaediaStory): string =>
  story.certainty === null
    ? ''
    : `<span class="diagnostic-certainty-title">${escapeMarkup(story.certainty)}&nbsp;</span>`;

const description = (story: RadiopaediaStory, study: RadiopaediaStudy, era: RadiopaediaEra): string => {
  const heading = study.heading
    ? `<div class="study-desc"><h2>${escapeMarkup(study.heading)}</h2></div>`
    : '';
  const modality =
    study.modality === null
      ? ''
      : `<div class="study-modality"><span>${escapeMarkup(study.modality)}</span></div>`;
  const findings =
    study.findings.length === 0
      ? ''
      : `<div class="sub-section study-findings body">${paragraphs(study.findings)}</div>`;
  const id = era === '2020' ? '' : ` id="study-${study.id}"`;
  const viewer = `<a class="view-fullscreen-link" href="/cases/${story.rid}/studies/${study.id}?lang=us">View full screen</a>`;
  return `<div class="main-study-desc"${id}>${heading}${modality}${era === '2020' ? '' : viewer}\n${findings}</div>`;
};

const hiddenData = (story: RadiopaediaStory, study: RadiopaediaStudy): string =>
  `<div class="hidden data">${escapeMarkup(
    JSON.stringify({
      caseId: story.rid,
      study: {
        id: study.id,
        modality: study.modality,
        series: study.series.map((series) => ({
          id: picturesOfSeries(series)[0]?.id ?? null,
          perspective: series.perspective,
        })),
      },
    }),
  )}</div>`;

const studyBlock = (story: RadiopaediaStory, study: RadiopaediaStudy, era: RadiopaediaEra): string => {
  const wait = '<div class="study-viewer">Loading images...</div>';
  if (era === '2020') {
    return (
      `<div class="well case-section case-study" data-ref="study-${study.id}" data-study-id="${study.id}" data-study-stacks-url="/studies/${study.id}/stacks?lang=us">` +
      `${wait}${description(story, study, era)}</div>`
    );
  }
  return `<div class="well case-section case-study case-viewer-2022">${hiddenData(story, study)}${wait}${description(story, study, era)}</div>`;
};

const quiz = (story: RadiopaediaStory): string =>
  (story.quiz ?? [])
    .map(
      ({ question, answer }) =>
        `<p class="q">${escapeMarkup(question)}</p><p class="a">${escapeMarkup(answer)}</p>`,
    )
    .join('');

const related = (story: RadiopaediaStory): string =>
  (story.relatedArticles ?? []).length === 0
    ? ''
    : section(
        'case-related-articles',
        'Related Radiopaedia articles',
        `<ul>${(story.relatedArticles ?? []).map((name) => `<li><a href="/articles/${encodeURIComponent(name)}?lang=us">${escapeMarkup(name)}</a></li>`).join('')}</ul>`,
      );

const creditBox = (story: RadiopaediaStory): string =>
  `<div class="js-tooltip icon download"><textarea class="select-all-js" readonly>Case courtesy of ${escapeMarkup(story.author.name)}, Radiopaedia.org, rID: ${story.rid}</textarea></div>`;

/** Everything below the header, in page order. */
const content = (story: RadiopaediaStory, era: RadiopaediaEra): string =>
  `<div class="case-main-content"><div class="user-generated-content">${presentation(story)}${patientData(story)}` +
  story.studies.map((study) => studyBlock(story, study, era)).join('\n') +
  `${quiz(story)}${discussion(story)}</div></div>${related(story)}${citation(story)}`;

const head = (story: RadiopaediaStory, era: RadiopaediaEra, origin: string): string => {
  const title = `${escapeMarkup(story.title)} | Radiology Case | Radiopaedia.org`;
  const keywords =
    era === '2026' ? `<meta name="keywords" content="${escapeMarkup(story.tags.join(', '))}">` : '';
  const late =
    era === '2020'
      ? ''
      : `<link rel="license" href="http://creativecommons.org/licenses/by-nc-sa/3.0/"><meta name="dc.identifier" content="${origin}/rID-${story.rid}">`;
  return (
    `<head><meta charset="utf-8"><title>${title}</title><meta property="og:title" content="${title}">` +
    `<meta name="author" content="${escapeMarkup(story.author.name)}">${keywords}${late}` +
    `<link rel="canonical" href="${origin}/cases/${story.slug}?lang=us"></head>`
  );
};

const cookieDialog =
  '<div id="accept-dialog" role="dialog"><p>This site uses cookies.</p><button id="accept-choices">Accept</button></div>';

/** A case page whose content the server sent (2020, 2023). */
const sentPage = (story: RadiopaediaStory, era: RadiopaediaEra, origin: string): string =>
  `<!DOCTYPE html><html lang="en">${head(story, era, origin)}<body>${era === '2020' ? '' : cookieDialog}<div id="main">` +
  `<div id="content-header"><h1 class="header-title">${escapeMarkup(story.title)}</h1>${author(story)}${certainty(story)}${creditBox(story)}</div>` +
  `${content(story, era)}</div></body></html>`;

/** A carousel as the newest viewer draws it: class names are those of a build and mean nothing. */
const carouselScript = `
const show = async (id) => {
  const answer = await fetch('/studies/' + id + '/annotated_viewer_json?c=' + Date.now() + '&lang=us');
  const { study } = await answer.json();
  const box = document.querySelector('[data-viewer="' + id + '"]');
  box.className = 'l52znt0';
  box.textContent = '';
  for (const series of study.series) {
    const image = document.createElement('img');
    const file = series.encodings.thumbnailed_files[0];
    if (file && series.frames[0]) image.src = IMAGE_ORIGIN + '/images/' + series.frames[0].id + '/' + file.gallery;
    if (series.frames.length > 1) image.alt = 'This study is a stack';
    box.append(image);
  }
};`;

/**
 * A case page that a script builds (2026): the document the server sends holds ids and metadata only. With
 * `eagerViewer` its script loads the viewer JSON of every study, as the real page does.
 */
const scriptedPage = (
  story: RadiopaediaStory,
  origin: string,
  imageOrigin: string,
  eagerViewer: boolean,
): string => {
  const body = content(story, '2026')
    .replaceAll(
      '<div class="study-viewer">Loading images...</div>',
      '<div class="study-viewer">Loading images...</div>',
    )
    .replaceAll(/<div class="hidden data">.*?<\/div>/g, '');
  const ids = story.studies.map((study) => study.id);
  const payload = JSON.stringify({
    header: `<h1 class="header-title">${escapeMarkup(story.title)}</h1>${author(story)}${certainty(story)}`,
    body,
  }).replaceAll('</', '<\\/');
  const first = story.studies.flatMap((study) => study.series).flatMap(picturesOfSeries)[0];
  const preload = first
    ? `<link rel="preload" as="image" href="${escapeMarkup(`${imageOrigin}/images/${first.id}/${renditionFile(first.file, 'gallery')}`)}">`
    : '';
  return (
    `<!DOCTYPE html><html lang="en">${head(story, '2026', origin).replace('</head>', `${preload}</head>`)}<body>` +
    `<header><h1>Signed out visitor</h1></header>${cookieDialog}<div id="main"><div id="content-header"></div><div id="case-app">Loading...</div></div>` +
    `<nav class="study-links" hidden>${ids.map((id) => `<a href="/cases/${story.rid}/studies/${id}?lang=us"></a>`).join('')}</nav>` +
    `<script>const IMAGE_ORIGIN = ${JSON.stringify(imageOrigin)}; const payload = ${payload};${carouselScript}
setTimeout(() => {
  document.querySelector('#content-header').innerHTML = payload.header;
  document.querySelector('#case-app').innerHTML = payload.body;
  const ids = ${JSON.stringify(ids)};
  document.querySelectorAll('.study-viewer').forEach((box, index) => { box.dataset.viewer = ids[index]; });
  ${eagerViewer ? 'ids.forEach(show);' : ''}
}, 30);</script></body></html>`
  );
};

export interface CasePageOptions {
  era: RadiopaediaEra;
  origin: string;
  imageOrigin: string;
  /** 2026: the page's script loads the viewer JSON itself. */
  eagerViewer?: boolean;
}

export const casePage = (story: RadiopaediaStory, options: CasePageOptions): string =>
  options.era === '2026'
    ? scriptedPage(story, options.origin, options.imageOrigin, options.eagerViewer ?? true)
    : sentPage(story, options.era, options.origin);

export const userPage = (story: RadiopaediaStory): string =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${escapeMarkup(story.author.name)}</title></head>` +
  `<body><h1>${escapeMarkup(story.author.name)}</h1><dl><dt>Location</dt><dd class="institution-and-location">${inlineHtml(story.author.location)}</dd></dl></body></html>`;

export const signInPage = (): string =>
  '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Log in | Radiopaedia.org</title></head>' +
  '<body><h1>Log in</h1><form action="/users/sign_in" method="post"><input name="user[login]"><input type="password" name="user[password]"><button>Log in</button></form></body></html>';
