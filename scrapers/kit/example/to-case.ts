import type { CaseDraft } from '../../../data/format/case.ts';
import { licenceFrom } from '../../../data/vocabulary/licences.ts';
import type { FieldFill, ImageOutcome } from '../../crawl/source.ts';
import { captionModality, captionView } from '../../reading/caption-terms.ts';
import {
  endingOf,
  fieldOfCase,
  fieldOfEach,
  fieldOfEncoding,
  fileFacts,
  type Reached,
  sourceOf,
} from '../../reading/case-parts.ts';
import { readAge, readSex } from '../../reading/demographics.ts';
import type { ExampleCasePage } from './record.ts';

/** Everything read of one case, and how it was reached. */
export interface ExampleCase {
  page: ExampleCasePage;
  reached: Reached;
}

export const exampleId = (page: Pick<ExampleCasePage, 'key'>): string => `example-${page.key}`;

/** Figures have no name of their own: they are numbered in the order of the page. */
export const imageId = (index: number): string => `figure-${index + 1}`;

/** The case document of what was read. Pure. */
export const exampleToCase = (
  { page, reached }: ExampleCase,
  outcomes: ReadonlyMap<string, ImageOutcome>,
): CaseDraft => {
  const { language } = page;
  const captions = page.figures.flatMap(({ caption }, index) =>
    caption === null ? [] : [{ index, caption }],
  );
  return {
    id: exampleId(page),
    source: sourceOf('example', page.key, reached),
    document: {
      title: page.title,
      doi: null,
      licence: licenceFrom(page.licence),
      authors: [],
      institution: null,
      citation: null,
      credit: null,
      published: page.published,
      keywords: {},
    },
    texts: [
      { id: 'title', kind: 'title', language, text: page.title },
      ...page.texts.map(({ kind, text }) => ({ id: kind, kind, language, text })),
      ...captions.map(({ index, caption }) => ({
        id: `caption-${index + 1}`,
        kind: 'caption' as const,
        language,
        text: caption,
        images: [imageId(index)],
      })),
    ],
    patients: [{ id: 'p1', sex: readSex(page.sex), age: readAge(page.age), location: null }],
    studies: [],
    images: page.figures.map(({ urls, caption }, index): CaseDraft['images'][number] => {
      const id = imageId(index);
      const outcome = outcomes.get(id);
      const modality = captionModality(caption ?? '');
      return {
        id,
        patient: 'p1',
        study: null,
        order: index,
        url: outcome?.url ?? urls[0] ?? null,
        ...fileFacts(outcome),
        file: `${exampleId(page)}-${id}.${endingOf(outcome, urls[0])}`,
        modality,
        view: captionView(caption ?? '', modality.value),
        caption: caption === null ? null : `caption-${index + 1}`,
        figure: String(index + 1),
      };
    }),
  };
};

/** How full this case's fields are, beside the selectors they are read by. */
export const exampleFills = ({ page, reached }: ExampleCase): FieldFill[] => [
  fieldOfEncoding(reached),
  fieldOfCase('title', 'h1.case-title', page.title),
  fieldOfCase('text', 'main section h2', page.texts),
  fieldOfCase('demographics', 'main dt', page.age ?? page.sex),
  fieldOfCase('licence', 'a[rel="license"]', page.licence),
  fieldOfCase('figures', 'main figure img', page.figures),
  fieldOfEach('image.caption', 'figure figcaption', page.figures, ({ caption }) => caption !== null),
];
