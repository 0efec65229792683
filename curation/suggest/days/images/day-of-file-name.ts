import type { Day } from '../../../../data/format/day.ts';
import { convertDay } from '../../../timeline/anchors.ts';
import { dayOfFileName } from '../../../timeline/file-day.ts';
import { exactly, mayMeet } from '../../../timeline/interval.ts';
import { type ImageInReading, quoteOfFact } from '../../texts/reading.ts';
import { dayConfidence } from './day-confidence.ts';
import { type DayContext, type ResolvedDay, resolved } from './resolved-day.ts';

const admissionInName = /(?:^|[-_. ])(?:on[-_ ])?admission(?=$|[-_. ])/i;

/** The day that a file name states, weighed against what the words say. */
export function byFileName(
  image: ImageInReading,
  words: ResolvedDay | null,
  context: DayContext,
): ResolvedDay | null {
  const { record } = context.reading;
  const named = dayOfFileName(image.file);
  if (named === null) {
    const match = admissionInName.exec(image.file);
    const start = (match?.index ?? 0) + (/^[-_. ]/.test(match?.[0] ?? '') ? 1 : 0);
    const quote = match && quoteOfFact(record, 'file-name', image.id, start, match.index + match[0].length);
    if (!quote) return null;
    const day = { ...exactly(0), anchor: 'admission' as const, certainty: 'exact' as const };
    return resolved(
      image,
      day,
      {
        quote,
        rule: 'file-name-admission',
        confidence: dayConfidence.fileNameAdmission,
        zero: quote,
      },
      'the file name says so',
    );
  }
  const quote = quoteOfFact(record, 'file-name', image.id, named.start, named.end);
  if (!quote) return null;
  const day: Day = { ...exactly(named.day), anchor: 'unknown', certainty: 'exact' };
  const own = { quote, rule: 'file-name-day', confidence: dayConfidence.fileName, zero: null };
  if (words === null) return resolved(image, day, own, 'the file name says so');
  // A text that declares its count is right about it; names of files count from wherever their author liked.
  const said = context.clock.declared
    ? [words.day]
    : [words.day, convertDay(words.day, 'onset', context.clock.distances)].flatMap((one) => one ?? []);
  const agreed = said.find((one) => mayMeet(one, day));
  if (agreed && agreed.from !== null)
    return resolved(
      image,
      { ...day, anchor: agreed.anchor },
      { ...own, confidence: dayConfidence.fileNameAgreed, zero: words.zero },
      `the file name and “${words.quote.words}” agree`,
    );
  // "CXR-D1" of a film "on presentation": some count the first day as one.
  if (words.rule === 'same-time' && named.day === 1) return null;
  if (context.clock.declared || words.confidence > dayConfidence.fileName) return null;
  return resolved(image, day, own, `the file name says so, the text “${words.quote.words}”`);
}
