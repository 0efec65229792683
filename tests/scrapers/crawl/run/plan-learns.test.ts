import { expect, onTestFinished, test } from 'vitest';
import type { EuroradStory, RadiopaediaStory } from '../../../../samples/story.ts';
import { crawl, plan } from '../../../../scrapers/crawl/crawl.ts';
import type { Source } from '../../../../scrapers/crawl/source.ts';
import { eurorad } from '../../../../scrapers/eurorad/source.ts';
import { radiopaedia } from '../../../../scrapers/radiopaedia/source.ts';
import { crawlWorkspace } from '../../../helpers/crawl-workspace.ts';
import { startEurorad, startRadiopaedia } from '../../../helpers/sites/index.ts';
import { euroradStories } from '../../../helpers/sites/stories/eurorad.ts';
import { radiopaediaStories } from '../../../helpers/sites/stories/radiopaedia.ts';

/** Six cases of Eurorad with that many figures each. */
const withFigures = (figures: number): EuroradStory[] => {
  const [pattern] = euroradStories();
  const [figure] = pattern?.figures ?? [];
  if (pattern === undefined || figure === undefined) throw new Error('there is no story with a figure');
  return Array.from({ length: 6 }, (_, index) => ({
    ...pattern,
    id: 18_000 + index,
    figures: Array.from({ length: figures }, (_one, at) => ({
      ...figure,
      label: `Figure ${at + 1}`,
      file: `${18_000 + index}-${at}.jpg`,
      width: 60,
      height: 50,
    })),
  }));
};

/** Six cases of Radiopaedia: one CT of that many long stacks, each with a key image. */
const withStacks = (stacks: number): RadiopaediaStory[] => {
  const pattern = radiopaediaStories().find(({ studies }) => studies.length === 1);
  const [study] = pattern?.studies ?? [];
  if (pattern === undefined || study === undefined) throw new Error('there is no story of one study');
  return Array.from({ length: 6 }, (_, index) => ({
    ...pattern,
    rid: 520_000 + index,
    slug: `long-stack-${index}`,
    aliases: [],
    title: `Long stack ${index}`,
    studies: [
      {
        ...study,
        id: 620_000 + index,
        modality: 'CT',
        series: Array.from({ length: stacks }, (_one, at) => ({
          perspective: 'Axial',
          specifics: `window ${at}`,
          frames: {
            count: 300,
            firstId: 73_000_000 + index * 10_000 + at * 1_000,
            key: 150,
            width: 60,
            height: 60,
            seed: index * 10 + at,
            picture: 'ramp' as const,
          },
        })),
      },
    ],
  }));
};

const sites: Record<
  string,
  { source: Source; start: () => Promise<{ origin: string; close(): Promise<void> }> }
> = {
  'cases of one figure': {
    source: eurorad,
    start: () => startEurorad({ cases: withFigures(1), pageSize: 4 }),
  },
  'cases of eleven figures': {
    source: eurorad,
    start: () => startEurorad({ cases: withFigures(11), pageSize: 4 }),
  },
  'one stack of 300 frames': { source: radiopaedia, start: () => startRadiopaedia({ cases: withStacks(1) }) },
  'four stacks of 300 frames': {
    source: radiopaedia,
    start: () => startRadiopaedia({ cases: withStacks(4) }),
  },
};

test.each(Object.entries(sites))(
  '%s: a first plan says that nothing is measured; after two cases the next holds',
  async (_, { source, start }) => {
    const site = await start();
    onTestFinished(() => site.close());
    const workspace = crawlWorkspace();
    const options = { baseUrl: site.origin, delay: 0 };
    expect(await plan(workspace, source, options)).toMatchObject({ cases: 6, measured: 0 });
    await crawl(workspace, source, { ...options, limit: 2 });
    const planned = await plan(workspace, source, options);
    const done = await crawl(workspace, source, options);
    expect([planned.cases, planned.measured, done.new]).toEqual([4, 2, 4]);
    expect(done.requests).toBeGreaterThanOrEqual(planned.requests.min);
    expect(done.requests).toBeLessThanOrEqual(planned.requests.max);
    expect(planned.requests.max).toBeLessThanOrEqual(2 * planned.requests.min);
  },
);
