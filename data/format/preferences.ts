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

export const usualKeys: KeyMap = { keys: {}, off: false };
