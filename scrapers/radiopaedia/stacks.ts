import { z } from 'zod';
import { requireMatch } from '../reading/contract.ts';
import { pixels, type Series, type StackFrame, type StudyImages } from './record.ts';

/** `/studies/{id}/stacks`: an array, one element a series; the same objects stand in the study page's script. */

const text = z.string().nullish();
const flag = z.boolean().nullish();
const stackImageSchema = z.looseObject({
  id: z.union([z.int(), z.string()]),
  public_filename: text,
  fullscreen_filename: text,
  download_image_url: text,
  plane_projection: text,
  aux_modality: text,
  position: z.union([z.number(), z.string().transform(Number)]).nullish(),
  content_type: text,
  width: pixels,
  height: pixels,
  show_case_key_image: flag,
  show_stack_key_image: flag,
});
type StackImage = z.infer<typeof stackImageSchema>;
const stacksSchema = z.array(
  z.looseObject({
    modality: text,
    images: z
      .array(stackImageSchema)
      .nullable()
      .transform((images) => images ?? []),
  }),
);

const filled = (value: string | null | undefined): string | null => value?.trim().normalize('NFC') || null;

/** Names may end in a space, which URL parsers would drop. */
const withSpaces = (url: string): string => url.replaceAll(' ', '%20');

const frameOf = (image: StackImage, index: number): StackFrame => ({
  id: String(image.id),
  urls: [image.public_filename, image.download_image_url, image.fullscreen_filename].flatMap((url) =>
    url ? [withSpaces(url)] : [],
  ),
  named: Boolean(image.public_filename),
  position: Number.isFinite(image.position) ? (image.position ?? index) : index,
  width: image.width,
  height: image.height,
  mime: filled(image.content_type),
  caseKey: image.show_case_key_image ?? false,
  stackKey: image.show_stack_key_image ?? false,
  perspective: filled(image.plane_projection),
  specifics: filled(image.aux_modality),
});

/** Lists come in any order; the position tells, also between planes and windows. */
const stackOf = (images: readonly StackImage[], modality: string | null): Series => ({
  frames: images.map(frameOf).sort((a, b) => a.position - b.position),
  modality,
});

const fieldOfKey = {
  public_filename: 'original resolution',
  plane_projection: 'view',
  position: 'order',
} as const;

/**
 * @param data parsed JSON of the stacks address or of the script's `stackedImages`
 * @throws ContractBroken when it is no array of series, or an image has neither id nor address
 */
export const parseStacks = (data: unknown, studyId: string, url: string): StudyImages => {
  const page = { source: 'radiopaedia', url };
  const list =
    Array.isArray(data) && data.length > 0 && !('images' in Object(data[0]))
      ? [{ modality: null, images: data }]
      : data;
  const result = stacksSchema.safeParse(list);
  const place = result.success
    ? ''
    : (result.error.issues[0]?.path
        .map((part) => (typeof part === 'number' ? '[]' : `.${String(part)}`))
        .join('') ?? '');
  requireMatch(
    result.success,
    { selector: `stacks ${place || '[].images[]'}`, field: 'images of a study' },
    page,
  );
  const stacks = result.data ?? [];
  const frames = stacks.flatMap((stack) => stack.images);
  requireMatch(
    frames.every((image) => frameOf(image, 0).urls.length > 0),
    { selector: 'stacks [].images[].public_filename', field: 'image address' },
    page,
  );
  for (const key of ['public_filename', 'plane_projection', 'position'] as const) {
    const there = frames.length === 0 || frames.some((image) => key in image);
    requireMatch(there, { selector: `stacks [].images[].${key}`, field: fieldOfKey[key] }, page);
  }
  const modality = stacks.map((stack) => filled(stack.modality)).find((name) => name !== null) ?? null;
  return {
    studyId,
    caseId: null,
    modality,
    caption: null,
    findings: null,
    series: stacks.flatMap(({ images, modality: own }) =>
      images.length === 0 ? [] : [stackOf(images, filled(own))],
    ),
  };
};

/** The array after `stackedImages =` by counting brackets outside of strings; null when there is none. */
const arrayAfter = (script: string, start: number): string | null => {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < script.length; at += 1) {
    const character = script[at];
    if (quoted) {
      if (character === '\\') at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') {
      depth -= 1;
      if (depth === 0) return script.slice(start, at + 1);
    }
  }
  return null;
};

/**
 * The study page's `var stackedImages = [...]`.
 * @throws ContractBroken when the script does not hold it
 */
export const parseStackedImages = (html: string, studyId: string, url: string): StudyImages => {
  const canary = { selector: 'script: var stackedImages = [...]', field: 'images of a study' };
  const found = /stackedImages\s{0,5}=\s{0,5}\[/.exec(html);
  const array = found ? arrayAfter(html, found.index + found[0].length - 1) : null;
  let data: unknown = null;
  try {
    data = array === null ? null : JSON.parse(array);
  } catch {
    data = null;
  }
  requireMatch(data !== null, canary, { source: 'radiopaedia', url });
  return parseStacks(data, studyId, url);
};
