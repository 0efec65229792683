import { parseRoman } from '../../words/numbers.ts';
import { type DayRule, exact } from './day-rule.ts';
import type { DayTarget } from './targets.ts';

/** Counted days of Italian case reports: "in quarta giornata di ricovero", "al 3° giorno dall'esordio". */

const ordinals: readonly string[] = [
  'prim',
  'second',
  'terz',
  'quart',
  'quint',
  'sest',
  'settim',
  'ottav',
  'non',
  'decim',
  'undicesim',
  'dodicesim',
  'tredicesim',
  'quattordicesim',
  'quindicesim',
  'sedicesim',
  'diciassettesim',
  'diciottesim',
  'diciannovesim',
  'ventesim',
];

const targets: readonly (readonly [DayTarget, RegExp])[] = [
  ['admission', /^(?:ricovero|degenza|ospedalizzazione|ammissione)/i],
  ['onset', /^(?:malattia|sintomi|esordio|insorgenza|inizio)/i],
  ['procedure', /^(?:operatori|intervento)/i],
];

const inRianimazione = /^\s(?:di|in)\s(?:TI|terapia\sintensiva|rianimazione)\b/i;

export const italianDays: readonly DayRule[] = [
  {
    id: 'day-giornata',
    needs: /giorn[ao]/i,
    kind: 'number',
    pattern: new RegExp(
      `(?:\\b(?:in|nella|alla|al|nel|dalla|dal)\\s(?:corso\\sdella\\s)?|(?<=[,;(]\\s?|\\b(?:torace|letto|RX|TC|TAC|HRCT|controllo)\\s|^)(?=(?:[XVI]{1,7}|\\d{1,2}[°ºª^])\\s?[°ºª^]?\\sg))(?:(?<word>${ordinals.join('|')})[oa]|(?<digits>\\d{1,2})\\s?[°ºª^]|(?<roman>[XVI]{1,7})\\s?[°ºª^]?)\\s(?:giornata|giorno)\\b(?:\\s(?:di\\s|dal\\s|dall['’]\\s?|dalla\\s|dopo\\s(?:il\\s|l['’])|post-?\\s?)(?:comparsa\\sdei\\s)?(?<target>ricovero|degenza|ospedalizzazione|ammissione|malattia|sintomi|esordio|insorgenza|inizio|operatori[ao]|intervento))?`,
      'gi',
    ),
    read: (groups, words, _start, end) => {
      const { word, digits, roman, target } = groups;
      const day =
        digits !== undefined
          ? Number(digits)
          : roman !== undefined
            ? (parseRoman(roman) ?? 0)
            : ordinals.indexOf((word ?? '').toLowerCase()) + 1;
      if (day === 0) return null;
      if (inRianimazione.test(words.slice(end))) return { days: exact(day), target: 'icu' };
      // "al terzo giorno di terapia" counts something else.
      if (target === undefined && /^\s(?:di|dal|dall|dalla|dopo)\b/i.test(words.slice(end))) return null;
      const named = targets.find(([, pattern]) => pattern.test(target ?? ''));
      return { days: exact(day), target: named?.[0] ?? null };
    },
    examples: [
      ['RX torace in quarta giornata di ricovero', 4, 4, 'admission'],
      ["al 3° giorno dall'esordio", 3, 3, 'onset'],
      ['radiografia in settima giornata', 7, 7, null],
      ['in seconda giornata post-operatoria', 2, 2, 'procedure'],
      ['RX torace in XIV giornata', 14, 14, null],
      ['RX torace al letto, VI giornata: tubo in sede', 6, 6, null],
      ['TC torace III giornata', 3, 3, null],
      ['alla IX giornata di degenza', 9, 9, 'admission'],
      ['in settima giornata di TI', 7, 7, 'icu'],
    ],
    counterexamples: ['al terzo giorno di terapia antibiotica', 'un giorno dopo', 'dalla 7 giornata'],
  },
];
