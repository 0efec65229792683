import type { CaseDraft } from '../../../data/format/case.ts';
import { publishedOn } from '../../reading/dates.ts';
import type { Paper, SectionKind } from '../paper.ts';
import { addFigure, type CaseParts } from './case-figures.ts';
import { paperPatients } from './case-patients.ts';

/** How a paper was reached. */
export interface PaperOrigin {
  /** ISO 8601, UTC. */
  retrievedAt: string;
  url?: string | null | undefined;
}

export const paperParser = 'paper/1';

type Draft = CaseDraft;
type Text = Draft['texts'][number];

export const kindOfText: Record<SectionKind, Text['kind']> = {
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

interface Parts extends CaseParts {
  readonly patients: Draft['patients'];
}

/** Patients, texts and images of a paper's case: the same for the same paper. */
function partsOf(paper: Paper): Parts {
  const patients = paperPatients(paper);
  const idOfPatient = (label: string | null): string | null =>
    label === null
      ? patients.length === 1
        ? 'p1'
        : null
      : (patients.find((one) => one.label === label)?.id ?? null);
  const texts: Text[] = [];
  const parts: Parts = { patients, texts, images: [], pictures: new Map() };
  const language = paper.language;
  if (paper.title !== null) texts.push({ id: 'title', kind: 'title', language, text: paper.title });
  for (const section of paper.sections) {
    texts.push({
      id: section.id,
      kind: kindOfText[section.kind],
      heading: section.heading?.slice(0, 2_000) ?? null,
      patient: section.patient === null && section.kind !== 'case' ? null : idOfPatient(section.patient),
      language: section.language ?? language,
      text: section.paragraphs.join('\n'),
    });
  }
  for (const [index, table] of paper.tables.entries()) {
    const text = [`${table.label}. ${table.caption}`, table.text].filter(Boolean).join('\n');
    texts.push({ id: `t${index + 1}`, kind: 'table', heading: table.label, language, text });
  }
  for (const figure of [...paper.figures, ...paper.uncaptioned]) addFigure(figure, paper, idOfPatient, parts);
  return parts;
}

/**
 * A paper as a case: its patients, texts, and one image for each picture of a figure. A picture that is one
 * panel carries the panel's letter and caption; a picture with several panels that could be told apart is followed
 * by them as parts of it. Tiles give only the picture they were joined to; of what is in no figure
 * large pictures stay, with what stands beside them.
 */
export function paperToCase(paper: Paper, { retrievedAt, url = null }: PaperOrigin): Draft {
  const { patients, texts, images } = partsOf(paper);
  return {
    id: paper.id,
    source: {
      site: 'paper',
      key: paper.doi ?? paper.pmcid ?? paper.source.sha256,
      url: url ?? (paper.doi === null ? null : `https://doi.org/${paper.doi}`),
      aliases: addresses(paper),
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

/** Pages of archives that hold the paper under its own numbers. */
function addresses({ pmcid, pmid, arxiv }: Paper): string[] {
  return [
    pmcid === null ? [] : `https://pmc.ncbi.nlm.nih.gov/articles/${pmcid}/`,
    pmid === null ? [] : `https://pubmed.ncbi.nlm.nih.gov/${pmid}/`,
    arxiv === null ? [] : `https://arxiv.org/abs/${arxiv}`,
  ].flat();
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

/** The files a case's images come from, by image id: original and viewable PNG, for the image store. */
export function filesOfCase(paper: Paper): Map<string, { file: string; view: string | null }> {
  const files = [...partsOf(paper).pictures].flatMap(([id, { file, view }]) =>
    file === null ? [] : [[id, { file, view }] as const],
  );
  return new Map(files);
}
