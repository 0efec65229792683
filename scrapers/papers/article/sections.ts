import type { Caption } from '../figures/captions.ts';
import type { PaperSection, SectionKind } from '../paper.ts';
import type { Box } from '../pdf/objects/geometry.ts';
import { shareInside } from '../pdf/objects/geometry.ts';
import type { TextLine } from '../pdf/page/page-text.ts';
import { joinLines, textBlocks } from '../pdf/page/paragraphs.ts';
import { plainWords } from '../plain-words.ts';

const kinds: readonly [RegExp, SectionKind][] = [
  [/^(?:abstract|summary|zusammenfassung|resumen|r[ée]sum[ée])\b/i, 'abstract'],
  [
    /^(?:case|patient|cases)\b|^(?:clinical )?(?:case|presentation)|^(?:case|clinical) (?:report|presentation|description|series|history)/i,
    'case',
  ],
  [/^(?:introduction|background|aims?|objectives?)\b/i, 'introduction'],
  [/^(?:materials?|methods?|patients and methods|study (?:design|population)|statistical)\b/i, 'methods'],
  [/^(?:results?|findings|outcomes?)\b/i, 'results'],
  [/^(?:discussion|comment)\b/i, 'discussion'],
  [/^(?:conclusions?|learning points?|take-home)\b/i, 'conclusion'],
  [
    /^(?:acknowledge?ments?|funding|disclosure|conflicts?|competing|declaration|author contributions?|ethic|data availability|availability|consent|supplementary|additional|abbreviations|orcid|financial)/i,
    'acknowledgement',
  ],
  [/^(?:references|literature cited|bibliography|literatur)\b/i, 'references'],
];

/** The kind of a section by its heading: "2. Case 1" is a case. */
export function sectionKind(heading: string): SectionKind {
  const plain = heading.replace(/^[\d.\s]{0,8}[.)]?\s*/, '').trim();
  return kinds.find(([pattern]) => pattern.test(plain))?.[1] ?? 'body';
}

const patientName =
  /\b(?:(case|patient|pt)\.?\s*(?:(?:no|number|nr)\.?\s*|#\s*)?(\d{1,3}|[IVX]{1,5}|[A-H])(?![\p{L}\d]))/iu;

/** The patient a heading or sentence names: "Case 1", "Patient B"; `null` when it names none. */
export function patientNamed(text: string): string | null {
  const [, word, number] = patientName.exec(text) ?? [];
  if (word === undefined || number === undefined) return null;
  const kind = /^case/i.test(word) ? 'Case' : 'Patient';
  // "case I" at the start of a sentence is a pronoun as often as a number.
  if (number === 'I' && !/^\s*(?:case|patient)\s+I\b\s*(?:[.:)–-]|$)/i.test(text)) return null;
  return `${kind} ${number.toUpperCase()}`;
}

/** Whether a paragraph tells of a patient: an age with a sex, an admission, a complaint. */
export const describesCase = (text: string): boolean =>
  /\b\d{1,3}[- ](?:year|month|week|day)s?[- ]old\b|\baged \d{1,3}\b|\b\d{1,3}[- ]?y\/?o\b/i.test(text) &&
  /\b(?:man|woman|male|female|boy|girl|patient|infant|neonate|lady|gentleman)\b/i.test(text);

/**
 * Reads the running text of a paper as sections. Captions, tables, headers, footers and figure labels are left out.
 * @param taken boxes by page that hold no running text: figures and tables
 */
export function readSections(
  pages: readonly (readonly TextLine[])[],
  captions: readonly Caption[],
  taken: ReadonlyMap<number, readonly Box[]>,
  body: { size: number; font: string },
  words: ReadonlySet<string>,
  title: string | null,
): PaperSection[] {
  const ofCaptions = new Set(captions.flatMap((caption) => caption.lines));
  const running = runningLines(pages);
  const sections: PaperSection[] = [];
  const open = (heading: string | null): PaperSection => {
    const section: PaperSection = {
      id: `s${sections.length + 1}`,
      heading,
      kind: heading === null ? 'body' : sectionKind(heading),
      paragraphs: [],
      patient: heading === null ? null : patientNamed(heading),
    };
    sections.push(section);
    return section;
  };
  let current: PaperSection | null = null;
  let unfinished = false;
  const titled = title === null ? null : plainWords(title);
  pages.forEach((lines, index) => {
    const boxes = taken.get(index + 1) ?? [];
    const kept = lines.filter(
      (line) =>
        !ofCaptions.has(line) &&
        !running.has(line) &&
        !boxes.some((box) => shareInside(line.box, box) > 0.6) &&
        line.text.length > 0,
    );
    for (const block of textBlocks(kept)) {
      const text = joinLines(
        block.lines.map((line) => line.text),
        words,
      );
      const plain = plainWords(text);
      if (titled !== null && plain !== '' && titled.includes(plain)) continue;
      const [first] = block.lines;
      if (first === undefined) continue;
      if (isHeading(block.lines, text, body)) {
        current = open(text);
        unfinished = false;
        continue;
      }
      // A heading set in the first line of its paragraph: "Case report. A 53-year-old man".
      current ??= open(null);
      const style = Math.abs(first.size - body.size) < 0.6 || current.kind === 'references' || index === 0;
      if (!style && text.length < 40) continue;
      const last = current.paragraphs.at(-1);
      if (unfinished && last !== undefined && /^[\p{Ll}\d(]/u.test(text)) {
        current.paragraphs[current.paragraphs.length - 1] = joinLines([last, text], words);
      } else current.paragraphs.push(text);
      unfinished = !/[.!?:”")\]]$/.test(text);
    }
  });
  return sections.filter((section) => section.paragraphs.length > 0 || section.heading !== null);
}

/** Lines in the margins that say the same on several pages, numbers aside. */
function runningLines(pages: readonly (readonly TextLine[])[]): Set<TextLine> {
  const seen = new Map<string, Set<number>>();
  const keyOf = (line: TextLine): string =>
    `${Math.round(line.box[1] / 6)} ${line.text.replace(/\d+/g, '#').slice(0, 40)}`;
  pages.forEach((lines, page) => {
    for (const line of lines) {
      const on = seen.get(keyOf(line)) ?? new Set<number>();
      seen.set(keyOf(line), on.add(page));
    }
  });
  return new Set(
    pages
      .flat()
      .filter((line) => (seen.get(keyOf(line))?.size ?? 0) >= Math.min(3, Math.max(2, pages.length))),
  );
}

/** Whether a line is of a formula: signs of one and no word. */
const isFormula = (text: string): boolean =>
  !/\p{L}{4}/u.test(text) && /[=+−×÷±√∑∫]|\p{Script=Greek}/u.test(text);

function isHeading(lines: readonly TextLine[], text: string, body: { size: number; font: string }): boolean {
  const [first] = lines;
  if (first === undefined || lines.length > 2 || text.length > 110 || text.length < 3 || isFormula(text))
    return false;
  if (!/^(?:[\d.]{1,8}\s+)?["“]?[\p{Lu}\d]/u.test(text) || /[,;]$/.test(text)) return false;
  const known = sectionKind(text) !== 'body' && text.split(' ').length <= 6;
  const set = first.font !== body.font && first.size >= body.size - 0.6;
  const larger = first.size > body.size + 0.6;
  return (
    (known && (set || larger || /^\d/.test(text) || text === text.toUpperCase())) ||
    ((set || larger) && text.split(' ').length <= 12 && !/\.$/.test(text))
  );
}
