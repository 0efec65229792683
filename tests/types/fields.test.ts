import { describe, expect, test } from 'vitest';
import type { MetadataColumn, MetadataRow } from '../../data/fields/columns.ts';
import type { Field } from '../../data/fields/field.ts';
import { builtIn, fieldNamed } from '../../data/fields/field-set.ts';
import { type FieldName, type FieldsWith, fieldTable } from '../../data/fields/table.ts';

/** The compiler holds these: an entry of the table is the only place where a field is written down. */

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_ extends true>(): void => {};

type Entry = (typeof fieldTable)[number];

describe('types that follow from the table of fields', () => {
  test('names are literal, and every column is one of them or a fact of the source', () => {
    holds<Same<FieldName, Entry['name']>>();
    holds<Same<string extends FieldName ? true : false, false>>();
    type FactOfSource =
      | 'patientid'
      | 'folder'
      | 'filename'
      | 'doi'
      | 'url'
      | 'clinical_notes'
      | 'other_notes';
    holds<Same<Exclude<MetadataColumn, FactOfSource>, FieldsWith<'column'>>>();
    holds<Same<Exclude<FieldName, FieldsWith<'column'>>, 'day_zero'>>();
    // @ts-expect-error no such field
    const wrong = () => fieldNamed('smoked');
    expect(wrong).toThrow(/no field 'smoked'/);
  });

  test('a row has a cell for every column of the reference, and may have more', () => {
    holds<Same<MetadataRow['survival'], string>>();
    holds<Same<MetadataRow['no_such_column'], string | undefined>>();
    const row = builtIn.row(() => '');
    expect(Object.keys(row)).toEqual(builtIn.columnNames);
  });

  test('what a field lacks cannot be asked of it', () => {
    holds<
      Same<
        FieldsWith<'follows'>,
        'RT_PCR_positive' | 'survival' | 'went_icu' | 'intubated' | 'extubated' | 'needed_supplemental_O2'
      >
    >();
    holds<Same<FieldsWith<'state'>, 'in_icu' | 'intubation_present'>>();
    // @ts-expect-error an entry without its kind
    const entry: Field = { name: 'shoe_size', label: 'Shoe size', scope: 'patient', asked: ['patient'] };
    expect(entry.kind).toBeUndefined();
  });
});

describe('the table of fields', () => {
  test('stands in the order of the reference', () => {
    const places = builtIn.columns.filter(({ field }) => field?.column?.place !== null);
    expect(places.map(({ name }) => name).join()).toBe(
      'patientid,offset,sex,age,finding,RT_PCR_positive,survival,intubated,intubation_present,went_icu,in_icu,needed_supplemental_O2,extubated,temperature,pO2_saturation,leukocyte_count,neutrophil_count,lymphocyte_count,view,modality,date,location,folder,filename,doi,url,license,clinical_notes,other_notes',
    );
    expect(places.map(({ place }) => place)).toEqual(places.map((_, at) => at + 1));
  });

  test('every entry says enough of itself', () => {
    for (const field of fieldTable as readonly Field[]) {
      expect(field.asked, field.name).not.toEqual([]);
      if (field.kind === 'answer' || field.kind === 'choice') expect(field.choices, field.name).toBeDefined();
      if (field.silence !== undefined) expect(field.choices, field.name).toContain(field.silence);
      if (field.derived) expect(field.follows ?? field.state, field.name).toBeDefined();
      for (const spelled of Object.keys(field.cells ?? {})) expect(field.choices).toContain(spelled);
    }
  });
});
