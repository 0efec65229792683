import { z } from 'zod';
import { requireMatch } from '../reading/contract.ts';
import { readMarkedText } from '../reading/html-text.ts';
import type { SearchResult } from '../reading/walk-pages.ts';
import type { MedpixEncounter, MedpixHit } from './record.ts';

/** Answers of `/rest/encounter/diagnosis.json` and `/rest/encounter.json`. Every key is always there; null says nothing. */

const text = z.string().nullable();
const word = z.union([z.string(), z.number().transform(String)]).nullable();
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** No case has so many pictures; an answer that has is none. */
const mostImages = 500;

const hitSchema = z.array(z.looseObject({ encounterID: z.string(), diagnosis: text }));
const encounterSchema = z.looseObject({
  encounterID: z.string(),
  age: word,
  sex: word,
  race: text,
  history: text,
  exam: text,
  findings: text,
  ddx: text,
  diagnosis: text,
  dxHow: text,
  txFollowup: text,
  discussion: text,
  authorName: text,
  authorAffiliation: text,
  imageList: z
    .array(
      z.looseObject({
        imageID: z.union([z.string(), z.number().transform(String)]),
        imageURL: z.string(),
        imageCaption: text,
        title: text,
        modality: text,
        plane: text,
        /** Taken back by its author, or not for showing; left out where the answer does not say. */
        deleted: z.unknown().optional(),
        show: z.unknown().optional(),
      }),
    )
    .max(mostImages),
});

/** Fields that an author left empty hold one of these. */
const nothing = new Set(['', '-', 'n/a', 'none', 'null', 'undefined']);
const said = (value: string | null): string | null => {
  const read = value === null ? '' : readMarkedText(value);
  return nothing.has(read.toLowerCase()) ? null : read;
};

const placeOf = (error: z.ZodError | undefined): string =>
  error?.issues[0]?.path
    .map((part) => (typeof part === 'number' ? '[]' : `.${String(part)}`))
    .join('')
    .replace(/^\./, '') ?? '';

/**
 * What a search for a diagnosis answers: all cases at once.
 * @throws ContractBroken when it is no list of cases
 */
export const parseMedpixSearch = (data: unknown, url: string): SearchResult<MedpixHit> => {
  const page = { source: 'medpix', url };
  const read = hitSchema.safeParse(data);
  requireMatch(read.success, { selector: placeOf(read.error) || '[]', field: 'search results' }, page);
  const found = read.data ?? [];
  const hits = new Map<string, MedpixHit>();
  for (const { encounterID: id, diagnosis } of found)
    if (uuid.test(id)) hits.set(id, { id, href: encounterPath(id), title: said(diagnosis) });
  requireMatch(
    found.length === 0 || hits.size > 0,
    { selector: '[].encounterID', field: 'number of the case' },
    page,
  );
  return { hits: [...hits.values()], next: null, found: hits.size };
};

export const encounterPath = (id: string): string =>
  `/rest/encounter.json?${new URLSearchParams({ encounterID: id })}`;

/** The case that an address is the answer of; null for anything else. */
export const encounterOf = (url: string): string | null => {
  const { pathname, searchParams } = new URL(url);
  const id = searchParams.get('encounterID') ?? '';
  return pathname === '/rest/encounter.json' && uuid.test(id) ? id : null;
};

/** The site says yes in several ways. */
const isYes = (value: unknown): boolean =>
  value === true || value === 1 || /^(?:1|y|yes|true)$/i.test(String(value));
const isNo = (value: unknown): boolean =>
  value === false || value === 0 || /^(?:0|n|no|false)$/i.test(String(value));

/**
 * One case.
 * @throws ContractBroken when a field that every answer has is gone, it is another case, or tells nothing
 */
export const parseEncounter = (data: unknown, url: string): MedpixEncounter => {
  const page = { source: 'medpix', url };
  const read = encounterSchema.safeParse(data);
  requireMatch(read.success, { selector: placeOf(read.error) || '{}', field: 'case' }, page);
  const found = read.data;
  const asked = encounterOf(url);
  requireMatch(
    found !== undefined && (asked === null || found.encounterID === asked),
    { selector: 'encounterID', field: `case ${asked}` },
    page,
  );
  const told = [found?.history, found?.findings, found?.diagnosis].map((field) => said(field ?? null));
  requireMatch(
    told.some((words) => words !== null),
    { selector: 'history, findings, diagnosis', field: 'text' },
    page,
  );
  return {
    id: found?.encounterID ?? '',
    age: said(found?.age ?? null),
    sex: said(found?.sex ?? null),
    race: said(found?.race ?? null),
    history: said(found?.history ?? null),
    exam: said(found?.exam ?? null),
    findings: said(found?.findings ?? null),
    differential: (said(found?.ddx ?? null) ?? '').split('\n').filter(Boolean),
    diagnosis: said(found?.diagnosis ?? null),
    diagnosedBy: said(found?.dxHow ?? null),
    followUp: said(found?.txFollowup ?? null),
    discussion: said(found?.discussion ?? null),
    author: said(found?.authorName ?? null),
    affiliation: said(found?.authorAffiliation ?? null),
    images: (found?.imageList ?? [])
      .filter(({ deleted, show }) => !isYes(deleted) && !isNo(show))
      .map(({ imageID, imageURL, imageCaption, title, modality, plane }) => ({
        id: imageID,
        url: imageURL,
        title: said(title),
        caption: said(imageCaption),
        modality: said(modality),
        plane: said(plane),
      })),
  };
};
