import { extname } from 'node:path';
import type { CaseDraft } from '../../../data/format/case.ts';
import { captionModality, captionView } from '../../reading/caption-terms.ts';
import type { Paper, PaperFigure, PaperImage, PaperPanel } from '../paper.ts';

type Text = CaseDraft['texts'][number];
type Image = CaseDraft['images'][number];

/** Adds a figure's pictures and panels to a case's images, and its caption and their parts of it to the texts. */
export function addFigure(
  figure: PaperFigure,
  paper: Paper,
  patient: string | null,
  texts: Text[],
  images: Image[],
): void {
  const tiles = new Set(figure.images.flatMap((image) => image.tiles));
  const pictures = figure.images.filter((image) => !tiles.has(image.id) && image.role === 'image');
  const captionId = `${figure.id}-caption`;
  const ids: string[] = [];
  for (const picture of pictures) {
    const panels = figure.panels.filter((panel) => panel.image === picture.id);
    const [only] = panels;
    const single = panels.length === 1 && pictures.length > 1 ? only : undefined;
    const id = `${figure.id}-${picture.id}`;
    ids.push(id);
    const own =
      single === undefined ? captionId : addPanelText(figure, single, patient, paper.language, [id], texts);
    const caption = single?.caption || figure.caption;
    images.push(imageOf(id, picture, figure, patient, images.length, own, single?.label ?? null, caption));
    if (panels.length < 2) continue;
    for (const panel of panels) {
      if (panel.rectangle === null) continue;
      const part = `${id}-${panel.label.replace(/[^a-z0-9]+/gi, '-')}`;
      if (images.some((image) => image.id === part)) continue;
      const text = addPanelText(figure, panel, patient, paper.language, [part], texts);
      const image = imageOf(
        part,
        picture,
        figure,
        patient,
        images.length,
        text,
        panel.label,
        panel.caption || figure.caption,
      );
      images.push({
        ...image,
        sha256: null,
        viewSha256: null,
        file: `${part}.png`,
        width: panel.rectangle.width,
        height: panel.rectangle.height,
        mime: 'image/png',
        parent: { image: id, rectangle: panel.rectangle },
      });
    }
  }
  if (figure.caption !== '') {
    texts.push({
      id: captionId,
      kind: 'caption',
      heading: figure.label.slice(0, 2_000),
      patient,
      images: ids,
      language: paper.language,
      text: figure.caption,
    });
  } else for (const image of images) if (image.caption === captionId) image.caption = null;
  if (figure.beside) {
    texts.push({
      id: `${figure.id}-beside`,
      kind: 'other',
      heading: `Beside a picture without a caption, page ${figure.page}`,
      patient,
      images: ids,
      language: paper.language,
      text: figure.beside,
    });
  }
}

function addPanelText(
  figure: PaperFigure,
  panel: PaperPanel,
  patient: string | null,
  language: string,
  images: string[],
  texts: Text[],
): string {
  if (panel.caption === '') return `${figure.id}-caption`;
  const id = `${figure.id}-${panel.label.replace(/[^a-z0-9]+/gi, '-')}-caption`;
  const known = texts.find((text) => text.id === id);
  if (known === undefined) {
    texts.push({
      id,
      kind: 'panel-caption',
      heading: `${figure.label} ${panel.label}`.slice(0, 2_000),
      patient,
      images,
      language,
      text: panel.caption,
    });
  } else known.images = [...(known.images ?? []), ...images];
  return id;
}

function imageOf(
  id: string,
  picture: PaperImage,
  figure: PaperFigure,
  patient: string | null,
  order: number,
  caption: string,
  panel: string | null,
  words: string,
): Image {
  const modality = captionModality(words);
  const extension = picture.file === null ? '.png' : extname(picture.file);
  return {
    id,
    patient,
    study: null,
    order,
    url: null,
    sha256: picture.sha256,
    file: `${id}${extension}`,
    width: picture.width,
    height: picture.height,
    mime: picture.mime,
    modality,
    view: captionView(words, modality.value),
    caption,
    figure: figure.label.slice(0, 2_000) || null,
    panel: panel?.slice(0, 2_000) ?? null,
    viewSha256: null,
  };
}
