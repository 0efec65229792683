import { drawAhead } from './picture.ts';
import { euroradRoute } from './routes/eurorad.ts';
import { radiopaediaImageRoute, radiopaediaRoute } from './routes/radiopaedia.ts';
import { sirmRoute } from './routes/sirm.ts';
import { type SampleSite, startSite } from './server.ts';
import eurorad from './stories/eurorad.json' with { type: 'json' };
import radiopaedia from './stories/radiopaedia.json' with { type: 'json' };
import sirm from './stories/sirm.json' with { type: 'json' };
import type { Stories } from './story.ts';

/** The invented cases of the sample. */
export const sampleStories = { radiopaedia, eurorad, sirm } as unknown as Stories;

/** How the sample is scraped: source and query for each part. */
export const sampleCrawls: readonly { source: 'radiopaedia' | 'eurorad' | 'sirm'; query: string }[] = [
  { source: 'radiopaedia', query: 'pneumonia' },
  { source: 'eurorad', query: '' },
  { source: 'sirm', query: '' },
];

/**
 * The bundled sample site, on loopback: pages like those of the three sites on one origin, with invented cases and
 * drawn pictures, so that a first look needs no network.
 */
export const startSampleSite = async (): Promise<SampleSite> => {
  await drawAhead(sampleStories);
  let origin = '';
  const here = () => origin;
  const site = await startSite({
    routes: [
      ({ url }) =>
        url.pathname === '/robots.txt'
          ? { headers: { 'content-type': 'text/plain' }, body: 'User-agent: *\nDisallow: /users/sign_in\n' }
          : null,
      radiopaediaRoute(sampleStories.radiopaedia, { era: '2023', origin: here, imageOrigin: here }),
      radiopaediaImageRoute(sampleStories.radiopaedia, { imageOrigin: here }),
      euroradRoute(sampleStories.eurorad, { era: '2026', origin: here }),
      sirmRoute(sampleStories.sirm, { origin: here }),
    ],
  });
  origin = site.origin;
  return site;
};
