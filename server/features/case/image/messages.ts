import { z } from 'zod';

const pixel = z.coerce.number().int().min(0).max(1_000_000);

/** A part of a picture, in its own pixels. */
const rectangleSchema = z.object({ x: pixel, y: pixel, width: pixel.min(1), height: pixel.min(1) });
export type Rectangle = z.infer<typeof rectangleSchema>;

/** A part that is to be cut, with the letter of its panel: what the cutter sends. */
export const cutPartSchema = rectangleSchema.extend({ panel: z.string().max(20) });
export type CutPart = z.infer<typeof cutPartSchema>;

/** What the cutter is told of a figure. */
export interface ProposedParts {
  readonly panels: readonly Rectangle[];
}
