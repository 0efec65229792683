import { mimeOf, renderOriginal } from '../../../samples/picture.ts';
import { image, json, type SiteRoute } from '../../../samples/server.ts';
import type { Paragraph, StoredPicture } from '../../../samples/story.ts';
import { textOf } from '../../../samples/story.ts';

/** An invented encounter, as MedPix tells of it. */
export interface MedpixStory {
  readonly id: string;
  readonly age: string | null;
  readonly sex: string | null;
  readonly history: Paragraph | null;
  readonly findings: Paragraph | null;
  readonly ddx: Paragraph | null;
  readonly diagnosis: string | null;
  readonly discussion: Paragraph | null;
  readonly author: string;
  readonly images: readonly (StoredPicture & {
    readonly id: string;
    readonly caption: Paragraph | null;
    readonly modality: string;
    readonly plane: string | null;
    /** Taken back by its author. */
    readonly deleted?: boolean;
  })[];
}

const written = (part: Paragraph | null): string | null =>
  part === null ? null : typeof part === 'string' ? part : part.html;

const encounterJson = (story: MedpixStory): unknown => ({
  encounterID: story.id,
  mCaseID: 'MPX9001',
  age: story.age,
  sex: story.sex,
  race: null,
  history: written(story.history),
  exam: 'N/A',
  findings: written(story.findings),
  ddx: written(story.ddx),
  diagnosis: story.diagnosis,
  dxHow: null,
  txFollowup: null,
  discussion: written(story.discussion),
  topicID: '00000000-0000-4000-8000-000000000001',
  authorName: story.author,
  authorAffiliation: 'Invented Hospital',
  imageList: story.images.map((picture) => ({
    imageID: picture.id,
    imageURL: `/images/full/${picture.file}`,
    thumbImageURL: `/images/thumbs/${picture.file}`,
    imageCaption: written(picture.caption),
    title: null,
    modality: picture.modality,
    plane: picture.plane,
    show: true,
    deleted: picture.deleted ?? false,
  })),
  mediaList: [],
});

/** Search by diagnosis, encounters and their large pictures. */
export const medpixRoute =
  (stories: readonly MedpixStory[]): SiteRoute =>
  async ({ url }) => {
    if (url.pathname === '/rest/encounter/diagnosis.json') {
      const words = (url.searchParams.get('diagnosis') ?? '').toLowerCase();
      const found = stories.filter((story) =>
        [story.diagnosis ?? '', story.history === null ? '' : textOf(story.history)].some((text) =>
          text.toLowerCase().includes(words),
        ),
      );
      return json(found.map(({ id, diagnosis }) => ({ encounterID: id, diagnosis })));
    }
    if (url.pathname === '/rest/encounter.json') {
      const story = stories.find(({ id }) => id === url.searchParams.get('encounterID'));
      return story === undefined ? null : json(encounterJson(story));
    }
    const file = /^\/images\/full\/(.+)$/.exec(url.pathname)?.[1];
    const picture = stories.flatMap(({ images }) => images).find((one) => one.file === file);
    return picture === undefined ? null : image(await renderOriginal(picture), mimeOf(picture.encoding));
  };
