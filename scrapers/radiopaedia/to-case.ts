import type { CaseDraft } from '../../data/format/case.ts';
import { licenceFrom } from '../../data/vocabulary/licences.ts';
import type { FieldFill, ImageOutcome } from '../crawl/source.ts';
import {
  endingOf,
  fieldOfCase,
  fieldOfEach,
  fileFacts,
  type Reached,
  sourceOf,
} from '../reading/case-parts.ts';
import { publishedOn } from '../reading/dates.ts';
import { readAge, readSex } from '../reading/demographics.ts';
import { statedModality, statedView } from '../reading/terms.ts';
import { wantedFrames } from './key-frames.ts';
import type { RadiopaediaPage, StudyBlock, StudyImages } from './record.ts';

/** Everything read of one case, and how it was reached. */
export interface RadiopaediaCase {
  page: RadiopaediaPage;
  /** In page order. */
  studies: { block: StudyBlock; images: StudyImages }[];
  rid: string;
  reached: Reached;
  allFrames: boolean;
}

type Texts = CaseDraft['texts'];
type Images = CaseDraft['images'];

/** The site's terms hold for pages that do not repeat them. */
const termsLicence = 'CC BY-NC-SA 3.0, by the terms of use of Radiopaedia.org';
const patient = 'p1';

const titleCase = (words: readonly string[]): string[] => words.filter((word) => word !== '');

const patientData = (page: RadiopaediaPage): string =>
  [
    page.age === null ? '' : `Age: ${page.age}`,
    page.gender === null ? '' : `Gender: ${page.gender}`,
    page.race === null ? '' : `Race: ${page.race}`,
  ]
    .filter(Boolean)
    .join('\n');

const textsOf = (read: RadiopaediaCase): Texts => {
  const { page } = read;
  const texts: Texts = [];
  const add = (
    id: string,
    kind: Texts[number]['kind'],
    text: string | null,
    extra: Partial<Texts[number]> = {},
  ): void => {
    if (text !== null && text !== '') texts.push({ id, kind, language: 'en', text, ...extra });
  };
  add('title', 'title', page.title);
  add('presentation', 'presentation', page.presentation, { heading: 'Presentation', patient });
  add('patient-data', 'patient-data', patientData(page), { heading: 'Patient Data', patient });
  for (const { block, images } of read.studies) {
    const study = `study-${block.id}`;
    add(`caption-${block.id}`, 'caption', images.caption ?? block.caption, { study, patient });
    add(`findings-${block.id}`, 'findings', block.findings ?? images.findings, {
      study,
      patient,
      heading: block.heading,
    });
  }
  page.bodies.forEach((body, index) => {
    add(`body-${index + 1}`, 'body', body);
  });
  page.quiz.forEach((line, index) => {
    add(`quiz-${index + 1}`, 'quiz', line);
  });
  add('discussion', 'discussion', page.discussion, { heading: 'Case Discussion' });
  return texts;
};

const imagesOf = (read: RadiopaediaCase, outcomes: ReadonlyMap<string, ImageOutcome>): Images => {
  const images: Images = [];
  const texts = new Set(textsOf(read).map((text) => text.id));
  const seen = new Set<string>();
  for (const { block, images: study } of read.studies) {
    const caption = [`findings-${block.id}`, `caption-${block.id}`].find((id) => texts.has(id)) ?? null;
    let order = 0;
    for (const [number, series] of study.series.entries()) {
      for (const { frame, index } of wantedFrames(series, read.allFrames)) {
        if (seen.has(frame.id)) continue;
        seen.add(frame.id);
        const outcome = outcomes.get(frame.id);
        const facts = fileFacts(outcome);
        images.push({
          id: `image-${frame.id}`,
          patient,
          study: `study-${block.id}`,
          order,
          series: `${block.id}-${number + 1}`,
          frame: series.frames.length > 1 ? index : null,
          url: outcome?.url ?? frame.urls[0] ?? null,
          sha256: facts.sha256,
          file: `radiopaedia-${read.rid}-${frame.id}.${endingOf(outcome, frame.urls[0])}`,
          width: facts.width ?? frame.width,
          height: facts.height ?? frame.height,
          mime: facts.mime ?? frame.mime,
          modality: statedModality(block.modality ?? series.modality ?? study.modality),
          view: statedView(series.perspective, series.specifics),
          caption,
          key: frame.caseKey || frame.stackKey,
        });
        order += 1;
      }
    }
  }
  return images;
};

const keywordsOf = (page: RadiopaediaPage): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries({
      Systems: page.systems,
      Tags: page.tags,
      'Diagnostic certainty': titleCase([page.certainty ?? '']),
    }).filter(([, words]) => words.length > 0),
  );

/** The case document of what was read. Pure. */
export const radiopaediaToCase = (
  read: RadiopaediaCase,
  outcomes: ReadonlyMap<string, ImageOutcome>,
): CaseDraft => {
  const { page, rid } = read;
  return {
    id: `radiopaedia-${rid}`,
    source: sourceOf('radiopaedia', rid, read.reached),
    document: {
      title: page.title,
      doi: page.doi ?? `10.53347/rID-${rid}`,
      licence: licenceFrom(page.licence ?? termsLicence),
      authors: page.author === null ? [] : [page.author],
      institution: page.institution,
      citation: page.citation,
      credit:
        page.credit ??
        (page.author === null ? null : `Case courtesy of ${page.author}, Radiopaedia.org, rID: ${rid}`),
      published: publishedOn(page.published),
      keywords: keywordsOf(page),
    },
    texts: textsOf(read),
    patients: [{ id: patient, sex: readSex(page.gender), age: readAge(page.age), location: null }],
    studies: read.studies.map(({ block, images }, order) => ({
      id: `study-${block.id}`,
      patient,
      order,
      title: block.heading ?? images.caption,
      modality: statedModality(block.modality ?? images.modality),
      url: null,
    })),
    images: imagesOf(read, outcomes),
  };
};

/** How full this case's fields are, beside the selectors they are read by. */
export const radiopaediaFills = (read: RadiopaediaCase): FieldFill[] => {
  const { page, studies } = read;
  const one = fieldOfCase;
  const series = studies.flatMap(({ images }) => images.series);
  const frames = series.flatMap((each) => each.frames);
  return [
    one('title', 'h1.header-title, meta[property="og:title"]', page.title),
    one('author', '.author-info a[href^="/users/"], meta[name=author]', page.author),
    one('published', '#citation-info "Case published"', page.published),
    one('presentation', '#case-patient-presentation p', page.presentation),
    one('age', '#case-patient-data .data-item "Age:"', page.age),
    one('sex', '#case-patient-data .data-item "Gender:"', page.gender),
    one('discussion', '#case-discussion, .case-discussion', page.discussion),
    one('systems', '#citation-info a[href^="/articles/section/"]', page.systems),
    one('images', '[].images[], study.series[].frames[]', frames),
    fieldOfEach('study.images', '[].images[], study.series[].frames[]', studies, ({ images }) =>
      images.series.some((each) => each.frames.length > 0),
    ),
    fieldOfEach(
      'study.findings',
      '.study-findings.body, study.findings',
      studies,
      ({ block, images }) => (block.findings ?? images.findings) !== null,
    ),
    fieldOfEach(
      'study.modality',
      '.study-modality > span, [].modality, study.modality',
      studies,
      ({ block, images }) => (block.modality ?? images.modality) !== null,
    ),
    fieldOfEach(
      'image.original',
      '[].images[].public_filename, study.series[].encodings.thumbnailed_files[].original',
      frames,
      (frame) => frame.named,
    ),
    fieldOfEach(
      'image.view',
      '[].images[].plane_projection, study.series[].perspective',
      series,
      ({ perspective }) => perspective !== null,
    ),
  ];
};
