import { createHash } from 'node:crypto';
import type { CaseDraft } from '../../data/format/case.ts';
import type { StoredImage } from '../../data/ports/images.ts';
import { licenceFrom } from '../../data/vocabulary/licences.ts';
import { readAge, readSex } from '../reading/demographics.ts';
import { type Entry, entrySources } from './entry.ts';

const parser = 'manual/1';
const patient = 'p1';

/** Figure 1's own key of a case: 24 hex digits (older links) or a UUID, wherever it stands in the address. */
const figure1Key = (url: string): string | null => {
  const parts = URL.parse(url)?.pathname.toLowerCase().split('/') ?? [];
  const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  return parts.findLast((part) => /^[0-9a-f]{24}$/.test(part) || uuid.test(part)) ?? null;
};

/**
 * What makes two entries one case: the source's key where its address has one, else the address, else title and images.
 * So entering a case twice corrects it.
 */
export const entryKey = (entry: Entry, images: readonly Pick<StoredImage, 'sha256'>[]): string => {
  const own = entry.source === 'figure1' ? figure1Key(entry.url) : null;
  if (own !== null) return own;
  const identity =
    entry.url === ''
      ? [entry.title, ...images.map(({ sha256 }) => sha256)].join('\n')
      : entry.url.replace(/[#].*$/s, '');
  return createHash('sha256').update(identity).digest('hex').slice(0, 16);
};

const fileNames = (key: string, site: string, images: readonly StoredImage[]): string[] =>
  images.map(({ extension }, index) => `${site}-${key}-${index + 1}.${extension}`);

/** Caption and what is said of the day, each on a line of its own: both are words of the source about one image. */
const captionOf = ({ caption, day }: Entry['images'][number]): string =>
  [caption, day].filter(Boolean).join('\n');

const stated = (term: string) => ({ stated: term === '' ? null : term, value: term === '' ? null : term });

const textsOf = (entry: Entry): CaseDraft['texts'] => {
  const { language } = entry;
  const texts: CaseDraft['texts'] = [{ id: 'title', kind: 'title', language, text: entry.title }];
  if (entry.text !== '')
    texts.push({ id: 'text', kind: 'body', language, text: entry.text.normalize('NFC') });
  entry.images.forEach((image, index) => {
    const text = captionOf(image).normalize('NFC');
    if (text === '') return;
    texts.push({
      id: `caption-${index + 1}`,
      kind: 'caption',
      language,
      text,
      images: [`image-${index + 1}`],
    });
  });
  return texts;
};

/**
 * The case of an entry. Pure.
 * @param images the stored files, in the order of `entry.images`
 * @param enteredAt ISO 8601, UTC
 */
export const entryToCase = (entry: Entry, images: readonly StoredImage[], enteredAt: string): CaseDraft => {
  const key = entryKey(entry, images);
  const site = entry.source;
  const names = fileNames(key, site, images);
  const licence = licenceFrom(entry.licence === '' ? null : entry.licence);
  return {
    id: `${site}-${key}`,
    source: {
      site,
      key,
      url: entry.url === '' ? null : entry.url,
      retrievedAt: enteredAt,
      parser,
      pageSha256: null,
    },
    document: {
      title: entry.title,
      doi: null,
      licence,
      institution: null,
      journal: entrySources.find((known) => known.site === site)?.journal ?? null,
      citation: null,
      credit: entry.credit === '' ? null : entry.credit,
      published: null,
    },
    texts: textsOf(entry),
    patients: [
      {
        id: patient,
        sex: readSex(entry.sex || null),
        age: readAge(entry.age || null),
        location: entry.location === '' ? null : entry.location,
      },
    ],
    studies: [],
    images: entry.images.flatMap((image, index): CaseDraft['images'] => {
      const file = images[index];
      if (file === undefined) return [];
      return [
        {
          id: `image-${index + 1}`,
          patient,
          study: null,
          order: index,
          url: null,
          sha256: file.sha256,
          file: names[index] ?? '',
          width: file.width,
          height: file.height,
          mime: file.mime,
          modality: stated(image.modality) as CaseDraft['images'][number]['modality'],
          view: stated(image.view),
          caption: captionOf(image) === '' ? null : `caption-${index + 1}`,
        },
      ];
    }),
  };
};
