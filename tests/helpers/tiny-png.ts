import { createHash } from 'node:crypto';
import sharp from 'sharp';

const made = new Map<string, Promise<Buffer>>();

/** A valid PNG of noise that belongs to `name` alone: the same name gives the same bytes. */
export const tinyPng = (name: string, size = 8): Promise<Buffer> => {
  const key = `${name} ${size}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const pixels = Buffer.alloc(size * size);
  for (let at = 0; at < pixels.length; at += 32) {
    createHash('sha256').update(`${key} ${at}`).digest().copy(pixels, at);
  }
  const png = sharp(pixels, { raw: { width: size, height: size, channels: 1 } })
    .png()
    .toBuffer();
  made.set(key, png);
  return png;
};
