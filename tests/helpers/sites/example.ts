import { escapeMarkup } from '../../../samples/pages/html.ts';
import { mimeOf, renderOriginal } from '../../../samples/picture.ts';
import { html, image, type SampleSite, type SiteRoute, startSite } from '../../../samples/server.ts';
import type { StoredPicture } from '../../../samples/story.ts';
import { type Fault, interfereWith } from './faults.ts';
import { type RobotsShape, robotsRoute } from './robots.ts';

/** An invented case of the site: the truth that its pages are rendered from. */
export interface ExampleStory {
  readonly key: string;
  readonly title: string;
  readonly age: string;
  readonly sex: string;
  readonly history: string;
  readonly findings: string;
  readonly figures: readonly (StoredPicture & { readonly caption: string | null })[];
}

const picture = (file: string, seed: number): StoredPicture => ({
  file,
  width: 320,
  height: 240,
  encoding: 'png',
  picture: { kind: 'ramp', seed },
});

/** Cases that differ in what they leave out, as real ones do. */
export const exampleStories: readonly ExampleStory[] = [
  {
    key: '901',
    title: 'Invented pneumonia',
    age: '65 years',
    sex: 'Female',
    history: 'Cough for five days.',
    findings: 'Patchy opacities of both lungs.',
    figures: [
      { ...picture('901-1.png', 1), caption: 'Chest X-ray, PA view, on admission.' },
      { ...picture('901-2.png', 2), caption: null },
    ],
  },
  {
    key: '902',
    title: 'Invented effusion <small>',
    age: '3 months',
    sex: 'Male',
    history: 'Fever & short breath.',
    findings: 'Fluid on the left.',
    figures: [{ ...picture('902-1.png', 3), caption: 'Axial CT.' }],
  },
  {
    key: '903',
    title: 'Invented nodule',
    age: '40 years',
    sex: 'Male',
    history: 'Found by chance.',
    findings: 'One round opacity.',
    figures: [],
  },
];

const page = (title: string, body: string) =>
  html(
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${escapeMarkup(title)} | Example</title></head><body>${body}</body></html>`,
  );

const casePage = (story: ExampleStory) => {
  const figures = story.figures.map(({ file, caption }) => {
    const words = caption === null ? '' : `<figcaption>${escapeMarkup(caption)}</figcaption>`;
    return `<figure><img src="/files/${file}" alt="">${words}</figure>`;
  });
  return page(
    story.title,
    `<main><h1 class="case-title">${escapeMarkup(story.title)}</h1>
    <dl><dt>Age</dt><dd>${story.age}</dd><dt>Sex</dt><dd>${story.sex}</dd></dl>
    <section><h2>History</h2><p>${escapeMarkup(story.history)}</p></section>
    <section><h2>Findings</h2><p>${escapeMarkup(story.findings)}</p></section>${figures.join('')}
    <p><a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a></p></main>`,
  );
};

const listing = (words: string, number: number, pageSize: number) => {
  const found = exampleStories.filter(({ title }) => title.toLowerCase().includes(words.toLowerCase()));
  const shown = found.slice((number - 1) * pageSize, number * pageSize);
  const items = shown.map(({ key, title }) => `<li><a href="/case/${key}">${escapeMarkup(title)}</a></li>`);
  const next = new URLSearchParams({ q: words, page: String(number + 1) });
  const further = found.length > number * pageSize ? `<a rel="next" href="/search?${next}">Next</a>` : '';
  return page(
    'Search',
    `<main>${items.length === 0 ? '<p>No cases found</p>' : `<ol>${items.join('')}</ol>`}</main><nav>${further}</nav>`,
  );
};

const route =
  (pageSize: number): SiteRoute =>
  async ({ url }) => {
    if (url.pathname === '/search')
      return listing(url.searchParams.get('q') ?? '', Number(url.searchParams.get('page') ?? '1'), pageSize);
    const [, kind, name] = /^\/(case|files)\/([\w.-]{1,80})$/.exec(url.pathname) ?? [];
    const story = exampleStories.find(({ key }) => kind === 'case' && key === name);
    if (story !== undefined) return casePage(story);
    const figures = exampleStories.flatMap((one) => one.figures);
    const stored = figures.find(({ file }) => kind === 'files' && file === name);
    return stored === undefined ? null : image(await renderOriginal(stored), mimeOf(stored.encoding));
  };

/** The site on this machine, with any fault and any robots.txt. */
export const startExample = (
  options: { faults?: Fault[]; robots?: RobotsShape; pageSize?: number } = {},
): Promise<SampleSite> => {
  const { faults = [], robots = 'allow-all', pageSize = 10 } = options;
  return startSite({
    routes: [robotsRoute(robots), route(pageSize)],
    interfere: interfereWith(faults),
  });
};
