import { clauseAt, clausesOf } from '../../clauses/cut.ts';
import { amountPattern, durationOf } from '../../words/numbers.ts';
import { type DayRule, exact } from './day-rule.ts';
import { drugWords, symptomWords } from './targets.ts';

/** How long complaints had lasted: "4-day history", "fever since yesterday", "cough for 2/52". */

const amount = amountPattern();
const symptom = new RegExp(`\\b(?:${symptomWords})\\b`, 'i');

/** Words that say of what a time was when it was not of complaints. */
const another = new RegExp(
  `\\b(?:oxygen|O2|ventilat\\w*|intubat\\w*|stay(?:ed)?|observ\\w*|isolat\\w*|quarantin\\w*|hospitali[sz]ed|admitted for|received|${drugWords})\\b`,
  'i',
);

/** A duration is of complaints that its clause names, or the fragment right before it. */
function hasSymptom(words: string, start: number, end: number): boolean {
  const clauses = clausesOf(words);
  const at = clauseAt(clauses, start);
  const clause = clauses[at];
  if (!clause) return false;
  const own = words.slice(clause.start, clause.end);
  if (symptom.test(own)) return true;
  if (another.test(words.slice(clause.start, start))) return false;
  const host = clause.of === null ? undefined : clauses[clause.of];
  const before = words.slice(host?.start ?? clause.start, start);
  return symptom.test(before) || symptom.test(words.slice(end, clauses[at + 1]?.end ?? end));
}

export const durations: readonly DayRule[] = [
  {
    id: 'symptom-duration',
    needs: /hour|\bhrs?\b|\dh\b|\sh\b|day|week|wk|month|giorn|\bgg\b|settiman|mes[ei]|\bor[ae]\b/i,
    kind: 'duration',
    pattern: new RegExp(
      `\\b(?:(?:(?:for|since|over|during|from|da|per|these)\\s|x\\s?)(?:the\\s)?(?:last\\s|past\\s|previous\\s|preceding\\s|circa\\s)?${amount}(?!\\s(?:after|later|before|prior|following|ago\\sby))|(?:history\\s)?of\\s${amountPattern('b')}(?=[,.;)]|\\s(?!(?:after|later|before|prior|following)\\b))|${amountPattern('c')}(?:['’]?[\\s-](?:long\\s|clinical\\s|intermittent\\s|progressive\\s)?(?:history|hx|course|duration|evolution|onset)\\b|\\s(?:worth\\s)?of\\s|\\s(?=(?:\\w+\\s){0,2}(?:${symptomWords})\\b))|(?:${symptomWords}),?\\s(?:x\\s?)?${amountPattern('d')}(?=\\s?[,.;)]|$))`,
      'gi',
    ),
    read: (groups, words, start, end) => {
      const named = durationOf(groups, 'd');
      if (named) return { days: named, target: 'onset' };
      const days = durationOf(groups) ?? durationOf(groups, 'b') ?? durationOf(groups, 'c');
      // "2-week history" of nothing in particular is that of the complaints.
      const bare = /\bhistory$/i.test(words.slice(start, end)) && !/^\sof\b/i.test(words.slice(end));
      return days && (bare || hasSymptom(words, start, end)) ? { days, target: 'onset' } : null;
    },
    examples: [
      ['with a 4-day history of cough and subjective fever', 4, 4, 'onset'],
      ['Productive cough with a sore throat for 1 week, no fever', 7, 7, 'onset'],
      ['presented with chest pain, cough, and fever for 3 days', 3, 3, 'onset'],
      ['has reported fever since one week treated with antibiotics', 7, 7, 'onset'],
      ['presented to ED with 10 days of malaise and dry cough', 10, 10, 'onset'],
      ['came w/ 2 wks of SOB', 14, 14, 'onset'],
      ['General malaise and 5-day fever', 5, 5, 'onset'],
      ['cough x 4 days', 4, 4, 'onset'],
      ['Fever 5 days.', 5, 5, 'onset'],
      ['with a week-long history of cough', 7, 7, 'onset'],
      ['fever and diarrhea of 3 days duration', 3, 3, 'onset'],
      ['Fever, cough and chest pain from 5 days ago', 5, 5, 'onset'],
      ['febbre e tosse da cinque giorni', 5, 5, 'onset'],
      ['tosse da 5 gg', 5, 5, 'onset'],
      ['fever and cough for a few days', 3, 7, 'onset'],
      ['for fever of six days evolution', 6, 6, 'onset'],
      ['Rigors, haemoptysis, 3 days.', 3, 3, 'onset'],
      ['48h cough, pleuritic pain', 2, 2, 'onset'],
      ['Symptomatic for 8 days on admission', 8, 8, 'onset'],
      ['2-week history. Frontal film', 14, 14, 'onset'],
    ],
    counterexamples: [
      'She received oxygen for 5 days and dexamethasone',
      'fever; he was ventilated for 11 days',
      'smoked for 20 years',
      'was treated with levofloxacin for 7 days',
      'oxygen (6 l/min) for 24 h',
      'stayed for 5 days in Wuhan',
    ],
  },
  {
    id: 'since-yesterday',
    needs: /yesterday|ieri|day before/i,
    kind: 'duration',
    pattern: /\b(?:since|from|da)\s(?:yesterday|ieri|the\s(?:day|evening|night)\sbefore)\b/gi,
    read: (_groups, words, start, end) =>
      symptom.test(words.slice(Math.max(0, start - 60), end + 30))
        ? { days: exact(1), target: 'onset' }
        : null,
    examples: [
      ['Fever and rusty sputum since yesterday.', 1, 1, 'onset'],
      ['high fever since the day before', 1, 1, 'onset'],
      ['febbre e tosse da ieri', 1, 1, 'onset'],
    ],
    counterexamples: ['She has been on the ward since yesterday.'],
  },
  {
    id: 'uk-duration',
    needs: /\d\/(?:7|52|12)/,
    kind: 'duration',
    pattern: /(?<![\d/])(?<count>\d{1,2})\/(?<of>7|52|12)(?![\d/])/g,
    read: (groups, words, start, end) => {
      const context = `${words.slice(Math.max(0, start - 30), start)} ${words.slice(end, end + 30)}`;
      const scale = { '7': 1, '52': 7, '12': 30 }[groups['of'] ?? ''] ?? 1;
      const days = Number(groups['count']) * scale;
      return symptom.test(context) && days > 0 ? { days: exact(days), target: 'onset' } : null;
    },
    examples: [
      ['3/7 history of cough', 3, 3, 'onset'],
      ['fever for 2/52', 14, 14, 'onset'],
    ],
    counterexamples: ['on 3/7 he came home', 'blood pressure 120/70'],
  },
];
