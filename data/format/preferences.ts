import { z } from 'zod';

/** Keys a person chose for the workbench's commands (command to `event.key`), and whether single keys are switched off. */
export const keyMapSchema = z.strictObject({
  keys: z
    .record(z.string().regex(/^[a-z-]{1,40}$/), z.string().regex(/^[^\s\p{C}]$/u))
    .refine((keys) => Object.keys(keys).length <= 100, { error: 'too many keys' })
    .default({}),
  off: z.boolean().default(false),
});
export type KeyMap = z.infer<typeof keyMapSchema>;

/** Parts of the case page whose size a person sets, on screens of usual width and on wide ones. */
export const deskParts = ['tell', 'texts', 'wide-tell', 'wide-texts'] as const;
/** Sizes in whole percent of what a part shares its room with; what is not named has its usual one. */
export const deskSchema = z.partialRecord(z.enum(deskParts), z.int().min(10).max(80));
export type Desk = z.infer<typeof deskSchema>;

/** All that is kept of a person. */
export const preferencesSchema = keyMapSchema.extend({ desk: deskSchema.default({}) });

export const usualKeys: KeyMap = { keys: {}, off: false };
