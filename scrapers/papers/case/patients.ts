import { patientNamed } from '../article/sections.ts';
import type { Paper, PaperFigure, PaperSection, SectionKind } from '../paper.ts';
import { plainWords } from '../plain-words.ts';
import { patientNames } from './patient-names.ts';
import { mentionsOf, onlyNamed, type PatientName, sentenceEnd, stretchesOf } from './told-of.ts';

/** Sections that end what was told of the patient before. */
const ends: ReadonlySet<SectionKind> = new Set([
  'discussion',
  'conclusion',
  'references',
  'acknowledgement',
  'abstract',
  'introduction',
  'methods',
  'results',
]);

/**
 * Says of each section, figure and panel which patient of the paper it belongs to, where the paper tells of several
 * ("Case 1", "Patient B", "the second patient", "the index patient and her husband", "a 32-year-old and a 53-year-old
 * man"). Sections are cut where they turn from one to another; a figure belongs to the one patient whom its caption
 * names, else to the one of whom the sentence is told that mentions it first. With fewer than two nothing is named.
 */
export function namePatients(paper: Paper): Paper {
  const names = patientNames(paper);
  if (names.length < 2) {
    return {
      ...paper,
      sections: paper.sections.map((section) => ({ ...section, patient: null })),
      figures: paper.figures.map((figure) => ({ ...figure, patient: null })),
    };
  }
  const sections = cutSections(paper.sections, names);
  const figures = paper.figures.map((figure): PaperFigure => {
    const named = new Set(mentionsOf(figure.caption, names).map(({ label }) => label));
    const [only = null] = named;
    const patient = named.size > 1 ? null : (only ?? firstMention(figure, sections, names));
    const panels = figure.panels.map((panel) => {
      const own = onlyNamed(panel.caption, names);
      return own === null ? panel : { ...panel, patient: own };
    });
    return { ...figure, patient, panels };
  });
  return { ...paper, sections, figures };
}

/** The label by which a heading's patient is named in the whole paper: "Patient 1" where it is "Case 1" elsewhere. */
const named = (text: string, names: readonly PatientName[]): string | null =>
  onlyNamed(text, names) ?? names.find(({ label }) => label === patientNamed(text))?.label ?? null;

function cutSections(sections: readonly PaperSection[], names: readonly PatientName[]): PaperSection[] {
  const cut: PaperSection[] = [];
  let headed: string | null = null;
  for (const section of sections) {
    const own = section.heading === null ? null : named(section.heading, names);
    if (own !== null) headed = own;
    else if (ends.has(section.kind)) headed = null;
    cut.push(...partsOf(section, headed, names));
  }
  return cut.map((section, index) => ({ ...section, id: `s${index + 1}` }));
}

/** A section in parts of one patient each. */
function partsOf(
  section: PaperSection,
  headed: string | null,
  names: readonly PatientName[],
): PaperSection[] {
  const whole = { ...section, patient: headed };
  if (section.kind !== 'case' && section.kind !== 'body' && headed === null) return [whole];
  if (section.kind === 'references' || section.kind === 'acknowledgement') return [whole];
  const parts: PaperSection[] = [{ ...whole, paragraphs: [] }];
  const to = (patient: string | null): PaperSection => {
    const last = parts.at(-1);
    if (last?.patient === patient) return last;
    const next = { ...section, patient, paragraphs: [] };
    parts.push(next);
    return next;
  };
  let current = headed;
  for (const paragraph of section.paragraphs) {
    if (headed !== null) {
      // Under a heading only a paragraph that opens with another name leaves its patient.
      const [, opening = ''] =
        /^((?:case|patient)\s*(?:no\.?\s*)?(?:#\s*)?[\dIVXA-H]{1,4}\b)\s*[.:)–—-]/i.exec(paragraph) ?? [];
      current = named(opening, names) ?? current;
      to(current).paragraphs.push(paragraph);
      continue;
    }
    for (const stretch of stretchesOf(paragraph, names, current)) {
      current = stretch.patient;
      to(current).paragraphs.push(stretch.text);
    }
  }
  return parts.filter((part, index) => part.paragraphs.length > 0 || (index === 0 && part.heading !== null));
}

/** The patient of the sentence that mentions the figure first, else of its section. */
function firstMention(
  figure: PaperFigure,
  sections: readonly PaperSection[],
  names: readonly PatientName[],
): string | null {
  const number = /\d{1,3}\s*$/.exec(plainWords(figure.label))?.[0].trim();
  if (number === undefined) return null;
  const mention = new RegExp(
    `\\bfig(?:ure|\\.|s\\.?|ures)?\\s{0,2}(?:\\d{1,2}[a-z]?\\s{0,2}(?:,|and|-|–)\\s{0,2}){0,4}${number}(?!\\d)`,
    'i',
  );
  for (const section of sections) {
    if (section.kind === 'abstract' || section.kind === 'references') continue;
    for (const paragraph of section.paragraphs) {
      const at = mention.exec(paragraph)?.index;
      if (at === undefined) continue;
      const sentence = paragraph.slice(0, at).split(sentenceEnd).at(-1) ?? '';
      return mentionsOf(sentence, names).at(-1)?.label ?? section.patient;
    }
  }
  return null;
}
