import { z } from 'zod';
import { caseSchema } from './case.ts';
import { contributionSchema } from './contribution.ts';
import { reviewSchema } from './review.ts';

const documents = { case: caseSchema, review: reviewSchema, contribution: contributionSchema } as const;
export const documentNames = Object.keys(documents) as (keyof typeof documents)[];

/** JSON Schema (draft 2020-12) of the files on disk. */
export const jsonSchemaOf = (name: keyof typeof documents): Record<string, unknown> => ({
  title: `Caseline ${name}`,
  ...z.toJSONSchema(documents[name], { target: 'draft-2020-12', io: 'output' }),
});
