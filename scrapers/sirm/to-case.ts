import type { CaseDraft } from '../../data/format/case.ts';
import { licenceFrom } from '../../data/vocabulary/licences.ts';
import type { FieldFill, ImageOutcome } from '../crawl/source.ts';
import { captionModality, captionView } from '../reading/caption-terms.ts';
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
import { readAge, readSex, sexOf } from '../reading/demographics.ts';
import { plainSpaces } from '../reading/plain-spaces.ts';
import type { SirmPost } from './record.ts';

/** Everything read of one post, and how it was reached. */
export interface SirmCase {
  post: SirmPost;
  reached: Reached;
}

/** Names, a department or its head: the line that gives credit. */
const creditLine =
  /\b(?:UOC|U\.O\.C|Radiologia|Ospedale|Direttore|Dipartimento|ASST|IRCCS|Policlinico|Azienda)\b/;
const person =
  /\b(uomo|donna|maschio|femmina|bambin[oa]|ragazz[oa]|paziente(?: di sesso (?:maschile|femminile))?)\b.{0,30}?\b(\d{1,3} (?:anni|mesi))\b/i;

/** `covid-19-caso-32` of 2020-03-10 → `2020-03-10-covid-19-caso-32`: slugs repeat from year to year. */
export const sirmKey = (post: SirmPost): string => post.key.replaceAll('/', '-').replaceAll(/[^\w-]/g, '_');

/** Pictures have no name of their own: they are numbered in the order of the post. */
export const imageId = (index: number): string => `image-${index + 1}`;

const credits = (post: SirmPost): string | null => {
  const last = post.paragraphs.at(-1);
  return last !== undefined && last.length < 300 && creditLine.test(plainSpaces(last)) ? last : null;
};

/** The first sentence that names a person with an age. */
const patientOf = (post: SirmPost): CaseDraft['patients'][number] => {
  for (const paragraph of post.paragraphs) {
    const found = person.exec(plainSpaces(paragraph));
    if (!found) continue;
    const words = (found[1] ?? '')
      .replace(/^paziente di sesso maschile$/i, 'maschio')
      .replace(/^paziente di sesso femminile$/i, 'femmina');
    const sex = sexOf(words) === null ? null : readSex(words);
    return {
      id: 'p1',
      sex: sex && { ...sex, stated: found[1] ?? '' },
      age: readAge(found[2] ?? null),
      location: null,
    };
  }
  return { id: 'p1', sex: null, age: null, location: null };
};

/** Caption if there is one, else the paragraph before the picture: authors describe, then show. */
const wordsFor = (post: SirmPost, index: number): string => {
  const figure = post.figures[index];
  return figure?.caption ?? post.paragraphs[(figure?.after ?? 0) - 1] ?? '';
};

const fileNames = (post: SirmPost, outcomes: ReadonlyMap<string, ImageOutcome>): string[] =>
  distinctNames(
    post.figures.map(({ file }, index) => {
      const id = imageId(index);
      const name = file.replace(/\.[A-Za-z0-9]{2,5}$/, '').replaceAll(/[^\w.-]/g, '_') || id;
      const stem = `sirm-${post.slug.replaceAll(/[^\w-]/g, '_')}-${name}`;
      return { stem, ending: endingOf(outcomes.get(id), file) };
    }),
  );

/** The case document of what was read; texts stay in the language of the post. Pure. */
export const sirmToCase = (read: SirmCase, outcomes: ReadonlyMap<string, ImageOutcome>): CaseDraft => {
  const { post } = read;
  const { language } = post;
  const names = fileNames(post, outcomes);
  const credit = credits(post);
  const captions = post.figures.flatMap((figure, index) =>
    figure.caption === null ? [] : [{ index, text: figure.caption }],
  );
  return {
    id: `sirm-${sirmKey(post)}`,
    source: sourceOf('sirm', post.key, read.reached),
    document: {
      title: post.title,
      doi: null,
      licence: licenceFrom(post.licence),
      authors: [],
      institution: null,
      citation: null,
      credit,
      published: post.published,
      keywords: post.categories.length === 0 ? {} : { Categories: post.categories },
    },
    texts: [
      { id: 'title', kind: 'title', language, text: post.title },
      { id: 'body', kind: 'body', language, text: post.paragraphs.join('\n') },
      ...captions.map(({ index, text }) => ({
        id: `caption-${index + 1}`,
        kind: 'caption' as const,
        language,
        text,
        images: [imageId(index)],
      })),
    ],
    patients: [patientOf(post)],
    studies: [],
    images: post.figures.map((figure, index): CaseDraft['images'][number] => {
      const outcome = outcomes.get(imageId(index));
      const modality = captionModality(wordsFor(post, index));
      return {
        id: imageId(index),
        patient: 'p1',
        study: null,
        order: index,
        url: outcome?.url ?? figure.urls[0] ?? null,
        ...fileFacts(outcome),
        file: names[index] ?? '',
        modality,
        view: captionView(wordsFor(post, index), modality.value),
        caption: figure.caption === null ? null : `caption-${index + 1}`,
        figure: String(index + 1),
      };
    }),
  };
};

/** How full this post's fields are, beside the selectors they are read by. */
export const sirmFills = ({ post, reached }: SirmCase): FieldFill[] => [
  fieldOfEncoding(reached),
  fieldOfCase('title', 'h1.entry-title', post.title),
  fieldOfCase('text', 'article .entry-content p', post.paragraphs),
  fieldOfCase('figures', '.entry-content img', post.figures),
  fieldOfEach(
    'image.caption',
    'figure.wp-caption figcaption',
    post.figures,
    ({ caption }) => caption !== null,
  ),
];
