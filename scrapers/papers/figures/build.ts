import { splitPanels } from '../panels/split-panels.ts';
import type { PaperFigure } from '../paper.ts';
import type { Box } from '../pdf/objects/geometry.ts';
import { shareInside } from '../pdf/objects/geometry.ts';
import type { TextLine } from '../pdf/page/page-text.ts';
import type { AssignedFigure } from './assign.ts';
import type { Letter } from './panel-images.ts';
import { panelImages } from './panel-images.ts';
import { type Ingredients, type PartImages, partImages } from './part-images.ts';

/** A page's part of a figure with its pictures. */
type BuiltPart = PartImages & { page: number };

/**
 * Makes the figures of a paper: their images, joined tiles, crops of drawings, and panels. "Fig. 2 (continued)" brings more
 * pictures, and perhaps more caption, to the figure it continues.
 */
export async function buildFigures(
  figures: readonly AssignedFigure[],
  from: Ingredients,
): Promise<PaperFigure[]> {
  const groups = new Map<string, AssignedFigure[]>();
  for (const figure of figures) groups.set(idOf(figure), [...(groups.get(idOf(figure)) ?? []), figure]);
  const built: PaperFigure[] = [];
  for (const group of groups.values()) built.push(await buildFigure(group, from, built.length + 1));
  return built;
}

const idOf = ({ caption }: AssignedFigure): string => caption.key.replace(/\s+/g, '-');

async function buildFigure(
  group: readonly AssignedFigure[],
  from: Ingredients,
  order: number,
): Promise<PaperFigure> {
  const [first, ...further] = group as [AssignedFigure, ...AssignedFigure[]];
  const { caption } = first;
  const text = [caption.text, ...further.map(moreWords).filter((more) => more.length > 3)].join(' ');
  const told = splitPanels(text);
  const end = text.length;
  const marked =
    told.length > 0
      ? told
      : (caption.parts ?? []).map(({ label, words }) => ({ label, caption: words, start: end, end }));
  const parts: BuiltPart[] = [];
  for (const { caption: own, parts: pages } of group) {
    for (const part of pages) {
      const name = `${String(part.page).padStart(3, '0')}-f${order}${parts.length === 0 ? '' : `p${parts.length + 1}`}`;
      parts.push({ ...(await partImages(part, own, from, name, marked.length)), page: part.page });
    }
  }
  const units = parts.flatMap((part) =>
    part.units.map((unit) => ({ ...unit, box: onOneSheet(unit.box, part) })),
  );
  const letters = parts.flatMap((part) => panelLetters(from.lines[part.page - 1] ?? [], part));
  const panels = await panelImages(marked, units, letters).catch(() => []);
  const main = parts[0];
  const page = main?.page ?? caption.page;
  return {
    id: idOf(first),
    label: caption.label,
    caption: text,
    page,
    captionPage: page === caption.page ? null : caption.page,
    box: main?.box ?? null,
    panels: marked.map((panel, index) => ({
      ...panel,
      image: panels[index]?.image ?? null,
      rectangle: panels[index]?.rectangle ?? null,
      confidence: panels[index]?.confidence ?? 0,
    })),
    images: parts.flatMap(({ images }) => images),
    source: 'pdf',
    confidence: {
      caption: caption.confidence,
      images: first.confidence,
      panels: panels.length === 0 ? 0 : Math.min(...panels.map((panel) => panel.confidence)),
    },
    patient: null,
  };
}

/** What a caption that continues another adds to it. */
const moreWords = ({ caption }: AssignedFigure): string =>
  caption.text.replace(/^[\s.:]*(?:[([]\s*)?cont[^.)\]]{0,12}[.)\]]{0,2}\s*/i, '');

/** Pages are laid under each other, so that panels that go on on the next one keep their order. */
const onOneSheet = <B extends Box | null>(box: B, { page }: BuiltPart): B =>
  box === null ? box : ([box[0], box[1] + page * 1e5, box[2], box[3] + page * 1e5] as B);

/** Single letters printed on or near a figure: "a", "(B)", "C." */
function panelLetters(lines: readonly TextLine[], part: BuiltPart): Letter[] {
  const { box } = part;
  if (box === null) return [];
  const near: Box = [box[0] - 20, box[1] - 20, box[2] + 20, box[3] + 20];
  return lines.flatMap((line) =>
    line.runs.flatMap((run): Letter[] => {
      const [, letter] = /^\s*[([]?([A-Za-z])[)\].:]?\s*$/.exec(run.text) ?? [];
      return letter !== undefined && shareInside(run.box, near) > 0.5
        ? [{ label: letter.toLowerCase(), box: onOneSheet(run.box, part) }]
        : [];
    }),
  );
}
