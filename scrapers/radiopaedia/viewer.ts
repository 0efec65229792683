import * as cheerio from 'cheerio';
import { z } from 'zod';
import { requireMatch } from '../reading/contract.ts';
import { readParagraphs } from '../reading/html-text.ts';
import { pixels, type Series, type StackFrame, type StudyImages } from './record.ts';

/** `/studies/{id}/annotated_viewer_json`. Frames and file names run in parallel lists. */

const text = z.string().nullish();
const number = z.union([z.int(), z.string()]);
/** A list that must be named; null stands for an empty one. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullable()
    .transform((list) => list ?? []);
const fileSchema = z.looseObject({ original: text, gallery: text });
const viewerSchema = z.looseObject({
  study: z.looseObject({
    id: number,
    case_id: number.nullish(),
    caption: text,
    modality: text,
    findings: text,
    case_key_image_id: number.nullish(),
    series: listOf(
      z.looseObject({
        perspective: text,
        specifics: text,
        content_type: text,
        frames: listOf(
          z.looseObject({
            id: number,
            width: pixels,
            height: pixels,
            current: z.boolean().nullish(),
          }),
        ),
        encodings: z.looseObject({ thumbnailed_files: listOf(fileSchema.nullable()) }).nullish(),
      }),
    ),
  }),
});
type ViewerSeries = z.infer<typeof viewerSchema>['study']['series'][number];

const filled = (value: string | null | undefined): string | null => value?.trim().normalize('NFC') || null;

/** Address of one file of an image; names may be whole addresses already. */
const addressOf = (id: string, file: string): string =>
  /^https?:\/\//.test(file) ? file : `/images/${id}/${encodeURIComponent(file)}`;

const framesOf = (series: ViewerSeries, keyId: string | null): StackFrame[] =>
  series.frames.map((frame, index) => {
    const id = String(frame.id);
    const files = series.encodings?.thumbnailed_files[index];
    const names = [
      files?.original ?? 'dr-original.jpg',
      files?.gallery ?? (files?.original ? null : 'dr-gallery.jpg'),
    ];
    return {
      id,
      urls: names.flatMap((name) => (name ? [addressOf(id, name)] : [])),
      named:
        Boolean(files?.original) || (files != null && names.every((name) => name?.startsWith('dr-') ?? true)),
      position: index,
      width: frame.width,
      height: frame.height,
      mime: filled(series.content_type),
      caseKey: keyId === id,
      stackKey: frame.current ?? false,
      perspective: filled(series.perspective),
      specifics: filled(series.specifics),
    };
  });

/**
 * @param data parsed JSON of the annotated viewer
 * @throws ContractBroken naming the path that is not as it was
 */
export const parseViewer = (data: unknown, studyId: string, url: string): StudyImages => {
  const page = { source: 'radiopaedia', url };
  const result = viewerSchema.safeParse(data);
  const place = result.success
    ? ''
    : (result.error.issues[0]?.path
        .map((part) => (typeof part === 'number' ? '[]' : `.${String(part)}`))
        .join('')
        .replace(/^\./, '') ?? '');
  requireMatch(
    result.success,
    { selector: place || 'study.series[].frames[]', field: 'images of a study' },
    page,
  );
  const study = result.data?.study;
  if (!study) return { studyId, caseId: null, modality: null, caption: null, findings: null, series: [] };
  requireMatch(String(study.id) === studyId, { selector: 'study.id', field: `study ${studyId}` }, page);
  const viewed = study.series.length === 0 || study.series.some((series) => series.perspective !== undefined);
  requireMatch(viewed, { selector: 'study.series[].perspective', field: 'view' }, page);
  const withFrames = study.series.filter(({ frames }) => frames.length > 0);
  requireMatch(
    withFrames.length === 0 || withFrames.some(({ encodings }) => encodings !== undefined),
    { selector: 'study.series[].encodings', field: 'files of the frames' },
    page,
  );
  for (const series of study.series) {
    const files = series.encodings?.thumbnailed_files.length ?? 0;
    // Without any names the viewer's own ones are tried; names that do not match the frames are nobody's.
    requireMatch(
      files === 0 || files === series.frames.length,
      {
        selector: 'study.series[].encodings.thumbnailed_files[]',
        field: `files of ${series.frames.length} frames, found ${files}`,
      },
      page,
    );
  }
  const modality = filled(study.modality);
  const keyId = study.case_key_image_id == null ? null : String(study.case_key_image_id);
  const findings = study.findings ? readParagraphs(cheerio.load(study.findings)('body')) : '';
  return {
    studyId,
    caseId: study.case_id == null ? null : String(study.case_id),
    modality,
    caption: filled(study.caption),
    findings: findings || null,
    series: study.series.map(
      (series): Series => ({
        frames: framesOf(series, keyId),
        modality,
      }),
    ),
  };
};
