import type { Case } from '../../../data/format/case.ts';
import type { TimelineEvent } from '../../../data/format/timeline.ts';
import { fromFirstDay } from '../days/clock/clock.ts';
import { isEvent } from '../days/expressions/targets.ts';
import { patientCalled, toldByPage } from '../texts/headings.ts';
import { quoteOf, type Sentence } from '../texts/reading.ts';
import { courseTable, type TableValue } from './course-tables.ts';
import type { When } from './measured-when.ts';

/** A value of a table's cell: the cell is its sentence, so that it alone is quoted. */
export interface TableRead {
  readonly sentence: Sentence;
  readonly measurement: TableValue['measurement'];
  readonly when: Extract<When, { kind: 'day' }>;
}

/** Values that the tables of a case tell of a patient and a day; those of nobody in particular are left out. */
export function readTables(record: Case, firstHospitalDay: 0 | 1): TableRead[] {
  const single = record.patients.length > 1 ? undefined : (record.patients[0]?.id ?? null);
  return record.texts
    .filter(({ kind, text }) => kind === 'table' && text.includes('\t'))
    .flatMap((text) =>
      courseTable(text).flatMap((value): TableRead[] => {
        const name = value.patient === null ? null : (/(\d{1,3}|[A-H])$/i.exec(value.patient)?.[1] ?? '');
        const called = name === null ? null : patientCalled(record, name);
        // A row of somebody whom the case does not list is nobody's.
        if (name !== null && called === null && record.patients.length > 0) return [];
        const patient = called ?? text.patient ?? single;
        if (patient === undefined || (value.day.target !== null && isEvent(value.day.target))) return [];
        const sentence: Sentence = {
          text: text.id,
          kind: text.kind,
          language: text.language,
          start: value.start,
          words: value.words,
          at: 0,
          patient,
          images: text.images,
          label: null,
          labels: [],
          film: false,
          literature: false,
          told: toldByPage(record, patient),
        };
        const day = firstHospitalDay === 1 ? fromFirstDay(value.day) : value.day;
        return [
          {
            sentence,
            measurement: { ...value.measurement, start: 0, end: value.words.length, rule: 'table-cell' },
            when: { kind: 'day', expression: day },
          },
        ];
      }),
    );
}

/** Most values of one patient that a timeline is offered. */
const mostEvents = 200;

/** The same as measurements of the patient's course. */
export const eventsOfTables = (tables: readonly TableRead[], patient: string): TimelineEvent[] =>
  tables
    .filter(({ sentence }) => sentence.patient === patient)
    .slice(0, mostEvents)
    .map(({ sentence, measurement, when }, at): TimelineEvent => {
      const { days, target, certainty } = when.expression;
      const anchor = target === null || isEvent(target) ? 'unknown' : target;
      return {
        id: `table-${at + 1}`,
        patient,
        type: 'measurement',
        day: { ...days, anchor, certainty, reason: 'the day of its row or column in the table' },
        image: null,
        measurement: { quantity: measurement.quantity, value: measurement.value, stated: sentence.words },
        answer: 'yes',
        quote: quoteOf(sentence, 0, sentence.words.length),
      };
    });
