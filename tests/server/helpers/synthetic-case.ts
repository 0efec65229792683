import sharp from 'sharp';
import type { Suggestion } from '../../../curation/suggest/suggestion.ts';
import type { Case, CaseDraft } from '../../../data/format/case.ts';
import type { Value } from '../../../data/format/review.ts';
import type { ImageStore, StoredImage } from '../../../data/ports/images.ts';

/** A grey chest-like picture, different for every seed: two dark fields on a lighter ground. */
export async function drawFilm(seed: number, width = 320, height = 400): Promise<Uint8Array> {
  const shade = 30 + ((seed * 37) % 60);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#0a0a0a"/>
    <ellipse cx="50%" cy="52%" rx="42%" ry="46%" fill="#8c8c8c"/>
    <ellipse cx="33%" cy="48%" rx="14%" ry="30%" fill="rgb(${shade},${shade},${shade})"/>
    <ellipse cx="67%" cy="48%" rx="14%" ry="30%" fill="rgb(${shade},${shade},${shade})"/>
    <rect x="47%" y="8%" width="6%" height="80%" fill="#c8c8c8"/>
    <circle cx="${30 + (seed % 40)}%" cy="${40 + (seed % 23)}%" r="${8 + (seed % 9)}" fill="#b4b4b4"/>
  </svg>`;
  return new Uint8Array(await sharp(Buffer.from(svg)).greyscale().png().toBuffer());
}

const presentation =
  'A 54-year-old man from Bergamo presented with a 4-day history of fever and dry cough. RT-PCR for SARS-CoV-2 was positive. ' +
  'He needed oxygen on admission and was transferred to the intensive care unit on day 6. He was intubated on day 7 & extubated ten days later. ' +
  'He recovered and left hospital. Temperature 38.6 °C.';

export const filmTexts = [
  'Chest radiograph (PA) on day 4 after onset.',
  'Follow-up film (AP supine) on day 8: tube in place.',
];

/** A case as a source would write it: one patient, films with captions, one presentation. */
export function draftOf(
  id: string,
  images: readonly StoredImage[],
  options: { title?: string; sex?: boolean } = {},
): CaseDraft {
  const site = id.slice(0, id.indexOf('-'));
  return {
    id,
    source: {
      site,
      key: id.slice(id.indexOf('-') + 1),
      url: `https://example.org/${id}`,
      retrievedAt: '2026-03-01T10:00:00.000Z',
      parser: `${site}/1`,
      pageSha256: null,
    },
    document: {
      title: options.title ?? `Pneumonia with a course of three weeks (${id})`,
      doi: null,
      licence: { code: 'CC-BY-4.0', stated: 'CC BY 4.0' },
      institution: null,
      citation: null,
      credit: `Case courtesy of a synthetic author, ${id}`,
      published: null,
    },
    texts: [
      { id: 't1', kind: 'presentation', heading: 'Clinical history', language: 'en', text: presentation },
      ...images.map((_, at) => ({
        id: `cap${at + 1}`,
        kind: 'caption' as const,
        heading: `Figure ${at + 1}`,
        images: [`i${at + 1}`],
        language: 'en',
        text: filmTexts[at % filmTexts.length] ?? '',
      })),
      {
        id: 't9',
        kind: 'discussion',
        heading: 'Discussion',
        language: 'en',
        text: 'Bilateral opacities are common. <script>alert("x")</script> The course was typical.\r\nSecond line, “quoted” & kept.',
      },
    ],
    patients: [
      {
        id: 'p1',
        sex: options.sex === false ? null : { value: 'male', stated: 'man' },
        age: null,
        location: null,
      },
    ],
    studies: [
      { id: 's1', patient: 'p1', order: 0, title: 'Chest', modality: { stated: 'X-ray', value: 'X-ray' } },
    ],
    images: images.map((stored, at) => ({
      id: `i${at + 1}`,
      patient: 'p1',
      study: 's1',
      order: at,
      url: null,
      sha256: stored.sha256,
      file: `${id}-${at + 1}.png`,
      width: stored.width,
      height: stored.height,
      mime: stored.mime,
      modality: { stated: 'X-ray', value: 'X-ray' as const },
      view: { stated: null, value: null },
      caption: `cap${at + 1}`,
      figure: `Figure ${at + 1}`,
    })),
  };
}

/** A rule of the tests: these words in a text of the case suggest this value. */
const rules: readonly [field: string, value: Value, words: string, day?: number][] = [
  ['day_zero', 'onset', '4-day history of fever'],
  ['age', 54, '54-year-old'],
  ['location', 'Bergamo', 'Bergamo'],
  ['finding', 'Pneumonia/Viral/COVID-19', 'SARS-CoV-2 was positive'],
  ['RT_PCR_positive', 'yes', 'RT-PCR for SARS-CoV-2 was positive'],
  ['survival', 'yes', 'recovered and left hospital'],
  ['went_icu', 'yes', 'transferred to the intensive care unit on day 6', 6],
  ['intubated', 'yes', 'intubated on day 7', 7],
  ['extubated', 'yes', 'extubated'],
  ['needed_supplemental_O2', 'yes', 'needed oxygen on admission'],
];

const filmRules: readonly [field: string, value: Value, words: string, day?: number][] = [
  ['offset', 4, 'on day 4', 4],
  ['offset', 8, 'on day 8', 8],
  ['view', 'PA', '(PA)'],
  ['view', 'AP Supine', '(AP supine)'],
];

/** Suggestions for the synthetic cases, with quotes that really stand in their texts. */
export function suggestForTests(record: Case): Suggestion[] {
  const found: Suggestion[] = [];
  for (const text of record.texts) {
    for (const [field, value, words, day] of text.kind === 'caption' ? filmRules : rules) {
      const start = text.text.indexOf(words);
      if (start < 0) continue;
      found.push({
        case: record.id,
        patient: record.patients[0]?.id ?? null,
        image: text.kind === 'caption' ? (text.images[0] ?? null) : null,
        field,
        value,
        day: day === undefined ? null : { from: day, to: day, anchor: 'onset', certainty: 'exact' },
        quote: { text: text.id, start, end: start + words.length, words },
        rule: `test-${field}`,
        confidence: 0.92,
        reason: `says “${words}”`,
      });
    }
  }
  return found;
}

/** Draws and keeps the films of one case. */
export async function filmsFor(images: ImageStore, count: number, seed = 1): Promise<StoredImage[]> {
  const stored: StoredImage[] = [];
  for (let at = 0; at < count; at += 1) stored.push(await images.put(await drawFilm(seed * 100 + at)));
  return stored;
}
