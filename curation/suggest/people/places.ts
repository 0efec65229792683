import { type Draft, draft } from '../rules/draft.ts';
import { quoteOf, quoteOfFact, type Reading } from '../texts/reading.ts';

/** Where the patient was examined: the page's own statement, the origin line under a figure, a hospital named. */

/** `© Department of Radiology, Vivantes Klinikum Neukölln, Berlin, Germany, 2020` */
const originLine =
  /^©\s?(?:(?:Department|Dept\.?|Radiology|Service|Division|Unit)[^,]{0,80},\s?)?(?<place>[^©]{5,160}?)(?:,?\s(?:19|20)\d\d)?\.?$/;
/** A copyright line of a publisher names no place. */
const publisher =
  /\b(?:authors?|publish\w*|licen[cs]\w*|rights|elsevier|springer|wiley|informa|hindawi|frontiers|mdpi|ltd|inc|bv|gmbh|journal|society|association)\b/i;
/** `(Courtesy of Song F, Shanghai Public Health Clinical Center, Shanghai, China)` */
const courtesy =
  /\bCourtesy of [^,()]{2,60},\s?(?<place>[^()]{5,120}?(?:Hospital|Cent(?:er|re)|Clinic|University|College|Institute)[^()]{0,80})(?=[).]|$)/;
const hospital =
  /\b(?<place>(?:[A-ZÀ-Ý][\w’'.-]{1,24}\s){1,7}(?:Hospital|Medical Cent(?:er|re)|Clinic|Klinikum|University Hospital)(?:,\s[A-ZÀ-Ý][\w’' .-]{1,30}){0,3})/;

export function placesOf(reading: Reading): Draft[] {
  const { record } = reading;
  const found: Draft[] = [];
  for (const patient of reading.patients) {
    const target = { patient };
    const stated = patient === null ? null : quoteOfFact(record, 'patient-location', patient);
    if (stated) {
      found.push(
        draft(
          target,
          'location',
          stated.words.trim(),
          stated,
          'stated-location',
          0.97,
          'the source states it',
        ),
      );
      continue;
    }
    const institution = quoteOfFact(record, 'document-institution');
    if (institution) {
      found.push(
        draft(
          target,
          'location',
          institution.words.trim(),
          institution,
          'institution',
          0.85,
          'the institution of the publication',
        ),
      );
      continue;
    }
    for (const [pattern, rule, confidence, reason] of [
      [originLine, 'origin-line', 0.88, 'the line under the figure'],
      [courtesy, 'courtesy-line', 0.85, 'the credit line'],
      [hospital, 'hospital-named', 0.6, 'a hospital that the text names'],
    ] as const) {
      const hit = reading.sentences.flatMap((sentence) => {
        if (
          sentence.literature ||
          (sentence.patient !== null && patient !== null && sentence.patient !== patient)
        )
          return [];
        const match = pattern.exec(sentence.words);
        const place = match?.groups?.['place']?.trim();
        if (!match || !place || (rule === 'origin-line' && publisher.test(place))) return [];
        const start = sentence.words.indexOf(place, match.index);
        return [
          draft(
            target,
            'location',
            place,
            quoteOf(sentence, start, start + place.length),
            rule,
            confidence,
            reason,
          ),
        ];
      })[0];
      if (hit) {
        found.push(hit);
        break;
      }
    }
  }
  return found;
}
