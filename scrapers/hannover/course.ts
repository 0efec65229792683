import type { Day } from '../../data/format/day.ts';
import type { Quantity } from '../../data/format/timeline.ts';
import type { HannoverRow } from './table.ts';

/**
 * A patient's course in days from admission. The table counts from each image to the event, so an image whose
 * admission_offset is -4 was taken on day 4, and an event at offset 6 from it is on day 10.
 */

export interface CourseValue {
  quantity: Quantity;
  value: number;
  stated: string;
  /** Days from admission. */
  day: number;
}

export interface HannoverImage {
  id: string;
  row: HannoverRow;
  /** Days from admission; null when the table does not say. */
  day: number | null;
  /** Values of this very day, by quantity. */
  sameDay: Partial<Record<Quantity, CourseValue>>;
}

export interface HannoverPatient {
  id: string;
  sex: string;
  age: string;
  images: HannoverImage[];
  icuIn: Day | null;
  icuOut: Day | null;
  death: Day | null;
  /** Each value once, however many images it was counted from. */
  measurements: CourseValue[];
}

/** Laboratory columns that the format has a quantity for; the others stay in the row's text. */
const quantityOf: Readonly<Record<string, Quantity>> = {
  lymphocytes: 'lymphocytes',
  neutrophils: 'neutrophils',
  po2: 'po2',
};

/** Day of an image: 0 - (-4) gives 4; `0 - 0` stays 0, not -0. */
const dayOfImage = (row: HannoverRow): number | null => (row.admission === null ? null : 0 - row.admission);

const measurementsOf = (row: HannoverRow, day: number | null): CourseValue[] =>
  row.labs.flatMap((lab) => {
    const quantity = quantityOf[lab.name];
    if (quantity === undefined || lab.value === null || lab.offset === null || day === null) return [];
    return [{ quantity, value: lab.value, stated: lab.stated, day: day + lab.offset }];
  });

/** The event's day counted from each image of the patient; where rows disagree, the interval they span. */
const eventDay = (
  rows: readonly HannoverRow[],
  offsetOf: (row: HannoverRow) => number | null,
): Day | null => {
  const days = rows.flatMap((row) => {
    const [image, offset] = [dayOfImage(row), offsetOf(row)];
    return image === null || offset === null ? [] : [image + offset];
  });
  if (days.length === 0) return null;
  const [from, to] = [Math.min(...days), Math.max(...days)];
  return from === to
    ? { from, to, anchor: 'admission', certainty: 'exact' }
    : {
        from,
        to,
        anchor: 'admission',
        certainty: 'range',
        reason: `the rows of this patient give days ${from} to ${to}`,
      };
};

const imageOf = (row: HannoverRow): HannoverImage => {
  const day = dayOfImage(row);
  const sameDay: HannoverImage['sameDay'] = {};
  for (const measured of measurementsOf(row, day)) {
    if (measured.day === day) sameDay[measured.quantity] = measured;
  }
  return { id: row.image, row, day, sameDay };
};

/** Rows as patients, in the table's order; the images of each by day. */
export const hannoverPatients = (rows: readonly HannoverRow[]): HannoverPatient[] => {
  const groups = new Map<string, HannoverRow[]>();
  for (const row of rows) groups.set(row.patient, [...(groups.get(row.patient) ?? []), row]);
  return [...groups].map(([id, own]) => {
    const all = own.flatMap((row) => measurementsOf(row, dayOfImage(row)));
    const once = new Map(
      all.map((measured) => [`${measured.quantity} ${measured.day} ${measured.value}`, measured]),
    );
    return {
      id,
      sex: own.find((row) => row.sex !== '')?.sex ?? '',
      age: own.find((row) => row.age !== '')?.age ?? '',
      images: own.map(imageOf).sort((a, b) => (a.day ?? 0) - (b.day ?? 0)),
      icuIn: eventDay(own, (row) => row.icuAdmission),
      icuOut: eventDay(own, (row) => row.icuRelease),
      death: eventDay(own, (row) => row.death),
      measurements: [...once.values()].sort((a, b) => a.day - b.day),
    };
  });
};

/**
 * Whether the patient was in intensive care on a day: true, false, or null when the day or an end of the stay is not
 * known. First and last day of the stay count.
 */
export const inIcuOn = (patient: HannoverPatient, day: number | null): boolean | null => {
  if (patient.icuIn === null) return patient.icuOut === null ? false : null;
  if (day === null || patient.icuIn.from === null) return null;
  if (day < patient.icuIn.from) return false;
  const end = patient.icuOut?.to ?? patient.death?.to ?? null;
  return end === null ? null : day <= end;
};
