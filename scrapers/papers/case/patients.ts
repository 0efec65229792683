import { patientNamed } from '../article/sections.ts';
import type { Paper, PaperFigure, PaperSection } from '../paper.ts';
import { plainWords } from '../plain-words.ts';

/**
 * Says of each section and figure which patient of the paper it belongs to ("Case 1", "Patient B"). Only names that
 * stand in a heading, or at the start of a paragraph, make a patient; a figure belongs to the patient named in its
 * caption, else to the one in whose section it is mentioned first. With fewer than two patients nothing is named.
 */
export function namePatients(paper: Paper): Paper {
  const sections = paper.sections.flatMap(splitAtPatients);
  let current: string | null = null;
  const named = sections.map((section): PaperSection => {
    const ends = [
      'discussion',
      'conclusion',
      'references',
      'acknowledgement',
      'abstract',
      'introduction',
      'methods',
      'results',
    ].includes(section.kind);
    if (section.patient !== null) current = section.patient;
    else if (ends) current = null;
    return { ...section, patient: section.patient ?? current };
  });
  const patients = new Set(named.flatMap((section) => section.patient ?? []));
  if (patients.size < 2) {
    return {
      ...paper,
      sections: paper.sections.map((section) => ({ ...section, patient: null })),
      figures: paper.figures.map((figure) => ({ ...figure, patient: null })),
    };
  }
  const figures = paper.figures.map((figure): PaperFigure => {
    const own = patientNamed(figure.caption);
    return { ...figure, patient: own !== null && patients.has(own) ? own : firstMention(figure, named) };
  });
  return { ...paper, sections: renumbered(named), figures };
}

const renumbered = (sections: readonly PaperSection[]): PaperSection[] =>
  sections.map((section, index) => ({ ...section, id: `s${index + 1}` }));

/** Cuts a section where a paragraph opens with a patient's name: "Case 2: a 61-year-old man". */
function splitAtPatients(section: PaperSection): PaperSection[] {
  if (section.kind === 'references' || section.kind === 'acknowledgement') return [section];
  const parts: PaperSection[] = [{ ...section, paragraphs: [] }];
  for (const paragraph of section.paragraphs) {
    const [, opening] =
      /^((?:case|patient)\s*(?:no\.?\s*)?(?:#\s*)?[\dIVXA-H]{1,4}\b)\s*[.:)–—-]/i.exec(paragraph) ?? [];
    const patient = opening === undefined ? null : patientNamed(opening);
    if (patient !== null) parts.push({ ...section, patient, paragraphs: [] });
    parts.at(-1)?.paragraphs.push(paragraph);
  }
  return parts.filter((part, index) => part.paragraphs.length > 0 || (index === 0 && part.heading !== null));
}

/** The patient of the section that mentions the figure first, among sections that belong to a patient. */
function firstMention(figure: PaperFigure, sections: readonly PaperSection[]): string | null {
  const number = /\d{1,3}\s*$/.exec(plainWords(figure.label))?.[0].trim();
  if (number === undefined) return null;
  const mention = new RegExp(
    `\\bfig(?:ure|\\.|s\\.?|ures)?\\s{0,2}(?:\\d{1,2}[a-z]?\\s{0,2}(?:,|and|-|–)\\s{0,2}){0,4}${number}(?!\\d)`,
    'i',
  );
  for (const section of sections) {
    if (section.kind === 'abstract' || section.kind === 'references') continue;
    if (section.paragraphs.some((paragraph) => mention.test(paragraph))) return section.patient;
  }
  return null;
}
