import { palette, root, rounded, shortened, words } from '../../../curation/drawing/parts.ts';
import type { CourseLine, Film, FilmKind } from '../../../curation/timeline/course-line.ts';
import { escapeHtml } from '../../../data/escape-html.ts';

/** Courses of patients as one picture: a line each, drawn as SVG text. Pure. */

/** Classes of the picture, for the page's style sheet and inside a saved file. Shapes tell apart what colours do. */
export const timelineStyles = `${palette('.courses', {
  'course-ink': ['#1b1f24', '#e8eaed', 'CanvasText'],
  'course-ground': ['#fff', '#15181c', 'Canvas'],
  'course-soft': ['#4b5563', '#a9b2bc', 'CanvasText'],
  'course-line': ['#c9ced6', '#3d444d', 'GrayText'],
  'course-film': ['#1d5fa8', '#7db4f0', 'LinkText'],
  'course-icu': ['#8a5300', '#e7bb6a', 'CanvasText'],
  'course-tube': ['#9c2f1b', '#f0998a', 'CanvasText'],
  'course-oxygen': ['#1d6641', '#86cfa3', 'CanvasText'],
})}.courses{display:block;width:100%;min-width:720px;height:auto}
.courses .ground{fill:var(--course-ground)}.courses text{fill:var(--course-ink);font:12px system-ui,sans-serif}.courses .soft{fill:var(--course-soft)}
.courses .grid{stroke:var(--course-line);stroke-width:1}.courses .zero{stroke:var(--course-soft);stroke-width:1}
.courses .film{fill:var(--course-ground);stroke:var(--course-film);stroke-width:1.8}.courses .film.icu,.courses .film.tube{fill:var(--course-film)}
.courses .cross{stroke:var(--course-ground);stroke-width:1.8}.courses .end{fill:none;stroke:var(--course-ink);stroke-width:2}
.courses .bar{stroke-width:3}.courses .bar.icu{stroke:var(--course-icu)}.courses .bar.intubated{stroke:var(--course-tube)}.courses .bar.oxygen{stroke:var(--course-oxygen)}.courses .bar.open{stroke-dasharray:5 3}
.courses a:hover .name,.courses a:focus-visible .name{text-decoration:underline}.courses a:focus-visible .row{stroke:var(--course-film);stroke-width:2}.courses .row{fill:transparent}
`;

const [width, left, right, row, head] = [1000, 210, 175, 36, 28] as const;
/** The axis shows no more than this: what lies beyond stands at its edge, its day in its words. */
const bounds = { first: -14, last: 60 } as const;

const days = (from: number, to: number): string => (from === to ? `day ${from}` : `days ${from} to ${to}`);
const kinds: Readonly<Record<FilmKind, string>> = {
  frontal: 'frontal film',
  lateral: 'lateral film',
  plane: 'slice',
  unknown: 'image of unknown view',
};
const stateNames = { tube: 'tube in place', icu: 'in intensive care', neither: '' } as const;
const barNames = { icu: 'ICU', intubated: 'Tube', oxygen: 'Oxygen' } as const;

export const filmInWords = (film: Film): string =>
  [
    days(film.from, film.to),
    film.view ? `${film.view} ${kinds[film.kind]}` : kinds[film.kind],
    stateNames[film.state],
  ]
    .filter(Boolean)
    .join(', ');

export const barsInWords = (line: CourseLine, state: keyof typeof barNames): string =>
  line.bars
    .filter((bar) => bar.state === state)
    .map(({ from, to }) => (to === null ? `from day ${from}, end not known` : days(from, to)))
    .join('; ');

/** How it ended, e.g. `died on day 12`; the event first, else the answer; empty where neither is known. */
export function outcomeInWords({ end, survival }: CourseLine): string {
  const known = end ? (end.kind === 'death' ? 'died' : 'discharged') : '';
  if (end) return `${known} on day ${end.day}`;
  return survival === 'N' ? 'died' : survival === 'Y' ? 'survived' : '';
}

export const nameOf = ({ caseId, label }: CourseLine): string =>
  label === 'Patient' ? caseId : `${caseId}, ${label}`;

const shapes: Readonly<Record<FilmKind, string>> = {
  frontal: 'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z',
  lateral: 'M-4.5-4.5h9v9h-9z',
  plane: 'M0-6L6 0L0 6L-6 0z',
  unknown: 'M0-5.5L5.5 4.5H-5.5z',
};

function mark(x: number, y: number, kind: FilmKind, state: Film['state'], said: string): string {
  const cross = state === 'tube' ? '<path class="cross" d="M-2.6 0h5.2M0-2.6v5.2"/>' : '';
  return `<g transform="translate(${x} ${y})"><title>${escapeHtml(said)}</title><path class="film ${state}" d="${shapes[kind]}"/>${cross}</g>`;
}

interface Axis {
  readonly first: number;
  readonly last: number;
  readonly x: (day: number) => number;
}

function axisOf(lines: readonly CourseLine[]): Axis {
  const all = lines.flatMap(({ films, bars, end }) => [
    ...films.flatMap(({ from, to }) => [from, to]),
    ...bars.flatMap(({ from, to }) => [from, to ?? from]),
    ...(end ? [end.day] : []),
  ]);
  const first = Math.max(
    bounds.first,
    all.reduce((least, day) => Math.min(least, day), 0),
  );
  const last = Math.min(
    bounds.last,
    all.reduce((most, day) => Math.max(most, day), first + 7),
  );
  const x = (day: number): number =>
    rounded(
      left + ((width - left - right) * (Math.min(last, Math.max(first, day)) - first)) / (last - first),
    );
  return { first, last, x };
}

function drawLine(line: CourseLine, y: number, { x, last }: Axis): string {
  const bars = line.bars.map(({ state, from, to }) => {
    const at = y + { icu: -11, intubated: -7.5, oxygen: 11 }[state];
    const end = Math.max(x(to ?? last), x(from) + 4);
    const said = `${barNames[state]}: ${to === null ? `from day ${from}, end not known` : days(from, to)}`;
    return `<g><title>${escapeHtml(said)}</title><path class="bar ${state}${to === null ? ' open' : ''}" d="M${x(from)} ${at}H${end}"/></g>`;
  });
  /** Films of one day stand side by side. */
  const before = new Map<number, number>();
  const films = line.films.map((film) => {
    const at = x(film.from);
    const nth = before.get(at) ?? 0;
    before.set(at, nth + 1);
    return mark(rounded(at + nth * 12), y, film.kind, film.state, filmInWords(film));
  });
  const end = line.end
    ? `<g transform="translate(${x(line.end.day)} ${y})"><title>${escapeHtml(outcomeInWords(line))}</title><path class="end" d="${line.end.kind === 'death' ? 'M-6-8L6 8M6-8L-6 8' : 'M0-9V9M0-9L8-5L0-1'}"/></g>`
    : '';
  const undated = line.undated > 0 ? `${line.undated} without a day` : '';
  const name = words('name', 8, y - 1, shortened(nameOf(line), 28));
  const anchor = words('soft', 8, y + 13, `day 0: ${line.anchor.replaceAll('-', ' ')}`);
  const aside = [outcomeInWords(line), undated].filter(Boolean);
  const beside = aside.map((text, at) =>
    words('soft', width - right + 22, y + 4 + (aside.length === 2 ? at * 15 - 7 : 0), text),
  );
  return `<a href="/cases/${encodeURIComponent(line.caseId)}"><rect class="row" x="1" y="${y - row / 2 + 1}" width="${width - 2}" height="${row - 2}"/>${name}${anchor}<path class="grid" d="M${left} ${y}H${width - right}"/>${bars.join('')}${films.join('')}${end}${beside.join('')}</a>`;
}

/** @param style rules to carry along, for a file of its own; on a page they stand in its style sheet */
export function drawCourses(lines: readonly CourseLine[], style = ''): string {
  const axis = axisOf(lines);
  const height = head + lines.length * row + 6;
  const step = [1, 2, 5, 10].find((size) => (axis.last - axis.first) / size <= 14) ?? 20;
  const ticks: string[] = [];
  for (let day = Math.ceil(axis.first / step) * step; day <= axis.last; day += step)
    ticks.push(
      `<path class="${day === 0 ? 'zero' : 'grid'}" d="M${axis.x(day)} ${head - 6}V${height}"/>${words('soft', axis.x(day), 16, String(day), 'middle')}`,
    );
  const title = `Courses of ${lines.length} patients, by day`;
  return root(
    { className: 'courses', role: 'group', width, height, title, style },
    [
      `<rect class="ground" width="${width}" height="${height}"/>`,
      words('soft', 8, 16, 'Days from each patient’s day 0'),
      ...ticks,
      ...lines.map((line, at) => drawLine(line, head + at * row + row / 2, axis)),
    ].join(''),
  );
}

/** What each mark means, drawn as it is on the lines. */
export const legend = (
  [
    ['Frontal film', 'frontal', 'neither'],
    ['Lateral film', 'lateral', 'neither'],
    ['Slice (CT, MR)', 'plane', 'neither'],
    ['View not known', 'unknown', 'neither'],
    ['In intensive care', 'frontal', 'icu'],
    ['Tube in place', 'frontal', 'tube'],
  ] as const
).map(([means, kind, state]) => ({
  means,
  picture: `<svg class="courses key" viewBox="-9 -9 18 18" aria-hidden="true">${mark(0, 0, kind, state, means)}</svg>`,
}));
