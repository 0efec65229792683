import type { CaseDraft } from '../../../data/format/case.ts';
import { readAge, readSex, sexOf } from '../../reading/demographics.ts';
import type { Paper, PaperSection } from '../paper.ts';

/** The first words of a case description that name age and sex: "A 53-year-old woman". */
const person =
  /\b(\d{1,3}(?:\.\d)?)[- ](year|month|week|day)s?[- ]old\s+(?:[\w-]{1,20}\s+){0,3}?(man|woman|male|female|boy|girl|gentleman|lady|patient)\b/i;

/** One patient for each named one; a paper that describes a single person has that one; a series or study none. */
export function paperPatients(paper: Paper): CaseDraft['patients'] {
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
): CaseDraft['patients'][number] {
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
