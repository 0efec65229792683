import type { Case } from '../../../data/format/case.ts';
import type { Paper, PaperFigure, PaperImage } from '../paper.ts';
import type { KeptPaper } from './keep-paper.ts';

const imageJson = (image: PaperImage) => ({
  object: image.object,
  page: image.page,
  width: image.width,
  height: image.height,
  bits: image.bits,
  colorspace: image.colorspace,
  kind: image.kind,
  file: image.file,
  sha256: image.sha256,
  view: image.view,
  role: image.role,
  number: image.number,
  box: image.box?.map(round) ?? null,
  ...(image.tiles.length > 0 && { tiles: image.tiles }),
  ...(image.note !== null && { note: image.note }),
});

/** The pictures of a figure; tiles that were joined and rasters in a drawing are parts of one. */
function picturesOf(figure: PaperFigure): PaperImage[] {
  const parts = new Set(figure.images.flatMap(({ tiles }) => tiles));
  return figure.images.filter(({ id }) => !parts.has(id));
}

const round = (value: number): number => Math.round(value * 10) / 10;

/**
 * What `paper FILE --json` prints: fixed names, everything of the paper that a script needs. Boxes are
 * `[x0, y0, x1, y1]` in points from the top left corner of the page.
 * @param caseId the case the paper became, if it was kept
 * @param status what became of it; `null` when nothing was worth keeping
 * @param alike the case that may hold the paper, where a person has to say so
 */
export function paperJson(
  paper: Paper,
  caseId: string | null = paper.id,
  status: KeptPaper['change'] | null = null,
  alike: Case | null = null,
) {
  const fileOf = new Map(
    paper.figures.flatMap((figure) => figure.images.map((image) => [image.id, image.file])),
  );
  return {
    case: caseId,
    status,
    ...(alike !== null && {
      alike: { case: alike.id, title: alike.document.title, doi: alike.document.doi },
    }),
    title: paper.title,
    doi: paper.doi,
    licence: paper.licence.code,
    figures: paper.figures.map((figure) => ({
      label: figure.label,
      page: figure.page,
      box: figure.box?.map(round) ?? null,
      caption: figure.caption,
      panels: figure.panels.map((panel) => ({
        label: panel.label,
        caption: panel.caption,
        image: panel.image === null ? null : (fileOf.get(panel.image) ?? null),
        rectangle: panel.rectangle,
      })),
      images: picturesOf(figure).map((image) => {
        const parts = figure.images.filter(({ id }) => image.tiles.includes(id));
        return { ...imageJson(image), ...(parts.length > 0 && { parts: parts.map(imageJson) }) };
      }),
      confidence: figure.confidence,
      source: figure.source,
      patient: figure.patient,
    })),
    uncaptioned: paper.uncaptioned.map((figure) => ({
      page: figure.page,
      box: figure.box?.map(round) ?? null,
      beside: figure.beside ?? '',
      files: figure.images.map(({ file }) => file),
    })),
    unassigned: paper.unassigned.map(imageJson),
    warnings: paper.warnings,
    licenceStated: paper.licence.stated,
    authors: paper.authors,
    journal: paper.journal,
    year: paper.year,
    pmcid: paper.pmcid,
    pmid: paper.pmid,
    arxiv: paper.arxiv,
    language: paper.language,
    pages: paper.pages,
    sections: paper.sections,
    tables: paper.tables,
  };
}
