import type { Anchor, Quote } from '../../../data/format/day.ts';
import { quoteOf, type Sentence } from '../reading.ts';
import { nearestYear, type StatedDate } from './dates.ts';
import { symptomWords } from './targets.ts';

/** Calendar dates of the onset and of the admission, as sentences state them. */

export interface Evidence {
  readonly quote: Quote;
  readonly confidence: number;
}

/** The patient comes to the hospital. */
export const presents =
  /\b(?:presented|presents|presenting|admitted|hospitali[sz]ed|attended|arrived|accesse[sd]|enter(?:s|ed)|came to|referred to|brought to|shows up|showed up|taken to|was seen|si presenta|ricoverat[oa]|giunge|accede)\b/i;
/** The date of another event stands right behind its own verb: "born on", "swabbed on", "discharged on". */
const ofAnotherEvent =
  /\b(?:born|birth|DOB|married|divorced|retired|graduated|vaccinated|immuni[sz]ed|swabbed|tested|sampled|biopsied|diagnosed|operated|transplanted|discharged|died|travell?ed|flew|flown|returned|departed|left|moved|last seen|delivered|exposed|quarantined|isolated)\b[^.;,]{0,30}$/i;
/** Not this admission: a practice, a country, an earlier stay. */
const elsewhere =
  /\b(?:dentist|general practitioner|family (?:doctor|physician)|GP|pharmac\w+|optician|airport|physiotherapist|vaccination centre)\b|\b(?:arrived|landed) in [A-Z]|\b(?:had|has) (?:previously |already |once )?been (?:admitted|hospitali[sz]ed|seen)\b/;
const symptom = new RegExp(`\\b(?:${symptomWords})\\b`, 'i');

/** A date that begins a clause dates what the clause tells; any other "on" belongs to the verb before it. */
const leads = /(?:^|[.;:,]|\b(?:and|then|but|until|by))\s?(?:(?:on|in)\s)?$/i;

/** Onset or admission beside a calendar date, within some 70 characters on the same side of a full clause. */
export function noteDate(
  sentence: Sentence,
  date: StatedDate,
  dates: Map<Anchor, { days: number } & Evidence>,
): void {
  const { words } = sentence;
  const before = words.slice(Math.max(0, date.start - 90), date.start);
  const after = words.slice(date.end, date.end + 260);
  const reference = [...dates.values()][0]?.days;
  const days = reference === undefined ? date.days : nearestYear(date, reference);
  const quote = quoteOf(sentence, date.start, date.end);
  const set = (anchor: Anchor, confidence: number): void => {
    const held = dates.get(anchor);
    // The first onset and the first admission count; relapses and transfers come later in a text.
    if (!held || (anchor === 'onset' && days < held.days && held.confidence <= confidence))
      dates.set(anchor, { days, quote, confidence: date.ambiguous ? confidence - 0.25 : confidence });
  };
  const near = before.slice(-70);
  const onset =
    /\b(?:onset|since|became ill|fell ill|symptoms?|fever|cough|ill with fever)\b[^.;]{0,50}\b(?:on|since|from|in|dal|il)\s?$/i.test(
      near,
    ) ||
    /\b(?:onset|first symptoms?)(?: of symptoms| date)?\s?[:,]?\s?$/i.test(near) ||
    (/\b(?:since|dal)\s?$/i.test(near) &&
      symptom.test(words.slice(Math.max(0, date.start - 160), date.start)));
  const admissionBefore =
    (presents.test(near) &&
      !elsewhere.test(near) &&
      /\b(?:on|in|il|dal|in data)\s(?:the\s)?$/i.test(near) &&
      !/discharged[^.;]{0,30}$/i.test(near)) ||
    /\b(?:(?:admission|admitted|hospitali[sz]ed|ricovero|ricoverat[oa])(?:\sdate)?\s?[:,]?|date of admission\s?:?)\s?$/i.test(
      near,
    );
  if (ofAnotherEvent.test(near) && !presents.test(near.slice(near.search(ofAnotherEvent)))) return;
  const film =
    sentence.film &&
    !/\bonset of\b/i.test(near) &&
    /\b(?:x-?\s?ray|radiograph|CT|CXR|film|xay)\b[^.;]{0,60}$/i.test(before);
  // "X-ray done at admission (January 24)"
  const atAdmission =
    /\b(?:at|on|upon)\s(?:hospital\s)?(?:admission|presentation|arrival)\s?[,(]\s?(?:on\s)?$/i.test(near);
  if (atAdmission) set('admission', 0.85);
  else if (film) return;
  else if (onset && !presents.test(near.slice(-45))) set('onset', 0.85);
  else if (admissionBefore) set('admission', 0.85);
  else if (leads.test(before)) {
    const clause = after.slice(0, after.search(/[.;]/) >= 0 ? after.search(/[.;]/) : 260);
    if (presents.test(clause) && !/discharged/i.test(clause.slice(0, 30))) set('admission', 0.85);
    else if (
      /^,?\s(?:the|he|she)[^.;,]{0,40}(?:developed|became|had)\b/i.test(clause) &&
      symptom.test(clause)
    )
      set('onset', 0.7);
  }
}
