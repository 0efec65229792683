import { z } from 'zod';
import { modalities } from '../../data/format/case.ts';
import { viewNames } from '../../data/vocabulary/views.ts';

/**
 * A case that a person enters by hand, because its site is behind a login (Figure 1) or is no site at all. The person
 * copies what the source says, in its own words; nothing is decided here.
 */

export const ENTRY_FORMAT = 'caseline.entry/1';
/** Images of one entry at most, and bytes of each: more is a series, which `import` takes as a table. */
export const MOST_IMAGES = 20;
export const MAX_IMAGE_BYTES = 50 * 1024 * 1024;

/** Where entries come from: the site their ids begin with, what it is called, and how it is known. */
export const entrySources = [
  { site: 'figure1', name: 'Figure 1', journal: 'Figure 1' },
  { site: 'manual', name: 'another source', journal: null },
] as const;
export type EntrySite = (typeof entrySources)[number]['site'];

const words = (longest: number) => z.string().trim().max(longest).default('');

const entryImageSchema = z.strictObject({
  /** Name of the file, for people; its content decides its type. */
  file: z.string().trim().min(1).max(300),
  caption: words(20_000),
  modality: z.enum(['', ...modalities]).default(''),
  view: z.enum(['', ...viewNames]).default(''),
  /** What the source says of the day: "day 3 after admission". */
  day: words(500),
});

export const entrySchema = z.strictObject({
  format: z.literal(ENTRY_FORMAT).default(ENTRY_FORMAT),
  source: z.enum(
    entrySources.map(({ site }) => site),
    { error: `say where it is from: ${entrySources.map(({ site }) => site).join(' or ')}` },
  ),
  title: z.string({ error: 'a title is needed' }).trim().min(1, 'a title is needed').max(2_000),
  /** Address of the case, for people to find it; it is never requested. */
  url: words(2_000).refine((url) => url === '' || /^https?:$/.test(URL.parse(url)?.protocol ?? ''), {
    error: 'an address begins with https://',
  }),
  credit: words(5_000),
  /** The source's own words on its licence, or a code of ours. */
  licence: words(5_000),
  text: words(1_000_000),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'a language reads en, it, pt-BR')
    .default('en'),
  sex: words(200),
  age: words(200),
  location: words(2_000),
  images: z.array(entryImageSchema).max(MOST_IMAGES, `at most ${MOST_IMAGES} images`).default([]),
});
export type Entry = z.output<typeof entrySchema>;
