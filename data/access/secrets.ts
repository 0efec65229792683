import { createHash, randomBytes } from 'node:crypto';
import { InvalidInput } from '../errors.ts';

/** 256 random bits, as a browser's cookie and a program's token carry them. */
export const freshSecret = (): string => randomBytes(32).toString('base64url');

/** Secrets have 256 random bits: a plain hash of them cannot be guessed back. */
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** `csl_<id>_<secret>`: recognisable to scanners that look for secrets in published code. */
const pattern = /^csl_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

export const tokenFrom = (id: string, secret: string): string => `csl_${id}_${secret}`;

/** What a token is made of; null when it is none. */
export function partsOfToken(token: string): { readonly id: string; readonly secret: string } | null {
  const [, id, secret] = pattern.exec(token) ?? [];
  return id === undefined || secret === undefined ? null : { id, secret };
}

/** The public part of a token that is to be issued. */
export const freshTokenId = (): string => randomBytes(6).toString('hex');

/** @throws InvalidInput */
export function checkLabel(label: string): void {
  if (label.trim() === '' || label.length > 100 || /[\x00-\x1f\x7f]/.test(label))
    throw new InvalidInput(
      'bad-label',
      'a token needs a label of at most 100 plain characters: what uses it',
    );
}
