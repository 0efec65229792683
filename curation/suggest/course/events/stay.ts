import type { Day, Quote } from '../../../../data/format/day.ts';
import { quoteOf, type Sentence } from '../../texts/reading.ts';
import { amountPattern, durationOf } from '../../words/numbers.ts';

/** How long a stay in hospital lasted, as a letter's head or end tells it: the day of leaving, counted from admission. */

const amount = amountPattern();
const lengths: readonly RegExp[] = [
  new RegExp(
    `\\b(?:(?:total\\s)?length\\sof\\s(?:the\\s|hospital\\s)?stay|LOS|duration\\sof\\s(?:the\\s)?(?:hospital\\s)?(?:stay|admission|hospitali[sz]ation)|(?:durata\\s(?:della\\s)?)?degenza(?:\\s(?:complessiva|totale|ospedaliera))?)\\s?(?:[:=–-]|was|of|di|è\\sstata\\sdi)?\\s?(?:in\\stotal\\s|a\\stotal\\sof\\s)?${amount}`,
    'i',
  ),
  /\b(?:hospital|inpatient)\sdays\s?[:=]\s?(?<low>\d{1,3})(?![\d.,/])/i,
];
/** The stay in a unit, or one to come, is another. */
const notThisStay =
  /\b(?:ICU|ITU|PICU|intensive|intensiva|mean|median|average|expected|previous|prior|planned)\b[^.;]{0,20}$/i;

export interface StayLength {
  readonly day: Day;
  readonly quote: Quote;
}

/** The first length of stay that sentences of a patient's own course tell; null for none. */
export function stayLength(sentences: readonly Sentence[]): StayLength | null {
  for (const sentence of sentences) {
    if (sentence.literature) continue;
    for (const pattern of lengths) {
      const match = pattern.exec(sentence.words);
      if (!match || notThisStay.test(sentence.words.slice(0, match.index))) continue;
      const days = durationOf({ unit: 'days', ...match.groups });
      if (days === null) continue;
      const { from, to, certainty } = days;
      const quote = quoteOf(sentence, match.index, match.index + match[0].length);
      return { day: { from, to, anchor: 'admission', certainty }, quote };
    }
  }
  return null;
}
