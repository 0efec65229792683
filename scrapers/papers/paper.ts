import type { Box } from './pdf/objects/geometry.ts';
import type { RasterRole } from './pdf/page/raster-draws.ts';

/** How an image file came about. */
export type ImageKind =
  /** The bytes of the file inside the PDF (or beside the article), unchanged. */
  | 'original'
  /** Written from the image's samples, none of them changed. */
  | 'decoded'
  /** Drawn: a crop of the page at 300 dpi, or the tiles of one picture joined. */
  | 'rendered';

/** An image of a paper with its files. */
export interface PaperImage {
  /** Unique in the paper: `007-012` for raster 12 on page 7, `007-r1` for a rendered crop. */
  id: string;
  /** PDF object number and generation; `null` for inline images, crops and figure files of an article. */
  object: string | null;
  page: number | null;
  /** Position among the rasters of the file as `pdfimages` counts; `null` when it is none of them. */
  number: number | null;
  role: RasterRole;
  width: number;
  height: number;
  /** Bits a sample. */
  bits: number;
  /** Name as in the PDF: DeviceGray, ICCBased, Indexed...; `mask` for stencils. */
  colorspace: string;
  kind: ImageKind;
  /** Path of the file with the best quality; `null` when nothing could be written. */
  file: string | null;
  sha256: string | null;
  /** Path of an 8-bit PNG with the colours of the page. */
  view: string | null;
  mime: string | null;
  /** Where it is drawn: points from the top left corner of the page. */
  box: Box | null;
  /** Images whose tiles were joined to this one. */
  tiles: string[];
  /** Name by which an article's text refers to its file; left out for rasters and crops of a PDF. */
  reference?: string;
  /** Why it is in no figure: a mark of the publisher, too small, no caption near. */
  note: string | null;
}

/** A panel of a figure: its letter and its part of the caption. */
export interface PaperPanel {
  label: string;
  caption: string;
  /** Where the part lies in the figure's caption. */
  start: number;
  end: number;
  /** Id of its image where the panel is one of its own. */
  image: string | null;
  /** Its part of the image in pixels, where the image shows several panels and could be divided. */
  rectangle: { x: number; y: number; width: number; height: number } | null;
  /** 0 to 1, of the image. */
  confidence: number;
  /** Whose it is, where its words name one of several patients. */
  patient?: string;
}

export interface PaperFigure {
  id: string;
  /** As printed: "Fig. 1", "Figure 2". */
  label: string;
  caption: string;
  /** Page of the figure itself; `null` when only an article text is at hand. */
  page: number | null;
  /** Page of the caption, where it differs. */
  captionPage: number | null;
  /** Points from the top left corner of the page. */
  box: Box | null;
  panels: PaperPanel[];
  images: PaperImage[];
  /** Where label and caption were taken from. */
  source: 'pdf' | 'jats' | 'html';
  /** 0 to 1. */
  confidence: { caption: number; images: number; panels: number };
  /** Heading under which it is mentioned first, and whose it is ("Case 2"). */
  patient: string | null;
  /** Text of the page next to a picture that has no caption. */
  beside?: string;
}

export interface PaperTable {
  id: string;
  label: string;
  caption: string;
  page: number | null;
  /** Rows as lines, cells separated by tabs. */
  text: string;
}

export const sectionKinds = [
  'abstract',
  'introduction',
  'methods',
  'case',
  'results',
  'discussion',
  'conclusion',
  'acknowledgement',
  'references',
  'body',
] as const;
export type SectionKind = (typeof sectionKinds)[number];

export interface PaperSection {
  id: string;
  heading: string | null;
  kind: SectionKind;
  paragraphs: string[];
  /** The patient it speaks of, where the heading or text names one: "Case 1". */
  patient: string | null;
  /** Where it is written in another language than the paper: BCP 47. */
  language?: string;
}

export interface PaperLicence {
  /** Code as in the licence vocabulary: `CC-BY-4.0`. */
  code: string | null;
  stated: string | null;
}

/** A publication as read: nothing in it was decided by a person. */
export interface Paper {
  /** Id of the case it becomes: `paper-10.1056-nejmc2001272`, `paper-sha256-…` without a DOI. */
  id: string;
  title: string | null;
  authors: string[];
  doi: string | null;
  pmcid: string | null;
  /** Number in PubMed. */
  pmid: string | null;
  /** Id in arXiv without its version: `2004.01234`. */
  arxiv: string | null;
  journal: string | null;
  year: number | null;
  /** Date of publication as stated. */
  published: string | null;
  licence: PaperLicence;
  /** BCP 47. */
  language: string;
  pages: number;
  sections: PaperSection[];
  tables: PaperTable[];
  figures: PaperFigure[];
  /** Large pictures without a caption, with what stands beside them; their images are among `unassigned`, too. */
  uncaptioned: PaperFigure[];
  unassigned: PaperImage[];
  warnings: string[];
  /** The file read: its SHA-256 and the kind of source that captions and metadata came from. */
  source: { sha256: string; kind: 'pdf' | 'jats' | 'html' | 'pdf+jats' | 'pdf+html' };
}
