import { z } from 'zod';
import type { SearchHit } from '../reading/walk-pages.ts';

/** What Radiopaedia's pages and viewers say, typed, before it becomes a case. */

/** A size as the viewers state it, whole pixels; null for none, nothing or nonsense. */
export const pixels = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((stated) => {
    const size = Math.round(Number(stated ?? 0));
    return Number.isFinite(size) && size > 0 ? size : null;
  });

/** What the site calls modalities, where it names them in a place of their own. */
export const modalityNames = [
  'CT',
  'MRI',
  'X-ray',
  'Ultrasound',
  'Mammography',
  'Fluoroscopy',
  'Nuclear medicine',
  'Annotated image',
  'Illustration',
  'Pathology',
  'Photograph',
];

export interface RadiopaediaHit extends SearchHit {
  slug: string;
  modalities: string[];
}

export interface StudyBlock {
  id: string;
  /** Address of its stacks, as written (2020 pages name it). */
  stacksUrl: string | null;
  heading: string | null;
  /** As stated on the case page; null when it names none. */
  modality: string | null;
  /** What stands with the heading, beside the findings. */
  caption: string | null;
  /** Null: the author wrote none. */
  findings: string | null;
}

export interface RadiopaediaPage {
  /** Number of the case, the permanent key; null only on pages that are not rendered yet. */
  rid: string | null;
  slug: string | null;
  title: string;
  author: string | null;
  certainty: string | null;
  presentation: string | null;
  age: string | null;
  gender: string | null;
  race: string | null;
  studies: StudyBlock[];
  discussion: string | null;
  /** Free text between the studies. */
  bodies: string[];
  quiz: string[];
  doi: string | null;
  citation: string | null;
  published: string | null;
  institution: string | null;
  systems: string[];
  tags: string[];
  /** Address or words of the licence on the page; null when it states none. */
  licence: string | null;
  /** The ready-made credit line of pages that offer one. */
  credit: string | null;
  /** False: the document holds ids and metadata only, a script must build the rest. */
  rendered: boolean;
  /** True as well when only its studies stand there, as on a built page whose author wrote no text. */
  built: boolean;
  /** Origin of the images that the page itself shows or preloads; null when it names none. */
  imageOrigin: string | null;
  /** True: the page speaks of the annotated viewer and names no stacks. */
  viewerEra: boolean;
}

export interface StackFrame {
  /** Identity of the image; file names repeat among images. */
  id: string;
  /** Addresses, highest resolution first, as written or relative to the image host. */
  urls: string[];
  /** The site names the file of the original; else its address is a guess with a smaller one behind it. */
  named: boolean;
  position: number;
  /** Of the original, pixels; null when not stated. */
  width: number | null;
  height: number | null;
  mime: string | null;
  /** The author marked it: of the whole case, of its stack. */
  caseKey: boolean;
  stackKey: boolean;
  /** `Frontal`, `Lateral`, `AP Supine`, `Axial`; null when blank. */
  perspective: string | null;
  /** `non-contrast`, `lung window`, `AP erect`; null when blank. */
  specifics: string | null;
}

/** A stack as the viewer scrolls through it. */
export interface Series {
  /** Frames in display order, whatever their planes and windows. */
  frames: StackFrame[];
  modality: string | null;
}

export interface StudyImages {
  studyId: string;
  /** Only the annotated viewer repeats these. */
  caseId: string | null;
  modality: string | null;
  caption: string | null;
  findings: string | null;
  series: Series[];
}
