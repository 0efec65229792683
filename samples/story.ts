import type { PhantomSpec } from './phantom-spec.ts';

/**
 * A story is a case as its author knows it: the truth from which pages are rendered and against which tests
 * compare what was read. All stories are invented; their pictures are drawn by code.
 */

/** Plain text as a reader sees it, or markup beside the text that must be read from it. */
export type Paragraph = string | { html: string; text: string };

export const textOf = (paragraph: Paragraph): string =>
  typeof paragraph === 'string' ? paragraph : paragraph.text;

export type DrawnPicture =
  | ({ kind: 'phantom' } & PhantomSpec)
  /** Two or more pictures mounted side by side in one file. */
  | { kind: 'composite'; parts: PhantomSpec[] }
  /** A table of numbers, as some authors post instead of an image. */
  | { kind: 'table'; seed: number }
  /** A grey ramp with a pattern of its own: cheap, for tests. */
  | { kind: 'ramp'; seed: number };

export type Encoding = 'jpeg' | 'png' | 'png-rgba' | 'jpeg-truncated';

export interface StoredPicture {
  /** Name of the original, exactly as in its address. */
  file: string;
  width: number;
  height: number;
  /** What the bytes are, whatever the name says. */
  encoding: Encoding;
  picture: DrawnPicture;
}

export interface RadiopaediaImage extends StoredPicture {
  id: number;
  /** Order within its stack; lists may come in another order. */
  position: number;
  caseKey?: boolean;
  stackKey?: boolean;
  /** Viewer JSON without a file name for the original: served as dr-original.jpg. */
  unnamedOriginal?: boolean;
  /** Viewer JSON with null width and height. */
  unknownSize?: boolean;
}

/** A stack too long to list: frames are numbered from `firstId`. */
export interface RadiopaediaFrames {
  count: number;
  firstId: number;
  /** Frame (0-based) that the author marked as the stack's key image. */
  key: number | null;
  width: number;
  height: number;
  seed: number;
  picture: 'ramp' | 'axial';
}

export interface RadiopaediaSeries {
  perspective: string | null;
  specifics: string | null;
  images?: RadiopaediaImage[];
  frames?: RadiopaediaFrames;
}

export interface RadiopaediaStudy {
  id: number;
  /** Null: the page states none. */
  modality: string | null;
  heading?: string;
  caption?: string;
  /** Empty: the author wrote none. */
  findings: Paragraph[];
  series: RadiopaediaSeries[];
}

export interface RadiopaediaStory {
  rid: number;
  slug: string;
  /** Older slugs that lead here. */
  aliases?: string[];
  /** The case sits behind the login. */
  private?: boolean;
  title: string;
  author: { name: string; login: string; location: string };
  /** As the page writes it: `18 Aug 2019`. */
  published: string;
  certainty: string | null;
  age: string | null;
  gender: string | null;
  race?: string;
  presentation: Paragraph[];
  discussion: Paragraph[];
  systems: string[];
  tags: string[];
  institution?: string;
  relatedArticles?: string[];
  quiz?: { question: string; answer: string }[];
  studies: RadiopaediaStudy[];
}

export interface EuroradFigure extends StoredPicture {
  /** `1`, `2a`: what the paginator under the gallery says. */
  label: string;
  /** Month folder of the upload, `2020-04/`; the doubled slash of real addresses included. */
  folder: string;
  caption: Paragraph;
  origin?: string;
  /** Renditions that answer 404. */
  missing?: ('original' | 'figure_image')[];
}

export interface EuroradStory {
  id: number;
  title: string;
  section: string;
  caseType: string;
  authors: string[];
  hospital: string;
  /** `DD.MM.YYYY` */
  published: string;
  /** The header's demographics line, null when it has none. */
  demographics: string | null;
  history: Paragraph[];
  findings: Paragraph[];
  discussion: Paragraph[];
  differential: string[];
  diagnosis: string;
  references: string[];
  areaOfInterest: string[];
  technique: string[];
  procedure: string[];
  specialFocus: string[];
  licence: boolean;
  figures: EuroradFigure[];
}

export interface SirmFigure extends StoredPicture {
  caption: Paragraph | null;
}

export interface SirmStory {
  /** `2020/03/10` */
  date: string;
  slug: string;
  title: string;
  language: string;
  /** A figure stands after the paragraph of its index. */
  paragraphs: Paragraph[];
  figures: (SirmFigure & { after: number })[];
  credit: string | null;
  categories: string[];
}

export interface Stories {
  radiopaedia: RadiopaediaStory[];
  eurorad: EuroradStory[];
  sirm: SirmStory[];
}

const hex = (seed: number, length: number): string => {
  let text = '';
  for (let part = 0; text.length < length; part += 1) {
    text += (Math.imul(seed + part * 7_919 + 1, 2_654_435_761) >>> 0).toString(16).padStart(8, '0');
  }
  return text.slice(0, length);
};

/** All images of a series in the order of their positions, long stacks written out. */
export const picturesOfSeries = (series: RadiopaediaSeries): RadiopaediaImage[] => {
  const listed = [...(series.images ?? [])].sort((a, b) => a.position - b.position);
  const { frames } = series;
  if (!frames) return listed;
  const written = Array.from({ length: frames.count }, (_, index): RadiopaediaImage => {
    const id = frames.firstId + index;
    return {
      id,
      file: `${hex(id, 64)}.png`,
      position: index + 1,
      width: frames.width,
      height: frames.height,
      encoding: 'png',
      picture:
        frames.picture === 'ramp'
          ? { kind: 'ramp', seed: frames.seed + index }
          : {
              kind: 'phantom',
              view: 'axial',
              seed: frames.seed,
              level: index / Math.max(1, frames.count - 1),
            },
      ...(frames.key === index ? { stackKey: true } : {}),
    };
  });
  return [...listed, ...written];
};
