import type { CaseDraft } from '../../data/format/case.ts';
import { licenceFrom } from '../../data/vocabulary/licences.ts';
import type { FieldFill, ImageOutcome } from '../crawl/source.ts';
import { captionView, panelCaption } from '../reading/caption-terms.ts';
import {
  distinctNames,
  endingOf,
  fieldOfCase,
  fieldOfEach,
  fieldOfEncoding,
  fileFacts,
  type Reached,
  sourceOf,
} from '../reading/case-parts.ts';
import { publishedOn } from '../reading/dates.ts';
import { captionsOf, figureModalities, figureNumber, panelOf } from './figure-words.ts';
import { findPatients } from './patients.ts';
import type { EuroradPage, GalleryFigure } from './record.ts';

/** Everything read of one case, and how it was reached. */
export interface EuroradCase {
  page: EuroradPage;
  reached: Reached;
}

type Texts = CaseDraft['texts'];

/** The site's terms hold for pages that do not repeat them. */
const termsLicence = 'CC BY-NC-SA 4.0, by the terms of Eurorad';

export const figureIds = (figures: readonly GalleryFigure[]): string[] => {
  const seen = new Map<string, number>();
  return figures.map(({ label }) => {
    const plain = `figure-${label.replaceAll(/[^A-Za-z0-9]/g, '') || 'x'}`;
    const times = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, times);
    return times === 1 ? plain : `${plain}-${times}`;
  });
};

const textsOf = (page: EuroradPage, captions: Texts): Texts => {
  const texts: Texts = [];
  const add = (
    id: string,
    kind: Texts[number]['kind'],
    text: string | null,
    heading: string | null = null,
  ): void => {
    if (text !== null && text !== '') texts.push({ id, kind, heading, language: 'en', text });
  };
  add('title', 'title', page.title);
  add('patient-data', 'patient-data', page.demographics);
  add('history', 'history', page.history, 'Clinical History');
  add('findings', 'findings', page.findings, 'Imaging Findings');
  add('discussion', 'discussion', page.discussion, 'Discussion');
  page.differential.forEach((item, index) => {
    add(`differential-${index + 1}`, 'differential', item, 'Differential Diagnosis List');
  });
  add('diagnosis', 'diagnosis', page.diagnosis, 'Final Diagnosis');
  page.further.forEach(({ heading, text }, index) => {
    add(`further-${index + 1}`, 'other', text, heading);
  });
  texts.push(...captions);
  add('references', 'references', page.references, 'References');
  return texts;
};

/** `16691_2_1.jpg` as on the site, with the case number where it lacks and the ending that the content has. */
const fileNames = (
  page: EuroradPage,
  ids: readonly string[],
  outcomes: ReadonlyMap<string, ImageOutcome>,
): string[] =>
  distinctNames(
    page.figures.map(({ file }, index) => {
      const stem = file.replace(/\.[A-Za-z0-9]{2,5}\s{0,3}$/, '').replaceAll(/[^\w.-]/g, '_');
      return {
        stem: stem.startsWith(page.number) ? stem : `eurorad-${page.number}-${stem}`,
        ending: endingOf(outcomes.get(ids[index] ?? ''), file),
      };
    }),
  );

const imagesOf = (
  page: EuroradPage,
  ids: readonly string[],
  captions: readonly (string | null)[],
  ofFigure: readonly (string | null)[],
  outcomes: ReadonlyMap<string, ImageOutcome>,
): CaseDraft['images'] => {
  const modalities = figureModalities(page);
  const names = fileNames(page, ids, outcomes);
  return page.figures.map((figure, index): CaseDraft['images'][number] => {
    const outcome = outcomes.get(ids[index] ?? '');
    const modality = modalities[index] ?? { stated: null, value: null };
    return {
      id: ids[index] ?? '',
      patient: modality.value === 'Table' ? null : (ofFigure[index] ?? null),
      study: null,
      order: index,
      url: outcome?.url ?? figure.urls[0] ?? null,
      ...fileFacts(outcome),
      file: names[index] ?? '',
      modality,
      view: captionView(panelCaption(figure.caption ?? '', panelOf(figure.label)), modality.value),
      caption: captions[index] ?? null,
      figure: figureNumber(figure.label),
      panel: panelOf(figure.label),
      origin:
        figure.origin === null
          ? null
          : {
              url: null,
              doi: null,
              licence: licenceFrom(page.licence ?? termsLicence),
              credit: figure.origin,
            },
    };
  });
};

/** The case document of what was read. Pure. */
export const euroradToCase = (read: EuroradCase, outcomes: ReadonlyMap<string, ImageOutcome>): CaseDraft => {
  const { page } = read;
  const ids = figureIds(page.figures);
  const captions = captionsOf(page, ids);
  const { patients, ofFigure } = findPatients(page);
  const doi = page.doi ?? `10.35100/eurorad/case.${page.number}`;
  const keywords = {
    Section: page.section === null ? [] : [page.section],
    'Case type': page.caseType === null ? [] : [page.caseType],
    'Area of Interest': page.areaOfInterest,
    'Imaging Technique': page.technique,
    Procedure: page.procedure,
    'Special Focus': page.specialFocus,
  };
  return {
    id: `eurorad-${page.number}`,
    source: sourceOf('eurorad', page.number, read.reached),
    document: {
      title: page.title,
      doi,
      licence: licenceFrom(page.licence ?? termsLicence),
      authors: page.authors,
      institution: page.hospital,
      journal: 'Eurorad',
      citation: null,
      credit: `${page.authors.join(', ') || 'The authors'}, Eurorad case ${page.number}, DOI ${doi}`,
      published: publishedOn(page.published),
      keywords: Object.fromEntries(Object.entries(keywords).filter(([, words]) => words.length > 0)),
    },
    texts: textsOf(page, captions.texts),
    patients,
    studies: [],
    images: imagesOf(page, ids, captions.ofFigure, ofFigure, outcomes),
  };
};

/** How full this case's fields are, beside the selectors they are read by. */
export const euroradFills = ({ page, reached }: EuroradCase): FieldFill[] => {
  const one = fieldOfCase;
  const row = (heading: string): string => `div.node-contents > div.row "${heading}" + .col-md-9`;
  return [
    fieldOfEncoding(reached),
    one('title', 'h1.color-color.mb-3', page.title),
    one('authors', 'div.col-lg-9.mb-3 div div p', page.authors),
    one('section', 'div.col-lg-9.mb-3 div div p', page.section),
    one('published', 'span.d-block.font-size-1.text-center "Published on"', page.published),
    one('demographics', 'p.color-grey', page.demographics),
    one('history', row('Clinical History'), page.history),
    one('findings', row('Imaging Findings'), page.findings),
    one('discussion', row('Discussion'), page.discussion),
    one('differential', 'div.col-6.pb-3', page.differential),
    one('diagnosis', row('Final Diagnosis'), page.diagnosis),
    one('figures', 'div.figure-gallery__item', page.figures),
    fieldOfEach(
      'image.caption',
      'div.figure-gallery__item__label > span.mb-1.d-block',
      page.figures,
      ({ caption }) => caption !== null,
    ),
  ];
};
