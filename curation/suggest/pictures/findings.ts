import type { Quote } from '../../../data/format/day.ts';
import { assertionOf } from '../clauses/whether.ts';
import { HELD_BACK, type OwnFindingRule } from '../own/own-rules.ts';
import { allMatches } from '../patterns/all-matches.ts';
import { Scanned } from '../patterns/scanned.ts';
import { type Draft, draft } from '../rules/draft.ts';
import {
  type ImageInReading,
  perSentence,
  quoteOf,
  quoteOfFact,
  type Reading,
  relationOf,
  type Sentence,
} from '../texts/reading.ts';
import { abnormalFilm, findingRules, mayNameFinding, normalFilm } from './finding-rules.ts';

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

const rules = findingRules.map((rule) => ({ ...rule, pattern: new Scanned(rule.pattern) }));

function namedIn(
  text: string,
  quoteAt: (start: number, end: number) => Quote | null,
  confidence: number,
  prose: boolean,
  own: readonly OwnFindingRule[],
): Named | null {
  const named = mayNameFinding.test(text) ? rules : [];
  for (const rule of [...own, ...named]) {
    for (const match of allMatches(text, rule.pattern)) {
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
      const sure = own.length > 0 && rule.id === 'own' ? Math.min(HELD_BACK, confidence) : confidence;
      if (quote) return { finding: rule.finding, quote, confidence: sure, rule: `finding-${rule.id}` };
    }
  }
  return null;
}

function readSentence(sentence: Sentence, own: readonly OwnFindingRule[]): Named | null {
  const diagnosis = sentence.kind === 'diagnosis';
  return namedIn(
    sentence.words,
    (start, end) => quoteOf(sentence, start, end),
    diagnosis ? 0.93 : 0.9,
    !diagnosis,
    own,
  );
}
const namedInSentence = perSentence((sentence) => readSentence(sentence, []));

const generic = 'Pneumonia';

/** Pneumonias that no germ makes: not what the reference calls Pneumonia alone. */
const ofNoGerm =
  /\b(?:organi[sz]ing|eosinophilic|interstitial|hypersensitivity|radiation|ventilator|suspected)[-_ ]$/i;
/** Called by where it was caught, or said to be of no known germ: nothing more exact is coming. */
const acquired =
  /\b(?:community|hospital|health-?care|ventilator)[- ](?:acquired|associated)[-_ ]|\bnosocomial[-_ ]|\bCAP\b|\blobar[-_ ]/i;
const noGerm =
  /\bno (?:causative |responsible |specific )?(?:organisms?|pathogens?|germs?|micro-?organisms?|agents?|aetiology|etiology|growth)\b|\b(?:unknown|undetermined|no identified) (?:cause|organism|pathogen|agent|a?etiology)\b/i;
/** What may have caused a pneumonia, where no rule of a finding names it. */
const germs =
  /\b(?:viral|virus|bacteri\w+|fungal|fung[iu]s?|mycobacter\w+|\w+cocc(?:us|i|al)|legionell\w*|klebsiell\w*|mycoplasma\w*|chlamyd\w*|pseudomonas|ha?emophilus|influenza|RSV|adenovirus|hantavirus|varicella|candida|aspergill\w*|cryptococc\w*|histoplasm\w*|nocardi\w*|pneumocystis|covid|coronavirus|SARS|MERS|H1N1|TB|tubercul\w*|MSSA|MRSA|E\.? ?coli|aspiration|lipoid)\b/gi;

/** Whether the texts name any germ that they do not rule out. */
function namesGerm(reading: Reading): boolean {
  return reading.sentences.some(({ words, told }) =>
    allMatches(words, germs).some(
      (match) => !assertionOf(words, match.index, match.index + match[0].length, told).negated,
    ),
  );
}

/** What names the disease of an image, nearest first: its file name, the address and title, the diagnosis, the prose. */
function diagnosisOf(
  reading: Reading,
  image: ImageInReading,
  germ: () => boolean,
  own: readonly OwnFindingRule[],
): Named | null {
  const { record } = reading;
  const fact = (kind: Parameters<typeof quoteOfFact>[1], of: string, confidence: number): Named | null => {
    const whole = quoteOfFact(record, kind, of);
    return (
      whole &&
      namedIn(whole.words, (start, end) => quoteOfFact(record, kind, of, start, end), confidence, false, own)
    );
  };
  const page = fact('image-url', image.id, 0.94);
  const candidates: (Named | null)[] = [
    fact('file-name', image.id, 0.95),
    page,
    // A picture whose own page names its disease is not of the page that the case was first found on.
    page ? null : fact('source-url', '', 0.94),
    fact('document-title', '', 0.93),
  ];
  const prose = reading.sentences
    .filter((sentence) => relationOf(sentence, image) !== 'other' && !sentence.literature)
    .map((sentence) => ({
      sentence,
      named: own.length > 0 ? readSentence(sentence, own) : namedInSentence(sentence),
    }));
  candidates.push(...prose.map(({ named }) => named));
  const named = candidates.filter((one) => one !== null);
  const exact = named.find(({ finding }) => finding !== generic);
  if (exact) return exact;
  const told = prose.find(({ sentence, named: one }) => one !== null && isPlain(sentence, one))?.named;
  // "Community acquired pneumonia", and no germ is named anywhere.
  if (told && !germ()) return { ...told, confidence: 0.82 };
  return named.map((one) => ({ ...one, confidence: 0.25 }))[0] ?? null;
}

/** Whether a sentence calls the disease pneumonia, of no kind that germs do not make. */
function isPlain(sentence: Sentence, { quote }: Named): boolean {
  const before = sentence.words.slice(0, quote.start - sentence.start);
  return (
    /pneumonia$/i.test(quote.words) &&
    !ofNoGerm.test(before) &&
    (acquired.test(`${before}${quote.words}`) || noGerm.test(sentence.words))
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

/** @param own words for findings of the collection's own; the more exact first */
export function findingsOf(reading: Reading, own: readonly OwnFindingRule[] = []): Draft[] {
  let known: boolean | null = null;
  const germ = () => {
    known ??= namesGerm(reading);
    return known;
  };
  return reading.images.flatMap((image) => {
    const target = { patient: image.patient, image: image.id };
    const named = diagnosisOf(reading, image, germ, own);
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
