import { filmWords } from '../../texts/film-words.ts';
import type { DayKind } from './day-rule.ts';
import { drugWords, symptomWords } from './targets.ts';

/**
 * Numbers with a unit of time that are nobody's day: drug durations and doses, slices, gas
 * flows, smoking, ages, hypotheticals, histories of years, family, figures and tables, tumour stages.
 */

export interface Guard {
  readonly id: string;
  /** Tried on the words before the expression (ends there) and after it (begins there). */
  readonly before?: RegExp;
  readonly after?: RegExp;
}

const drugBefore = new RegExp(`\\b(?:${drugWords})\\b[^.;:]{0,60}$`, 'i');
const symptomAfterDrug = new RegExp(`\\b(?:${symptomWords})\\b`, 'i');

export const guards: readonly Guard[] = [
  {
    id: 'dose',
    before:
      /(?:\d\s?(?:mg|mcg|µg|g|ml|l|units?|iu|puffs?|tablets?|times?|doses?)\s?(?:\/|per|a|every)\s?|\b(?:per|every|each|twice|thrice|times an?|(?<!\bw)\/|once an?|q)\s?)$/i,
    after:
      /^(?:\/|\s(?:bid|tid|qid|course of (?:\w+\s)?(?:therapy|treatment|\w+mycin|\w+cillin|\w+floxacin|antibiotics)))/i,
  },
  {
    id: 'treatment',
    after:
      /^(?:\s|-)?(?:course\b|cycle\b|regimen\b|(?:of|with|on)\s(?:\w+[\s-]){0,3}?(?:treatment|therapy|antibiotics?|antivirals?|steroids?|levofloxacin|\w+mycin|\w+cillin|\w+vir|\w*chloroquine|quarantine|isolation|self-isolation|mechanical ventilation|ventilation|support|ecmo|hemoperfusion|crrt|travel|life|age|gestation|incubation|work|observation))/i,
  },
  {
    id: 'age',
    after: /^(?:[\s-]old\b|\sof age\b|\sof life\b|[\s-](?:infant|baby|newborn|neonate)\b)/i,
    before: /\baged?\s$/i,
  },
  {
    id: 'pregnancy',
    after: /^(?:\sof\s)?\s?(?:gestation|pregnan|post-?partum|amenorrh)/i,
    before: /\b(?:gestation(?:al age)?|pregnancy)\s(?:of\s|at\s)?$/i,
  },
  { id: 'smoking', before: /\b(?:smok\w+|tobacco|cigarettes?|packs?|drink\w*|alcohol)\b[^.;,]{0,40}$/i },
  { id: 'slice', after: /^\s?(?:mm|cm|kvp?|mas|hz)\b/i },
  {
    id: 'period',
    after: /^[\s-](?:follow-?up|period|interval|window|observation|quarantine|mortality|survival)\b/i,
  },
  {
    id: 'hypothetical',
    before:
      // "Could be extubated on day 10" tells that he was.
      /\b(?:if|may|might|could(?!\s(?:\w+ly\s)?(?:be|leave|go|come|return|do)\b)|should|would|will|advised|recommended|plan(?:ned)?|expected|scheduled|possible(?=\s(?:\w+\s)?(?:within|in)\b)|(?<!had\s)to be|must|return)\b[^.;,]{0,50}$/i,
  },
  {
    id: 'population',
    before:
      /\b(?:mean|median|average|range[ds]?|patients|cases|incubation|interquartile|IQR|usually|typically|generally|peaks?|highest|literature|guidelines?)\b[^.;]{0,50}$/i,
    after: /^[^.;]{0,20}\b(?:on average|in (?:most|many) (?:patients|cases)|\(?(?:range|IQR|95\s?%))/i,
  },
  {
    id: 'travel',
    before:
      /\b(?:travel\w*|trip|journey|flight|flew|flown|return(?:ing|ed(?=\s(?:\w+\s)?(?:from|to\s(?!the|our|his|her|their|a|an|work|school|hospital|clinic|ED|ICU)\w)))|holidays?|vacation|visit(?:ed|ing)?|quarantine[ds]?|isolat(?:ed|ion)|stay(?:ed)?(?!\s(?:on|in|off)\s(?:\w+\s){0,3}?(?:wards?|hospital|ICU|unit|oxygen|O2|air|ventilator|CPAP|high)\b)|lived)\b[^.;,]{0,50}$/i,
  },
  {
    id: 'figure',
    before:
      /\b(?:figs?\.?|figures?|tables?|refs?\.?|panels?|case|patient|stage|grade|type|phase|segment|version|no\.)\s$/i,
  },
];

const ofComplaint = new RegExp(`\\bof\\s(?:\\w+\\s)?(?:${symptomWords})\\b`, 'i');

/** Between a drug and a day that is not the drug's: a film, an event or a complaint. */
const otherAfterDrug = new RegExp(
  `${filmWords.source}|\\b(?:intubat|extubat|admi(?:tted|ssion)|transfer|discharg|died|ICU|illness|hospital|presentation|onset)`,
  'i',
);

/** The guard that speaks against an expression at [start, end) of a sentence; null when none does. */
export function guardedBy(words: string, start: number, end: number, kind: DayKind): string | null {
  const before = words.slice(Math.max(0, start - 90), start);
  const after = words.slice(end, end + 60);
  for (const guard of guards) {
    // "A smoker with 9 days of cough": the complaint takes the duration.
    if (guard.id === 'smoking' && kind === 'duration' && ofComplaint.test(words.slice(end - 4, end + 30)))
      continue;
    // "Home on day 15 on levofloxacin": the day is not the drug's.
    if (guard.id === 'treatment' && kind === 'number' && /^\son\s/.test(after)) continue;
    if (guard.before?.test(before) || guard.after?.test(after)) return guard.id;
  }
  const ofDrug = kind === 'duration' || kind === 'number';
  const drug = ofDrug ? drugBefore.exec(before) : null;
  if (drug) {
    // "treated with amoxicillin, fever for 5 days": the complaint stands nearer than the drug.
    const between = before.slice(drug.index);
    const another = kind === 'number' && (otherAfterDrug.test(between) || filmWords.test(after));
    if (!another && !symptomAfterDrug.test(between)) return 'drug';
  }
  return null;
}
