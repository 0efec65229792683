import { mimeOf } from '../picture.ts';
import {
  picturesOfSeries,
  type RadiopaediaImage,
  type RadiopaediaSeries,
  type RadiopaediaStory,
  type RadiopaediaStudy,
} from '../story.ts';
import { paragraphs } from './html.ts';

export type RadiopaediaEra = '2020' | '2023' | '2026';

export const renditions = ['thumb', 'tiny', 'small', 'medium', 'gallery', 'big_gallery', 'jumbo'] as const;
export type Rendition = (typeof renditions)[number];

/** Long side of each rendition in pixels. */
export const renditionSize: Record<Rendition, number> = {
  thumb: 90,
  tiny: 60,
  small: 150,
  medium: 300,
  gallery: 630,
  big_gallery: 800,
  jumbo: 1024,
};

/** `name.png` and `gallery` make `name_gallery.jpeg`. */
export const renditionFile = (file: string, rendition: Rendition): string => {
  const dot = file.lastIndexOf('.');
  return `${dot > 0 ? file.slice(0, dot) : file}_${rendition}.jpeg`;
};

const addressOf = (imageOrigin: string, image: RadiopaediaImage, file: string): string =>
  `${imageOrigin}/images/${image.id}/${file}`;

const stackImage =
  (imageOrigin: string, era: RadiopaediaEra, series: RadiopaediaSeries) => (image: RadiopaediaImage) => ({
    id: image.id,
    fullscreen_filename: addressOf(
      imageOrigin,
      image,
      renditionFile(image.file, era === '2020' ? 'jumbo' : 'big_gallery'),
    ),
    public_filename: addressOf(imageOrigin, image, image.file),
    plane_projection: series.perspective,
    aux_modality: series.specifics,
    position: image.position,
    content_type: mimeOf(image.encoding),
    width: image.width,
    height: image.height,
    show_feature: false,
    show_pin: false,
    show_case_key_image: image.caseKey ?? false,
    show_stack_key_image: image.stackKey ?? false,
    download_image_url: `/images/${image.id}/download?layout=false`,
    crop_pending: false,
  });

/** Lists do not come in the order of their positions: every other image is moved to the end. */
const shuffled = <T>(list: readonly T[]): T[] => [
  ...list.filter((_, index) => index % 2 === 1),
  ...list.filter((_, index) => index % 2 === 0),
];

/** Answer of `/studies/{id}/stacks`: one element a series. */
export const stacksJson = (study: RadiopaediaStudy, imageOrigin: string, era: RadiopaediaEra): unknown[] =>
  study.series.map((series) => ({
    modality: study.modality,
    images: shuffled(picturesOfSeries(series)).map(stackImage(imageOrigin, era, series)),
  }));

/** Answer of `/studies/{id}/annotated_viewer_json`. Its frames do come in order. */
export const viewerJson = (story: RadiopaediaStory, study: RadiopaediaStudy): unknown => {
  const all = study.series.flatMap(picturesOfSeries);
  return {
    study: {
      id: study.id,
      case_id: story.rid,
      case_title: story.title,
      caption: study.caption ?? null,
      modality: study.modality,
      findings: paragraphs(study.findings),
      case_key_image_id: all.find((image) => image.caseKey)?.id ?? null,
      series: study.series.map((series, index) => {
        const images = picturesOfSeries(series);
        return {
          series_id: study.id * 10 + index,
          stack_root_id: images[0]?.id ?? null,
          perspective: series.perspective,
          specifics: series.specifics,
          content_type: mimeOf(images[0]?.encoding ?? 'png'),
          annotations: [],
          frames: images.map((image) => ({
            id: image.id,
            width: image.unknownSize ? null : image.width,
            height: image.unknownSize ? null : image.height,
            ...(image.stackKey ? { current: true } : {}),
          })),
          encodings: {
            thumbnailed_files: images.map((image) =>
              image.unnamedOriginal
                ? { gallery: 'dr-gallery.jpg' }
                : {
                    original: image.file,
                    gallery: renditionFile(image.file, 'gallery'),
                    small: renditionFile(image.file, 'small'),
                    thumb: renditionFile(image.file, 'thumb'),
                  },
            ),
          },
        };
      }),
    },
  };
};

/** The full-screen page of one study: its images stand in an inline script. */
export const studyPage = (
  story: RadiopaediaStory,
  study: RadiopaediaStudy,
  imageOrigin: string,
  era: RadiopaediaEra,
): string => {
  const stacks = stacksJson(study, imageOrigin, era) as { images: unknown[] }[];
  const flat = JSON.stringify(stacks).replaceAll('</', '<\\/');
  return (
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${story.rid}</title></head>` +
    `<body class="fullscreen"><div id="offline-workflow"><img id="offline-workflow-study-large-image" alt=""></div>` +
    `<script>\nvar stackedImages = ${flat};\nvar caseId = ${story.rid};\n</script></body></html>`
  );
};
