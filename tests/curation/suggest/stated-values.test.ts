import { describe, expect, it } from 'vitest';
import { suggest } from '../../../curation/suggest/suggest.ts';
import { cellOf, judge, type StatedValue } from './cell-of.ts';
import { caseOf } from './helpers.ts';
import { answers } from './stated-values/answers.ts';
import { course } from './stated-values/course.ts';
import { courseItalian } from './stated-values/course-italian.ts';
import { courseLonger } from './stated-values/course-longer.ts';
import { courseLookAlikes } from './stated-values/course-look-alikes.ts';
import { days } from './stated-values/days.ts';
import { measurements } from './stated-values/measurements.ts';
import { otherHand } from './stated-values/other-hand.ts';
import { people } from './stated-values/people.ts';

const suggestionsOf = ({ text, caption = 'Film on admission.' }: StatedValue) =>
  suggest(
    caseOf({
      images: [{ file: 'film.png', caption: 'c1' }],
      texts: [
        { text, kind: 'presentation', images: [] },
        { id: 'c1', text: caption, kind: 'caption' },
      ],
    }),
  );

describe.each(
  Object.entries({
    measurements,
    answers,
    people,
    days,
    otherHand,
    course,
    courseItalian,
    courseLonger,
    courseLookAlikes,
  }),
)('%s', (_, kinds) => {
  describe.each(Object.entries(kinds))('%s', (_kind, rows) => {
    it.each(rows.map((row) => [row.text, row] as const))('“%s”', (_text, row) => {
      const all = suggestionsOf(row);
      for (const [field, expected] of Object.entries(row.expect)) {
        const said = cellOf(all, field, 'i1');
        expect(['right', 'silent'], `${field}: ${said} for ${JSON.stringify(expected)}`).toContain(
          judge(said, expected),
        );
      }
    });
  });
});
