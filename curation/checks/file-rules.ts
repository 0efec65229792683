import { asOneFile, isPlainName } from '../../data/format/file-name.ts';
import { type Found, MayNameSomebody, stripIdentity } from '../../data/identity/strip.ts';
import type { DerivedCache } from '../../data/ports/derived-cache.ts';
import type { ImageStore, StoredImage } from '../../data/ports/images.ts';
import { exportName, type RowOfImage } from '../record/rows.ts';
import { atRow, type CheckedCase } from './case-view.ts';
import { isDecodable } from './duplicates/find-duplicates.ts';
import type { CheckFinding } from './finding.ts';
import { showsMask } from './mask.ts';

const SMALLEST_SIDE = 200;
/** Volumes and series are carried as they are; nothing here decodes them. */
const volumes = new Set(['gz', 'nii', 'dcm', 'bin']);
const aliases: Readonly<Record<string, string>> = { jpeg: 'jpg', tiff: 'tif' };

/** The name that exports give it instead. */
const proposal = (stated: string, { row }: RowOfImage): string =>
  row.filename === stated ? '' : `; it goes out as '${row.filename}'`;

/** Rows against the files of the image store. */
export async function fileFindings(
  { record, rows }: CheckedCase,
  images: Pick<ImageStore, 'get' | 'read'>,
  cache: DerivedCache,
): Promise<CheckFinding[]> {
  const findings: CheckFinding[] = [];
  for (const owner of rows) {
    const stated = exportName(record, owner.image);
    if (!isPlainName(stated))
      findings.push(
        atRow(
          'unsafe-file-name',
          owner,
          'filename',
          `'${stated}' is no plain file name${proposal(stated, owner)}`,
          {
            values: { stated, proposed: owner.row.filename },
          },
        ),
      );
    else if (stated !== owner.row.filename)
      findings.push(
        atRow(
          'file-name-twice',
          owner,
          'filename',
          `'${stated}' is another image of this case too${proposal(stated, owner)}`,
          {
            values: { stated, proposed: owner.row.filename },
            // Names that differ in their ending alone clash only when one of them is written anew.
            ...(rows.filter(({ image }) => asOneFile(exportName(record, image)) === asOneFile(stated))
              .length > 1
              ? {}
              : { severity: 'warning' as const }),
          },
        ),
      );
    findings.push(...(await findingsOfFile(owner, images, cache)));
  }
  return findings;
}

async function findingsOfFile(
  owner: RowOfImage,
  images: Pick<ImageStore, 'get' | 'read'>,
  cache: DerivedCache,
): Promise<CheckFinding[]> {
  const { image, row } = owner;
  if (image.sha256 === null)
    return [atRow('image-missing', owner, 'filename', 'its image file was never at hand')];
  const stored = await images.get(image.sha256);
  if (!stored)
    return [
      atRow(
        'image-lost',
        owner,
        'filename',
        `its image ${image.sha256.slice(0, 12)}… is gone from the store`,
        {
          values: { filename: row.filename, sha256: image.sha256 },
        },
      ),
    ];
  const findings: CheckFinding[] = [];
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(row.filename)?.[1]?.toLowerCase() ?? '';
  if ((aliases[ending] ?? ending) !== stored.extension && stored.extension !== 'bin')
    findings.push(
      atRow(
        'extension-mismatch',
        owner,
        'filename',
        `the name ends in '.${ending}', the content is ${stored.mime}`,
        {
          values: { filename: row.filename, content: stored.mime },
        },
      ),
    );
  findings.push(...(await identityFindings(owner, images, stored, cache)));
  if (volumes.has(stored.extension) && image.viewSha256 === null && stored.extension !== 'bin')
    return findings;
  const shown = image.viewSha256 ?? image.sha256;
  if (!(await isDecodable(shown, (hash) => images.read(hash), cache))) {
    findings.push(
      atRow(
        'unreadable-image',
        owner,
        'filename',
        `its file (${stored.mime}, ${stored.bytes} bytes) cannot be decoded`,
        {
          values: { filename: row.filename, content: stored.mime, bytes: stored.bytes },
        },
      ),
    );
    return findings;
  }
  if (Math.min(stored.width ?? SMALLEST_SIDE, stored.height ?? SMALLEST_SIDE) < SMALLEST_SIDE) {
    findings.push(
      atRow('low-resolution', owner, 'filename', `only ${stored.width} x ${stored.height} pixels`, {
        values: { width: stored.width, height: stored.height },
      }),
    );
  }
  if (owner.row.folder !== 'volumes' && (await isMask(owner, shown, images, cache)))
    findings.push(atRow('mask-among-films', owner, 'filename', 'it shows drawn regions and no film'));
  return findings;
}

/** What people call masks. */
const maskName = /(?:^|[^A-Za-z])(?:mask|masks|lungmask|segmentation|labelmap)(?=[^A-Za-z]|$)/i;

const isMask = async (
  { row }: RowOfImage,
  sha256: string,
  images: Pick<ImageStore, 'read'>,
  cache: DerivedCache,
): Promise<boolean> =>
  maskName.test(row.filename) || (await showsMask(sha256, (hash) => images.read(hash), cache));

/** Formats that go out as they came; the pictures of others are drawn anew, as PNG, where they can be decoded. */
const asTheyCame = new Set(['jpg', 'png', 'gz', 'nii', 'dcm']);

/** Places within one file that a message names. */
const MOST_PLACES = 6;

const placesOf = (found: readonly Found[]): string => {
  const named = found.slice(0, MOST_PLACES).map(({ place, bytes }) => `${place}, ${bytes} bytes`);
  return named.join('; ') + (found.length > named.length ? `; and ${found.length - named.length} more` : '');
};

/** What a file holds beside its picture: named by its place, never by its words. */
async function identityFindings(
  owner: RowOfImage,
  images: Pick<ImageStore, 'get' | 'read'>,
  original: StoredImage,
  cache: DerivedCache,
): Promise<CheckFinding[]> {
  const { viewSha256 } = owner.image;
  const view = viewSha256 === null ? original : await images.get(viewSha256);
  const findings: CheckFinding[] = [];
  const add = (rule: string, message: string, severity?: CheckFinding['severity']): void => {
    const values = { filename: owner.row.filename, content: original.mime };
    findings.push(atRow(rule, owner, 'filename', message, { values, ...(severity ? { severity } : {}) }));
  };
  for (const file of new Set([original, view ?? original])) {
    try {
      const { found } = stripIdentity(await images.read(file.sha256));
      if (found.length > 0)
        add('metadata-in-file', `its file holds ${placesOf(found)}: left behind when it goes out`);
    } catch (error) {
      if (!(error instanceof MayNameSomebody)) throw error;
      const redrawn =
        file.sha256 !== (view ?? original).sha256 ||
        (!asTheyCame.has(file.extension) &&
          (await isDecodable(file.sha256, (hash) => images.read(hash), cache)));
      if (redrawn)
        add('identity-in-file', `${error.message}; its picture goes out, the original stays`, 'warning');
      else add('identity-in-file', error.message);
    }
  }
  return findings;
}

/** File names of the images that must not go out, whoever accepted the finding. */
export const filesThatMayName = (findings: readonly CheckFinding[]): Set<string> =>
  new Set(
    findings.flatMap(({ rule, severity, image }) =>
      rule === 'identity-in-file' && severity === 'error' && image !== null ? [image] : [],
    ),
  );
