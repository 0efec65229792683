import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readJats } from '../../scrapers/papers/article/jats.ts';
import { kindOfText } from '../../scrapers/papers/case/to-case.ts';
import type { Expected } from '../curation/suggest/cell-of.ts';
import type { GoldNote } from './gold.ts';

/**
 * Published case reports as notes: the article's own words with answers that somebody wrote down who had read it and
 * not the rules. The answers stand here, the articles beside the project.
 */

/** Where the articles lie that the answers belong to. */
export const reportsAt = join(import.meta.dirname, '../../../shared/real/case-reports');

interface Labelled {
  readonly articles: readonly {
    readonly file: string;
    readonly patients: readonly {
      readonly id: string;
      readonly label?: string | null;
      readonly patient: Readonly<Record<string, Expected>>;
      readonly events?: NonNullable<GoldNote['events']>;
    }[];
    readonly figures?: readonly {
      readonly label: string;
      readonly panel?: string | null;
      readonly patient?: string;
      readonly expect: Readonly<Record<string, Expected>>;
    }[];
  }[];
}

/** Words for kinds of pictures that the answers name otherwise than the format does. */
const kinds: Readonly<Record<string, string>> = {
  Histology: 'Pathology',
  Scintigraphy: 'Nuclear medicine',
  'PET-CT': 'PET',
  'PET/CT': 'PET',
  Graph: 'Illustration',
  Diagram: 'Illustration',
};
const inFormat = (value: Expected): Expected =>
  Array.isArray(value)
    ? value.map((one) => kinds[String(one)] ?? one)
    : typeof value === 'string'
      ? (kinds[value] ?? value)
      : value;

/** Notes of the labelled articles that lie in a folder. */
export function notesOfReports(labels: string, folder: string): GoldNote[] {
  const { articles } = JSON.parse(readFileSync(labels, 'utf8')) as Labelled;
  return articles.map(({ file, patients, figures = [] }) => {
    const article = readJats(readFileSync(join(folder, basename(file)), 'utf8'));
    const captionOf = new Map(
      article.figures.map(({ label, caption }) => [/\d+/.exec(label ?? '')?.[0] ?? '', caption]),
    );
    return {
      id: basename(file, '.xml'),
      style: 'case-report',
      language: 'en',
      texts: [
        ...(article.title ? [{ kind: 'title' as const, text: article.title }] : []),
        ...article.sections.map(({ heading, kind, paragraphs }) => ({
          kind: kindOfText[kind],
          heading: heading ?? undefined,
          text: paragraphs.join('\n'),
        })),
      ],
      images: figures.map(({ label, panel, patient, expect }, at) => ({
        file: `${basename(file, '.xml')}-${at}.png`,
        figure: label,
        panel: panel && /^[a-h]$/i.test(panel) ? panel : null,
        caption: captionOf.get(/\d+/.exec(label)?.[0] ?? '') ?? '',
        patient: patient ?? patients[0]?.id ?? 'p1',
        expect: Object.fromEntries(Object.entries(expect).map(([name, value]) => [name, inFormat(value)])),
      })),
      patients: patients.map(({ id, label }) => ({ id, label: label ?? undefined })),
      patient:
        patients.length > 1
          ? Object.fromEntries(patients.map(({ id, patient }) => [id, patient]))
          : (patients[0]?.patient ?? {}),
      events: patients.flatMap(({ events = [] }) => events),
    };
  }) as GoldNote[];
}
