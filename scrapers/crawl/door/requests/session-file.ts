import { z } from 'zod';
import { InvalidInput } from '../../../../data/errors.ts';
import type { Cookie } from './cookie-jar.ts';

const cookieSchema = z.looseObject({
  name: z.string().min(1).max(500),
  value: z.string().max(8_000),
  domain: z.string().min(1).max(300),
  path: z.string().max(1_000).optional(),
  /** Playwright's and Firefox's name, and that of the extensions of Chromium. */
  expires: z.number().optional(),
  expirationDate: z.number().optional(),
});
const cookiesSchema = z.array(cookieSchema).max(2_000);
const sessionSchema = z.union([cookiesSchema, z.looseObject({ cookies: cookiesSchema })]);

const nonsense = (): InvalidInput =>
  new InvalidInput(
    'bad-session',
    'the session file holds no cookies: export them in the form of cookies.txt (Netscape), or as the JSON that browser ' +
      'extensions and Playwright (storageState) write',
  );

/** `domain  subdomains  path  secure  expires  name  value`, a tab between; `#HttpOnly_` before the domain of some. */
const netscapeLine = (line: string): Cookie[] => {
  const bare = line.startsWith('#HttpOnly_') ? line.slice('#HttpOnly_'.length) : line;
  const [domain = '', below = '', path = '/', , expires = '0', name = '', value = ''] = bare.split('\t');
  if (bare.startsWith('#') || domain === '' || name === '') return [];
  const until = Number(expires);
  const host = below === 'TRUE' ? `.${domain.replace(/^\./, '')}` : domain;
  return [{ name, value, domain: host, path, ...(until > 0 ? { expires: until } : {}) }];
};

/**
 * The cookies of a session that a person exported from the own browser.
 * @throws InvalidInput when the text is none of the known forms
 */
export const readSession = (text: string): readonly Cookie[] => {
  if (!/^\s*[[{]/.test(text)) {
    const cookies = text.split(/\r?\n/).flatMap(netscapeLine);
    if (cookies.length === 0) throw nonsense();
    return cookies;
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw nonsense();
  }
  const parsed = sessionSchema.safeParse(document);
  if (!parsed.success) throw nonsense();
  const list = Array.isArray(parsed.data) ? parsed.data : parsed.data.cookies;
  if (list.length === 0) throw nonsense();
  return list.map(({ name, value, domain, path, expires, expirationDate }) => {
    const until = expires ?? expirationDate ?? 0;
    return { name, value, domain, path, ...(until > 0 ? { expires: until } : {}) };
  });
};
