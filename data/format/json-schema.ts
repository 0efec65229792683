import { z } from 'zod';
import { protocolSchema } from '../protocols/protocol.ts';
import { caseSchema } from './case.ts';
import { contributionSchema } from './contribution.ts';
import { reviewSchema } from './review.ts';

const documents = {
  case: caseSchema,
  review: reviewSchema,
  contribution: contributionSchema,
  protocol: protocolSchema,
} as const;
export const documentNames = Object.keys(documents) as (keyof typeof documents)[];

/** JSON Schema (draft 2020-12) of the files on disk; of a protocol, which people write, what they may leave out. */
export const jsonSchemaOf = (name: keyof typeof documents): Record<string, unknown> => ({
  title: `Caseline ${name}`,
  ...z.toJSONSchema(documents[name], {
    target: 'draft-2020-12',
    io: name === 'protocol' ? 'input' : 'output',
  }),
});
