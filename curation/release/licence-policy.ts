import { InvalidInput } from '../../data/errors.ts';
import { licenceNamed, licences } from '../../data/vocabulary/licences.ts';

/** Which licences a release may carry. An unknown licence is never among them. */
export interface LicencePolicy {
  /** As given, for the release's record. */
  readonly stated: string;
  readonly allows: (code: string | null) => boolean;
}

const classes = ['share', 'commercial', 'derivatives'] as const;
const withoutVersion = (code: string): string => code.replace(/-\d+(?:\.\d+)*(?:-[A-Z]+)?$/, '');

/**
 * Reads `--licences`: codes (`CC-BY` takes every version of it, `CC-BY-4.0` that one), or the classes `share` (all
 * that may be passed on; the default), `commercial` (that may be sold too), `derivatives` (that may be changed), separated
 * by commas. Classes narrow each other, codes add up.
 * @throws InvalidInput naming a word that is neither.
 */
export function licencePolicy(stated = 'share'): LicencePolicy {
  const words = stated
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  if (words.length === 0) return licencePolicy('share');
  const wanted = words.filter((word): word is (typeof classes)[number] =>
    (classes as readonly string[]).includes(word.toLowerCase()),
  );
  const given = words.filter((word) => !(wanted as string[]).includes(word));
  const codes = given.map((word) => licenceNamed(word)?.code.toUpperCase() ?? word.toUpperCase());
  const known = (code: string): boolean =>
    licenceNamed(code) !== undefined ||
    licences.some((licence) =>
      [licence.code.toUpperCase(), withoutVersion(licence.code.toUpperCase())].includes(code),
    );
  const wrong = given.find((word, at) => !known(codes[at] ?? word));
  if (wrong !== undefined)
    throw new InvalidInput(
      'unknown-licence',
      `--licences: '${wrong}' is neither a licence code (${licences.map(({ code }) => code).join(', ')}) nor one of ${classes.join(', ')}`,
    );
  return {
    stated: words.join(','),
    allows: (code) => {
      const licence = code === null ? undefined : licenceNamed(code);
      if (!licence?.share) return false;
      const upper = licence.code.toUpperCase();
      const named = codes.length === 0 || codes.includes(upper) || codes.includes(withoutVersion(upper));
      return named && wanted.every((name) => licence[name]);
    },
  };
}
