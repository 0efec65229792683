import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Clinical cases with what others marked in them: layer 1 of the E3C corpus (Magnini et al. 2020), one a line. */

const span = { start: z.number(), end: z.number(), words: z.string() };
const document = z.object({
  id: z.string(),
  language: z.string(),
  text: z.string(),
  timex: z.array(z.object({ ...span, timex3Class: z.string(), value: z.string().optional() })),
  events: z.array(z.object({ ...span, polarity: z.string(), contextualModality: z.string() })),
  actors: z.array(z.object({ ...span, role: z.string() })),
});

export type E3cDocument = z.infer<typeof document>;

/** @throws when a line is no such document */
export const readE3c = (file: string): E3cDocument[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => document.parse(JSON.parse(line)));
