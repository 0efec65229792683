import type { Field } from '../../../data/fields/field.ts';
import { alphaWithInterval, type Unit } from './alpha.ts';
import { cohenKappa, type Estimate, type Kappa, wilsonShare } from './kappa.ts';
import { categoryOf, type FieldReadings, numericReading } from './readings.ts';

/** How well two or more readers agree on one field. */
export interface FieldAgreement {
  readonly field: Field;
  /** Cells that at least two readers decided. */
  readonly units: number;
  /** Share of reader pairs that say exactly the same. */
  readonly exact: Estimate | null;
  /** For days: share of pairs at most one day apart. */
  readonly withinOneDay: Estimate | null;
  /** Cohen's kappa, when exactly two readers share the cells. */
  readonly kappa: Kappa | null;
  readonly alphaNominal: Estimate | null;
  /** For days and numbers. */
  readonly alphaInterval: Estimate | null;
}

export interface PairAgreement {
  readonly first: string;
  readonly second: string;
  readonly fields: readonly FieldAgreement[];
  /** All fields together, every field's categories kept apart. */
  readonly overall: Estimate | null;
}

const isNumeric = (field: Field): boolean => field.kind === 'day' || field.kind === 'number';

function agreementOn(field: Field, readings: readonly FieldReadings[]): FieldAgreement {
  const shared = readings.filter((reading) => reading.decisions.size >= 2);
  const pairs: [string, string][] = [];
  const numbers: [number, number][] = [];
  const nominal: Unit[] = [];
  const interval: Unit[] = [];
  const readers = new Set<string>();
  for (const reading of shared) {
    const entries = [...reading.decisions].sort(([left], [right]) => (left < right ? -1 : 1));
    const names = entries.map(([, decision]) => categoryOf(field, decision.value));
    const values = entries.map(([, decision]) => numericReading(field, decision.value));
    nominal.push(names);
    interval.push(values.filter((value) => value !== null));
    for (const [reader] of entries) readers.add(reader);
    for (let left = 0; left < names.length; left += 1) {
      for (let right = left + 1; right < names.length; right += 1) {
        pairs.push([names[left] ?? '', names[right] ?? '']);
        const [a, b] = [values[left], values[right]];
        if (typeof a === 'number' && typeof b === 'number') numbers.push([a, b]);
      }
    }
  }
  const same = pairs.filter(([left, right]) => left === right).length;
  const near = numbers.filter(([left, right]) => Math.abs(left - right) <= 1).length;
  return {
    field,
    units: shared.length,
    exact: wilsonShare(same, pairs.length),
    withinOneDay: field.kind === 'day' ? wilsonShare(near, numbers.length) : null,
    kappa: readers.size === 2 ? cohenKappa(pairs) : null,
    alphaNominal: alphaWithInterval(nominal, 'nominal'),
    alphaInterval: isNumeric(field) ? alphaWithInterval(interval, 'interval') : null,
  };
}

/** Agreement field by field over all readers; fields nobody read twice are left out. Pure. */
export function agreementByField(readings: readonly FieldReadings[]): FieldAgreement[] {
  const byField = new Map<string, FieldReadings[]>();
  for (const reading of readings) {
    const list = byField.get(reading.field.name);
    if (list) list.push(reading);
    else byField.set(reading.field.name, [reading]);
  }
  return [...byField.values()]
    .flatMap((list) => (list[0] ? [agreementOn(list[0].field, list)] : []))
    .filter((row) => row.units > 0);
}

/** The same for every two readers who share cells. Pure. */
export function agreementByPair(readings: readonly FieldReadings[]): PairAgreement[] {
  const readers = [...new Set(readings.flatMap((reading) => [...reading.decisions.keys()]))].sort();
  const found: PairAgreement[] = [];
  readers.forEach((first, at) => {
    for (const second of readers.slice(at + 1)) {
      const own = readings.flatMap((reading): FieldReadings[] => {
        const [left, right] = [reading.decisions.get(first), reading.decisions.get(second)];
        if (!left || !right) return [];
        return [
          {
            ...reading,
            decisions: new Map([
              [first, left],
              [second, right],
            ]),
          },
        ];
      });
      if (own.length === 0) continue;
      const same = own.filter((reading) => {
        const said = [...reading.decisions.values()].map(({ value }) => categoryOf(reading.field, value));
        return said[0] === said[1];
      }).length;
      found.push({ first, second, fields: agreementByField(own), overall: wilsonShare(same, own.length) });
    }
  });
  return found;
}
