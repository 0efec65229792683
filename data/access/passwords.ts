import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import PQueue from 'p-queue';
import { InvalidInput, Retryable } from '../errors.ts';
import { MAX_PASSWORD, MIN_PASSWORD } from '../format/account.ts';
import { PASSWORD_COST } from './password-cost.ts';

const KEY_BYTES = 32;
/** Dearer settings in a stored hash than this are refused: a hash must not be able to stop the server. */
const MAX_MEMORY = 256 * 1024 * 1024;

/**
 * At most two at a time: each takes 32 MB and a thread that reading files needs too. A crowd of attempts waits, and is turned
 * away when it grows.
 */
const queue = new PQueue({ concurrency: 2 });
const MOST_WAITING = 50;

const deriveNow = (password: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // Typed on another keyboard the same letters may come as other code points.
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, { ...cost, maxmem: MAX_MEMORY }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });

const derive = (password: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> => {
  if (queue.size >= MOST_WAITING)
    throw new Retryable('many-logins', 'many people sign in right now; try again in a minute');
  return queue.add(() => deriveNow(password, salt, cost));
};

/** @throws InvalidInput saying what a password needs */
export function checkPassword(password: string, name: string): void {
  const refuse = (why: string) => new InvalidInput('weak-password', `this password ${why}; choose another`);
  if ([...password].length < MIN_PASSWORD) throw refuse(`is shorter than ${MIN_PASSWORD} characters`);
  if (Buffer.byteLength(password) > MAX_PASSWORD) throw refuse(`is longer than ${MAX_PASSWORD} bytes`);
  if (new Set(password).size < 5) throw refuse('repeats the same few characters');
  const plain = password.toLowerCase();
  if (plain.includes(name.toLowerCase()) && name.length > 3) throw refuse('contains the user name');
  if (plain.includes('caseline') || plain.includes('password'))
    throw refuse('contains a word that is tried first');
}

/** `scrypt$N$r$p$salt$key`: salt and settings are kept with each hash, so they can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, PASSWORD_COST);
  const { N, r, p } = PASSWORD_COST;
  return ['scrypt', N, r, p, salt.toString('base64'), key.toString('base64')].join('$');
}

/** Compares in constant time. A stored hash that is none matches nothing. */
export async function passwordMatches(password: string, stored: string): Promise<boolean> {
  const [kind, N, r, p, salt = '', key = ''] = stored.split('$');
  const expected = Buffer.from(key, 'base64');
  if (kind !== 'scrypt' || expected.length !== KEY_BYTES || Buffer.byteLength(password) > MAX_PASSWORD)
    return false;
  const found = await derive(password, Buffer.from(salt, 'base64'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  return timingSafeEqual(found, expected);
}

let decoy: Promise<string> | undefined;

/** As dear as a real comparison: an unknown name must not answer faster than a wrong password. */
export async function compareWithNothing(password: string): Promise<false> {
  decoy ??= hashPassword(randomBytes(16).toString('hex'));
  await passwordMatches(password, await decoy);
  return false;
}
