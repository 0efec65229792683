import { basename } from 'node:path';
import { suggest } from '../../curation/suggest/suggest.ts';
import { splitSentences } from '../../curation/suggest/texts/sentences.ts';
import { cellOf, type Expected, judge, surestOf, type Verdict } from '../curation/suggest/cell-of.ts';
import { answersOf, caseOfNote, type GoldNote, readGold } from './gold.ts';
import { deniedAt } from './negex.ts';

/**
 * A peer for the yes/no answers of a patient: plain keywords and NegEx over the same notes, judged the same way:
 * `npx node tests/tools/keyword-peer.ts GOLD.json…`
 * A keyword that is not denied says its answer, one that is denied the other; of both, what happened stands. Beside
 * the F1 of both stands our recall among the surest of our answers that are together as precise as the peer's.
 */

type YesNo = 'Y' | 'N';
interface Keywords {
  readonly yes: RegExp;
  readonly no?: RegExp;
  /** The answer when the words are denied; null: they then say nothing. */
  readonly denied: YesNo | null;
  /** Which answer stands where both are said. */
  readonly first: YesNo;
}

/** The words that a person would look for, in English and Italian. */
const keywords: Readonly<Record<string, Keywords>> = {
  survival: {
    yes: /\b(?:discharged|went home|sent home|recovered|recovery|survived|alive|dimess[oa]|guarit[oa])\b/gi,
    no: /\b(?:died|death|dead|passed away|deceased|expired|succumbed|fatal|decedut[oa]|exitus|decesso)\b/gi,
    denied: null,
    first: 'N',
  },
  went_icu: {
    yes: /\b(?:ICU|ITU|MICU|PICU|intensive care|critical care|terapia intensiva|rianimazione)\b/gi,
    denied: 'N',
    first: 'Y',
  },
  intubated: {
    yes: /\b(?:intubated|intubation|mechanical ventilation|mechanically ventilated|ventilated|ventilator|endotracheal tube|ETT|intubat[oa]|intubazione|ventilazione meccanica)\b/gi,
    denied: 'N',
    first: 'Y',
  },
  extubated: {
    yes: /\b(?:extubated|extubation|weaned from the ventilator|weaned off the ventilator|estubat[oa]|estubazione)\b/gi,
    denied: 'N',
    first: 'Y',
  },
  needed_supplemental_O2: {
    yes: /\b(?:supplemental oxygen|oxygen therapy|oxygen by|oxygen via|on oxygen|nasal cannula|face mask|high[- ]flow|non-?rebreather|venturi|CPAP|BiPAP|HFNC|NIV|non-?invasive ventilation|(?:needed|required|received) oxygen|oxygen|\d+ ?L\/min|ossigenoterapia|ossigeno)\b(?! saturation)/gi,
    denied: 'N',
    first: 'Y',
  },
  RT_PCR_positive: {
    yes: /\b(?:(?:RT-?PCR|PCR|swab|test|tampone)[^.;]{0,40}\bpositiv[eo]|tested positive|positive (?:RT-?PCR|PCR|swab|test)|(?:confirmed|diagnosed) by (?:RT-?PCR|PCR))\b/gi,
    no: /\b(?:(?:RT-?PCR|PCR|swab|test|tampone)[^.;]{0,40}\bnegativ[eo]|tested negative|negative (?:RT-?PCR|PCR|swab|test))\b/gi,
    denied: 'N',
    first: 'Y',
  },
};

function answerOf(note: GoldNote, patient: string, { yes, no, denied, first }: Keywords): YesNo | null {
  const record = caseOfNote(note);
  const said = new Set<YesNo>();
  for (const text of record.texts) {
    if (text.patient !== null && text.patient !== patient) continue;
    for (const { start, end } of splitSentences(text.text)) {
      const words = text.text.slice(start, end);
      for (const [pattern, answer, other] of [
        [yes, 'Y', denied],
        [no, 'N', null],
      ] as const)
        for (const match of pattern === undefined ? [] : words.matchAll(pattern)) {
          const told = deniedAt(words, match.index, match.index + match[0].length) ? other : answer;
          if (told !== null) said.add(told);
        }
    }
  }
  return said.has(first) ? first : ([...said][0] ?? null);
}

interface Judged {
  readonly verdict: Verdict;
  /** Had nothing been said. */
  readonly unsaid: Verdict;
  /** Of ours: how sure the surest suggestion is, counted on or not, and whether it is right. */
  readonly surest?: { readonly confidence: number; readonly verdict: Verdict };
}
interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}
function scoreOf(verdicts: readonly Verdict[]): Score {
  const count = (verdict: Verdict) => verdicts.filter((one) => one === verdict).length;
  const [right, wrong, missed] = [count('right'), count('wrong'), count('missed')];
  const precision = right + wrong === 0 ? 0 : right / (right + wrong);
  const recall = right + missed === 0 ? 0 : right / (right + missed);
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

/** Our best recall among the least confidences at which we are at least as precise. */
function recallAt(ours: readonly Judged[], precision: number): number {
  const thresholds = new Set(ours.flatMap(({ surest }) => surest?.confidence ?? []));
  const scores = [...thresholds].map((least) =>
    scoreOf(
      ours.map(({ surest, unsaid }) => (surest && surest.confidence >= least ? surest.verdict : unsaid)),
    ),
  );
  return Math.max(0, ...scores.filter((score) => score.precision >= precision).map(({ recall }) => recall));
}

const files = process.argv.slice(2);
const peers = new Map<string, Judged[]>();
const ours = new Map<string, Judged[]>();
const add = (held: Map<string, Judged[]>, field: string, judged: Judged) =>
  held.set(field, [...(held.get(field) ?? []), judged]);
for (const note of files.flatMap(readGold)) {
  const record = caseOfNote(note);
  const suggestions = suggest(record);
  for (const { id } of record.patients) {
    const answers = answersOf(note, id);
    for (const [field, words] of Object.entries(keywords)) {
      const expected: Expected = answers[field] ?? null;
      const unsaid = judge(null, expected);
      add(peers, field, { verdict: judge(answerOf(note, id, words), expected), unsaid });
      const surest = surestOf(suggestions, field, null, id);
      const verdict = judge(cellOf(suggestions, field, null, id), expected);
      if (!surest) {
        add(ours, field, { verdict, unsaid });
        continue;
      }
      const shown = judge(cellOf([{ ...surest, confidence: 1 }], field, null, id), expected);
      add(ours, field, { verdict, unsaid, surest: { confidence: surest.confidence, verdict: shown } });
    }
  }
}

const share = (part: number): string => part.toFixed(3);
const print = (line: string) => process.stdout.write(`${line}\n`);
print(files.map((file) => basename(file)).join(' '));
print('field                    ours: P      R      F1     peer: P     R      F1     our R at its P');
for (const field of Object.keys(keywords)) {
  const [own, peer] = [ours, peers].map((held) =>
    scoreOf((held.get(field) ?? []).map(({ verdict }) => verdict)),
  );
  if (!own || !peer) continue;
  const behind = own.f1 < peer.f1 || recallAt(ours.get(field) ?? [], peer.precision) < peer.recall;
  print(
    `${field.padEnd(24)} ${[own.precision, own.recall, own.f1].map(share).join('  ')}   ${[peer.precision, peer.recall, peer.f1].map(share).join('  ')}  ${share(recallAt(ours.get(field) ?? [], peer.precision))}${behind ? '  behind' : ''}`,
  );
}
