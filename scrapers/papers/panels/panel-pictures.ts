import { splitAtGutters } from '../figures/panel-images.ts';
import type { PaperFigure, PaperImage, PaperPanel } from '../paper.ts';

/** As many pictures as panels, in the order in which the article names them. */
const byOrder = 0.85;
/** A part of one picture, cut at its gutters; then the whole of it. */
const byGutters = 0.6;
const whole = 0.4;

/**
 * The picture of each panel of a figure whose files an article names: the one its mark-up says, else one after the
 * other where there are as many, else parts of the only one.
 */
export async function withPanelPictures(figure: PaperFigure): Promise<PaperFigure> {
  const { panels } = figure;
  const files = figure.images.filter(({ reference }) => reference !== undefined);
  if (panels.length === 0 || files.length === 0 || panels.some(({ image }) => image !== null)) return figure;
  const found = await picturesOf(panels, files);
  return {
    ...figure,
    panels: panels.map((panel, at) => ({ ...panel, ...found[at] })),
    confidence: { ...figure.confidence, panels: found[0]?.confidence ?? 0 },
  };
}

type PanelPicture = Pick<PaperPanel, 'image' | 'rectangle' | 'confidence'>;

async function picturesOf(
  panels: readonly PaperPanel[],
  files: readonly PaperImage[],
): Promise<PanelPicture[]> {
  if (files.length === panels.length)
    return files.map(({ id }) => ({ image: id, rectangle: null, confidence: byOrder }));
  const [only] = files;
  if (files.length > 1 || only === undefined)
    return panels.map(() => ({ image: null, rectangle: null, confidence: 0 }));
  const parts = only.view === null ? null : await splitAtGutters(only.view, panels.length).catch(() => null);
  return panels.map((_, at) => ({
    image: only.id,
    rectangle: parts?.[at] ?? null,
    confidence: parts === null ? whole : byGutters,
  }));
}

/** Says which panels of a paper's figures have no picture, or no words, of their own. */
export function panelsWithout(figures: readonly PaperFigure[]): string[] {
  return figures.flatMap(({ label, panels, images }) => {
    const list = (some: readonly PaperPanel[]): string => some.map((panel) => panel.label).join(', ');
    const unseen = images.length === 0 ? [] : panels.filter(({ image }) => image === null);
    const untold = panels.filter(({ caption }) => caption === '');
    return [
      ...(unseen.length > 0 ? [`${label}: no picture of its own was found for panel ${list(unseen)}.`] : []),
      ...(untold.length > 0
        ? [`${label}: the caption has no words of its own for panel ${list(untold)}.`]
        : []),
    ];
  });
}
