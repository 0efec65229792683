import { z } from 'zod';

/** Names that a collection's protocol makes: they stand beside the built-in ones and cannot be mistaken for them. */

/** The name of an own field, and so of its column: lower case, so that readers of every system agree on it. */
export const ownName = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/, {
  error: 'a name has 2 to 40 lower-case letters, digits and _, and begins with a letter',
});

/** What the end of a state is called, behind the name of its field. */
export const ENDED = '_ended';

/** An event or day anchor of the collection's own: `own:` and the name of its field or anchor. */
export const ownMarkSchema = z.templateLiteral(['own:', z.string().regex(/[a-z][a-z0-9_]{1,39}(?:_ended)?/)]);
export type OwnMark = z.infer<typeof ownMarkSchema>;

export const ownMark = (name: string): OwnMark => `own:${name}`;
export const isOwnMark = (name: string): name is OwnMark => name.startsWith('own:');
