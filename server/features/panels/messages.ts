import { z } from 'zod';

const pixel = z.number().int().min(0).max(1_000_000);

/** A panel of a figure as its page shows and sends it, in pixels of the picture. */
export const partSchema = z.object({
  /** The panel that is meant, when it is one of those shown; a new one otherwise. */
  image: z.string().max(200).nullable(),
  letter: z.string().trim().max(20),
  caption: z.string().max(20_000),
  x: pixel,
  y: pixel,
  width: pixel.min(1),
  height: pixel.min(1),
});
export type Part = z.infer<typeof partSchema>;

/** A part of the caption by its letter. */
export interface Segment {
  readonly letter: string;
  readonly words: string;
}
