import type { Quote } from '../../../data/format/day.ts';
import { assertionOf } from '../clauses/whether.ts';
import {
  type ImageInReading,
  perSentence,
  quoteOf,
  quoteOfFact,
  type Reading,
  relationOf,
} from '../reading.ts';
import { abnormalFilm, findingRules, mayNameFinding, normalFilm } from '../rules/findings.ts';
import { type Draft, draft } from './draft.ts';

/**
 * The finding of each image: the diagnosis of the case, and "No Finding" for a film that its own words call
 * normal. The case's diagnosis is not each film's: a person chooses where the two meet.
 */

interface Named {
  readonly finding: string;
  readonly quote: Quote;
  readonly confidence: number;
  readonly rule: string;
}

function namedIn(
  text: string,
  quoteAt: (start: number, end: number) => Quote | null,
  confidence: number,
  prose: boolean,
): Named | null {
  if (!mayNameFinding.test(text)) return null;
  for (const rule of findingRules) {
    for (const match of text.matchAll(rule.pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (prose) {
        const assertion = assertionOf(text, start, end);
        if (assertion.negated || assertion.past || assertion.other || assertion.hypothetical) continue;
        if (
          /\b(?:antigens?|serolog\w+|tests? (?:was|were))\b[^.;]{0,60}\bnegative\b|\bnegative (?:for|test)|\bwere negative\b/i.test(
            text,
          )
        )
          continue;
        if (
          /\b(?:contact with|exposure to|tested for|test for|suspicion of|suspected|rule out)\b[^.;]{0,40}$/i.test(
            text.slice(Math.max(0, start - 60), start),
          )
        )
          continue;
      }
      const quote = quoteAt(start, end);
      if (quote) return { finding: rule.finding, quote, confidence, rule: `finding-${rule.id}` };
    }
  }
  return null;
}

const namedInSentence = perSentence((sentence) => {
  const diagnosis = sentence.kind === 'diagnosis';
  return namedIn(
    sentence.words,
    (start, end) => quoteOf(sentence, start, end),
    diagnosis ? 0.93 : 0.9,
    !diagnosis,
  );
});

const generic = 'Pneumonia';

/** What names the disease of an image, nearest first: its file name, the address and title, the diagnosis, the prose. */
function diagnosisOf(reading: Reading, image: ImageInReading): Named | null {
  const { record } = reading;
  const fact = (kind: Parameters<typeof quoteOfFact>[1], of: string, confidence: number): Named | null => {
    const whole = quoteOfFact(record, kind, of);
    return (
      whole &&
      namedIn(whole.words, (start, end) => quoteOfFact(record, kind, of, start, end), confidence, false)
    );
  };
  const candidates: (Named | null)[] = [
    fact('file-name', image.id, 0.95),
    fact('image-url', image.id, 0.94),
    fact('source-url', '', 0.94),
    fact('document-title', '', 0.93),
  ];
  for (const sentence of reading.sentences) {
    if (relationOf(sentence, image) === 'other' || sentence.literature) continue;
    candidates.push(namedInSentence(sentence));
  }
  const named = candidates.filter((one) => one !== null);
  return (
    named.find(({ finding }) => finding !== generic) ??
    named.map((one) => ({ ...one, confidence: 0.25 }))[0] ??
    null
  );
}

/** The words that call this very film normal, if any of its own do and none of them says otherwise. */
function calledNormal(reading: Reading, image: ImageInReading): Quote | null {
  let found: Quote | null = null;
  for (const sentence of reading.sentences) {
    const relation = relationOf(sentence, image);
    if (relation === 'other' || relation === 'case' || sentence.literature) continue;
    const match = normalFilm.exec(sentence.words);
    if (
      match &&
      !/\b(?:left|right|remaind?er|other|CT|scan|tomography|auscultation|laboratory|blood)\b/i.test(
        sentence.words.slice(Math.max(0, match.index - 60), match.index + match[0].length),
      )
    )
      found ??= quoteOf(sentence, match.index, match.index + match[0].length);
    else if (sentence.film || found) {
      const abnormal = abnormalFilm.exec(sentence.words);
      if (
        abnormal &&
        !assertionOf(sentence.words, abnormal.index, abnormal.index + abnormal[0].length, sentence.told)
          .negated
      )
        return null;
    }
  }
  return found;
}

export function findingsOf(reading: Reading): Draft[] {
  return reading.images.flatMap((image) => {
    const target = { patient: image.patient, image: image.id };
    const named = diagnosisOf(reading, image);
    const normal = calledNormal(reading, image);
    const found: Draft[] = [];
    if (normal)
      found.push(
        draft(
          target,
          'finding',
          'No Finding',
          normal,
          'finding-normal-film',
          0.5,
          'the words of this film call it normal; the diagnosis is the case’s',
        ),
      );
    if (named)
      found.push(
        draft(
          target,
          'finding',
          named.finding,
          named.quote,
          named.rule,
          normal ? 0.45 : image.radiological ? named.confidence : Math.min(0.5, named.confidence),
          normal
            ? 'the diagnosis of the case; this film is called normal'
            : image.radiological
              ? 'the diagnosis of the case'
              : 'the diagnosis of the case; the caption names no film',
        ),
      );
    return found;
  });
}
