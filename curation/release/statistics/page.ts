import { escapeHtml } from '../../../data/escape-html.ts';
import { cohortInWords, countedWords } from '../counted.ts';
import { chartStyles } from './charts.ts';
import type { Statistics } from './collect.ts';
import { bins, chartsOnPage } from './figures.ts';
import { findingCells, regionCells, shorterSideCells, viewCells } from './published-page.ts';
import { table } from './table.ts';

/** Statistics as text: JSON for scripts, HTML for people. Pure. */

export const statsJson = (statistics: Statistics): string => `${JSON.stringify(statistics, null, 2)}\n`;

const percent = (part: number, of: number): string =>
  of === 0 ? '' : `${Math.round((1000 * part) / of) / 10} %`;

const section = (id: string, heading: string, ...parts: string[]): string =>
  `<section aria-labelledby="${id}-heading"><h2 id="${id}-heading">${escapeHtml(heading)}</h2>${parts.join('')}</section>`;

/** The paper's tables and its Figure 4; before anything is decided one sentence instead of empty frames. */
function publishedSections(statistics: Statistics, sizes: string): string[] {
  const { undecided, table1, table4 } = statistics;
  const means = `Counted as the code of Cohen and others (2020) counts: frontal films are PA, AP and AP Supine; Table 3 counts a patient by the first of them. ${countedWords(undecided, 'image')} whose finding is blank, todo or Unknown ${undecided === 1 ? 'is' : 'are'} in none of these tables.`;
  if (table1.length === 0 && table4.length === 0)
    return [
      section(
        'published',
        'The tables of the paper',
        `<p>${means} Nothing else is there yet: the tables fill as findings are decided.</p>`,
      ),
    ];
  return [
    section(
      'published',
      'The tables of the paper',
      `<p>${means}</p>`,
      table('Table 1. Frontal films by type and genus or species', ...findingCells(statistics)),
      table('Table 3. Patients with frontal films by UN sub-region', ...regionCells(statistics)),
      table('Table 4. Images by view', ...viewCells(statistics)),
      '<p>Y/N: answers that somebody stated, yes before no. Men: part of all, those of unstated sex too.</p>',
    ),
    section(
      'sizes',
      'Figure 4. Size of the frontal films',
      sizes,
      table('Frontal films by the shorter side', ...shorterSideCells(statistics)),
    ),
  ];
}

/** The body of the statistics page, without `<html>`: the server puts it into its own frame. */
export function statisticsBody(statistics: Statistics): string {
  const charts = chartsOnPage(statistics);
  const age = statistics.ages.median;
  const summary = `${cohortInWords(statistics)} ${age === null ? '' : `Median age ${age} years. `}${countedWords(statistics.ages.missing, 'patient')} without an age, ${countedWords(statistics.offsets.missing, 'image')} without a day.`;
  return [
    `<p>${escapeHtml(summary)}</p><div class="statistics-sections">`,
    ...publishedSections(statistics, charts['sizes'] ?? ''),
    section(
      'findings',
      'Findings',
      charts['findings'] ?? '',
      table(
        'All images by type and genus or species',
        ['Type', 'Genus or species', 'Images', 'Frontal', 'Patients'],
        statistics.findings.map((row) => [row.type, row.genus ?? '–', row.count, row.frontal, row.patients]),
      ),
    ),
    section(
      'regions',
      'Where the images come from',
      charts['regions'] ?? '',
      table(
        'All images by UN sub-region',
        ['Sub-region', 'Region', 'Images', 'Patients', 'Countries'],
        statistics.places.map((row) => [
          row.subRegion,
          row.region ?? '–',
          row.count,
          row.patients,
          row.countries,
        ]),
      ),
    ),
    section(
      'views',
      'Views',
      charts['views'] ?? '',
      table(
        'All images by view',
        ['View', 'Modality', 'Images', 'Patients'],
        statistics.views.map((row) => [row.view, row.modality, row.count, row.patients]),
      ),
    ),
    section(
      'patients',
      'Patients',
      charts['ages'] ?? '',
      table(
        'Patients by age',
        ['Years', 'Patients'],
        [
          ...statistics.ages.bins.map(({ from, to, count }) => [`${from}–${to}`, count] as const),
          ['not stated', statistics.ages.missing],
        ],
      ),
      table(
        'Patients by sex',
        ['Sex', 'Patients'],
        statistics.sexes.map(({ sex, patients: count }) => [sex, count]),
      ),
    ),
    section(
      'days',
      'Days',
      charts['offsets'] ?? '',
      table(
        'Images by day',
        ['Day', 'Images'],
        [
          ...bins(statistics.offsets, true).map(({ label, value }) => [label, value] as const),
          ['not stated', statistics.offsets.missing],
        ],
      ),
    ),
    section(
      'missing',
      'What is missing',
      charts['missing'] ?? '',
      table(
        'Images without a value',
        ['Field', 'Blank', 'Part'],
        statistics.missing.map(({ field, blank, of }) => [field, blank, percent(blank, of)]),
      ),
    ),
    section(
      'sources',
      'Sources and licences',
      table(
        'Images by publisher',
        ['Publisher', 'Images', 'Patients'],
        statistics.sources.map((row) => [row.source, row.images, row.patients]),
      ),
      table(
        'Images by licence',
        ['Licence', 'Images'],
        statistics.licences.map((row) => [row.licence, row.images]),
      ),
    ),
    ...(statistics.progress.length > 0
      ? [
          section(
            'progress',
            'Review',
            table(
              'Cases by state of review',
              ['State', 'Cases'],
              statistics.progress.map((row) => [row.status, row.cases]),
            ),
          ),
        ]
      : []),
    '</div>',
  ].join('\n');
}

const pageStyles = `:root{color-scheme:light dark;--ground:#fff;--ink:#1b1f24;--line:#c9ced6}
@media (prefers-color-scheme:dark){:root{--ground:#15181c;--ink:#e8eaed;--line:#3d444d}}
body{background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:76rem;padding:0 1rem}
table{border-collapse:collapse;margin:1rem 0}caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{border-bottom:1px solid var(--line);padding:.2rem .8rem .2rem 0;text-align:left;font-weight:400}thead th{font-weight:600}.number{text-align:right;font-variant-numeric:tabular-nums}
table{min-width:min(100%,28rem)}tfoot *{font-weight:600}
`;

/** Says in the page itself who made it: a page without it is somebody else's. */
export const PAGE_MARK = 'caseline stats';

/** Sections in two columns where there is room, their numbers folded under each picture; printed, all numbers show. */
export const statisticsStyles = `${chartStyles}.statistics-sections{columns:2 30rem;column-gap:2.5rem}.statistics-sections>section{break-inside:avoid;min-width:0}
.numbers{margin:.3rem 0}.numbers .scroll{overflow-x:auto}.numbers caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media print{.numbers::details-content{content-visibility:visible;display:block}}
`;

/** A whole page in one file, without scripts or anything from elsewhere. */
export function statsHtml(statistics: Statistics, title = 'Dataset statistics'): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="generator" content="${PAGE_MARK}"><title>${escapeHtml(title)}</title><style>${pageStyles}${statisticsStyles}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>
${statisticsBody(statistics)}
</main></body></html>
`;
}
