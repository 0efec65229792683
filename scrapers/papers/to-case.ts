import { extname } from 'node:path';
import type { CaseDraft } from '../../data/format/case.ts';
import { captionModality, captionView } from '../caption-terms.ts';
import { publishedOn } from '../dates.ts';
import { readAge, readSex, sexOf } from '../demographics.ts';
import type { Paper, PaperFigure, PaperImage, PaperPanel, PaperSection, SectionKind } from './paper.ts';

/** How a paper was reached. */
export interface PaperOrigin {
  /** ISO 8601, UTC. */
  retrievedAt: string;
  url?: string | null | undefined;
}

export const paperParser = 'paper/1';

type Draft = CaseDraft;
type Text = Draft['texts'][number];
type Image = Draft['images'][number];

const kindOfText: Record<SectionKind, Text['kind']> = {
  abstract: 'abstract',
  introduction: 'body',
  methods: 'body',
  case: 'presentation',
  results: 'findings',
  discussion: 'discussion',
  conclusion: 'discussion',
  acknowledgement: 'other',
  references: 'references',
  body: 'body',
};

/** The first words of a case description that name age and sex: "A 53-year-old woman". */
const person =
  /\b(\d{1,3}(?:\.\d)?)[- ](year|month|week|day)s?[- ]old\s+(?:[\w-]{1,20}\s+){0,3}?(man|woman|male|female|boy|girl|gentleman|lady|patient)\b/i;

/**
 * A paper as a case: its patients, texts, and one image for each picture of a figure. A picture that is one
 * panel carries the panel's letter and caption; a picture with several panels that could be told apart is followed
 * by them as parts of it. Tiles give only the picture they were joined to; what is in no figure is left out.
 */
export function paperToCase(paper: Paper, { retrievedAt, url = null }: PaperOrigin): Draft {
  const patients = patientsOf(paper);
  const idOfPatient = (label: string | null): string | null =>
    label === null
      ? patients.length === 1
        ? 'p1'
        : null
      : (patients.find((one) => one.label === label)?.id ?? null);
  const texts: Text[] = [];
  const language = paper.language;
  if (paper.title !== null) texts.push({ id: 'title', kind: 'title', language, text: paper.title });
  for (const section of paper.sections) {
    texts.push({
      id: section.id,
      kind: kindOfText[section.kind],
      heading: section.heading?.slice(0, 2_000) ?? null,
      patient: section.patient === null && section.kind !== 'case' ? null : idOfPatient(section.patient),
      language,
      text: section.paragraphs.join('\n'),
    });
  }
  for (const [index, table] of paper.tables.entries()) {
    const text = [`${table.label}. ${table.caption}`, table.text].filter(Boolean).join('\n');
    texts.push({ id: `t${index + 1}`, kind: 'table', heading: table.label, language, text });
  }
  const images: Image[] = [];
  for (const figure of paper.figures) addFigure(figure, paper, idOfPatient(figure.patient), texts, images);
  return {
    id: paper.id,
    source: {
      site: 'paper',
      key: paper.doi ?? paper.pmcid ?? paper.source.sha256,
      url: url ?? (paper.doi === null ? null : `https://doi.org/${paper.doi}`),
      retrievedAt,
      parser: paperParser,
      pageSha256: paper.source.sha256,
    },
    document: {
      title: paper.title?.slice(0, 2_000) ?? null,
      doi: paper.doi,
      licence: { code: paper.licence.code, stated: paper.licence.stated?.slice(0, 5_000) ?? null },
      authors: paper.authors.map((author) => author.slice(0, 2_000)),
      institution: null,
      journal: paper.journal?.slice(0, 2_000) ?? null,
      citation: citation(paper),
      credit: citation(paper),
      published: publishedOn(paper.published ?? (paper.year === null ? null : String(paper.year))),
    },
    texts: texts.filter((text) => text.text !== ''),
    patients,
    studies: [],
    images,
  };
}

function citation(paper: Paper): string | null {
  const [first] = paper.authors;
  if (paper.title === null) return null;
  const authors = first === undefined ? null : paper.authors.length > 1 ? `${first} et al` : first;
  const parts = [
    authors,
    paper.title.replace(/\.$/, ''),
    paper.journal,
    paper.year,
    paper.doi === null ? null : `doi:${paper.doi}`,
  ];
  return parts
    .filter((part) => part !== null)
    .join('. ')
    .slice(0, 5_000);
}

/** One patient for each named one; a paper that describes a single person has that one; a series or study none. */
function patientsOf(paper: Paper): Draft['patients'] {
  const labels = [...new Set(paper.sections.flatMap((section) => section.patient ?? []))];
  if (labels.length > 0) {
    return labels.map((label, index) =>
      describe(
        `p${index + 1}`,
        label,
        paper.sections.filter((section) => section.patient === label),
      ),
    );
  }
  const telling = paper.sections.filter(
    (section) => section.kind === 'case' || section.kind === 'abstract' || section.kind === 'body',
  );
  const own = telling.filter((section) => section.kind === 'case');
  const found = (own.length > 0 ? own : telling)
    .flatMap((section) => section.paragraphs)
    .some((text) => person.test(text));
  const report = own.length > 0 || /\bcase report\b|\ba case of\b/i.test(paper.title ?? '');
  return found && report ? [describe('p1', null, own.length > 0 ? own : telling)] : [];
}

function describe(
  id: string,
  label: string | null,
  sections: readonly PaperSection[],
): Draft['patients'][number] {
  for (const paragraph of sections.flatMap((section) => section.paragraphs)) {
    const [words, age, unit, sex] = person.exec(paragraph) ?? [];
    if (words === undefined || age === undefined || sex === undefined) continue;
    return {
      id,
      label,
      sex: sexOf(sex) === null ? null : readSex(sex),
      age: readAge(`${age} ${unit}s`),
      location: null,
    };
  }
  return { id, label, sex: null, age: null, location: null };
}

function addFigure(
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
    figure: figure.label.slice(0, 2_000),
    panel: panel?.slice(0, 2_000) ?? null,
    viewSha256: null,
  };
}

/** The files a case's images come from, by image id: original and viewable PNG, for the image store. */
export function filesOfCase(paper: Paper): Map<string, { file: string; view: string | null }> {
  return new Map(
    paper.figures.flatMap((figure) =>
      figure.images.flatMap((image): [string, { file: string; view: string | null }][] =>
        image.file === null ? [] : [[`${figure.id}-${image.id}`, { file: image.file, view: image.view }]],
      ),
    ),
  );
}
