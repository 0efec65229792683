import { extname } from 'node:path';
import type { CaseDraft } from '../../../data/format/case.ts';
import { captionModality, captionView } from '../../reading/caption-terms.ts';
import { freeId, idPart } from '../identifiers.ts';
import type { Paper, PaperFigure, PaperImage, PaperPanel } from '../paper.ts';

type Text = CaseDraft['texts'][number];
type Image = CaseDraft['images'][number];

/** What is made of a paper's figures: texts and images of the case, and the files that the images come from. */
export interface CaseParts {
  readonly texts: Text[];
  readonly images: Image[];
  /** Picture of each image that has a file of its own, by image id. */
  readonly pictures: Map<string, PaperImage>;
}

const idOfFigure = ({ id }: PaperFigure): string => idPart(id) || 'figure';
/** Letters and numbers as they are; signs of other scripts by their place. */
const idOfPanel = (panel: PaperPanel, figure: PaperFigure): string =>
  /^[a-z]+$/i.test(panel.label) ? panel.label : `p${figure.panels.indexOf(panel) + 1}`;

/** Adds a figure's pictures and panels to a case's images, and its caption and their parts of it to the texts. */
export function addFigure(
  figure: PaperFigure,
  paper: Paper,
  patientOf: (label: string | null) => string | null,
  parts: CaseParts,
): void {
  const patient = patientOf(figure.patient);
  const ofPanel = (panel: PaperPanel | null): string | null =>
    panel?.patient === undefined ? patient : patientOf(panel.patient);
  const tiles = new Set(figure.images.flatMap((image) => image.tiles));
  const shown = figure.images.filter((image) => !tiles.has(image.id) && image.role === 'image');
  const own = idOfFigure(figure);
  const textIds = new Set(parts.texts.map(({ id }) => id));
  const imageIds = new Set(parts.images.map(({ id }) => id));
  const whole: Text = textOf(figure, paper, patient, freeId(`${own}-caption`, textIds), null);
  textIds.add(whole.id);
  const ofPanels = new Map<PaperPanel, Text>();
  /** The text of a panel: its own words, else the whole caption. */
  const told = (panel: PaperPanel): Text => {
    const known = panel.caption === '' ? whole : ofPanels.get(panel);
    if (known !== undefined) return known;
    const id = freeId(`${own}-${idOfPanel(panel, figure)}-caption`, textIds);
    const text = textOf(figure, paper, ofPanel(panel), id, panel);
    textIds.add(id);
    ofPanels.set(panel, text);
    return text;
  };
  const add = (id: string, picture: PaperImage, panel: PaperPanel | null, more: Partial<Image>): string => {
    const free = freeId(id, imageIds);
    imageIds.add(free);
    const text = panel === null ? whole : told(panel);
    const owners = new Set(more.parent ? [] : [whole]);
    if (text !== whole) owners.add(text);
    for (const owner of owners) owner.images?.push(free);
    const order = parts.images.length;
    parts.images.push({ ...imageOf(free, picture, figure, ofPanel(panel), order, text, panel), ...more });
    return free;
  };
  for (const picture of shown) {
    const panels = figure.panels.filter((panel) => panel.image === picture.id);
    const [only = null] = panels;
    const single = panels.length === 1 && shown.length > 1 ? only : null;
    const id = add(`${own}-${picture.id}`, picture, single, {});
    parts.pictures.set(id, picture);
    if (panels.length < 2) continue;
    for (const panel of panels) {
      const { rectangle } = panel;
      if (rectangle === null) continue;
      const part = freeId(`${id}-${idOfPanel(panel, figure)}`, imageIds);
      add(part, picture, panel, {
        sha256: null,
        viewSha256: null,
        file: `${part}.png`,
        width: rectangle.width,
        height: rectangle.height,
        mime: 'image/png',
        parent: { image: id, rectangle },
      });
    }
  }
  parts.texts.push(...ofPanels.values());
  if (figure.caption !== '') parts.texts.push(whole);
  else for (const image of parts.images) if (image.caption === whole.id) image.caption = null;
  if (figure.beside) {
    const heading = `Beside a picture without a caption, page ${figure.page}`;
    parts.texts.push({ ...whole, kind: 'other', heading, text: figure.beside });
  }
}

const textOf = (
  figure: PaperFigure,
  { language }: Paper,
  patient: string | null,
  id: string,
  panel: PaperPanel | null,
): Text => ({
  id,
  kind: panel === null ? 'caption' : 'panel-caption',
  heading: (panel === null ? figure.label : `${figure.label} ${panel.label}`).slice(0, 2_000),
  patient,
  images: [],
  language,
  text: panel === null ? figure.caption : panel.caption,
});

function imageOf(
  id: string,
  picture: PaperImage,
  figure: PaperFigure,
  patient: string | null,
  order: number,
  caption: Text,
  panel: PaperPanel | null,
): Image {
  const modality = captionModality(caption.text);
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
    view: captionView(caption.text, modality.value),
    caption: caption.id,
    figure: figure.label.slice(0, 2_000) || null,
    panel: panel?.label.slice(0, 2_000) ?? null,
    viewSha256: null,
  };
}
