import type { DerivedCache } from '../../data/store/derived-cache.ts';
import type { ImageStore } from '../../data/store/ports.ts';
import type { RowOfImage } from '../record/rows.ts';
import { atRow, type CaseView } from './case-view.ts';
import { isDecodable } from './duplicates/find-duplicates.ts';
import type { CheckFinding } from './finding.ts';

const SMALLEST_SIDE = 200;
/** Volumes and series are carried as they are; nothing here decodes them. */
const volumes = new Set(['gz', 'nii', 'dcm', 'bin']);
const aliases: Readonly<Record<string, string>> = { jpeg: 'jpg', tiff: 'tif' };

/** Printable, no separators, no blank at an end: a plain name on every file system and in every archive. */
const isPlainName = (name: string): boolean =>
  name === name.trim() &&
  !/[/\\:*?"<>|\u0000-\u001f]/.test(name) &&
  name !== '.' &&
  name !== '..' &&
  !name.endsWith('.') &&
  Buffer.byteLength(name) <= 255;

/** Rows against the files of the image store. */
export async function fileFindings(
  { rows }: CaseView,
  images: Pick<ImageStore, 'get' | 'read'>,
  cache: DerivedCache,
): Promise<CheckFinding[]> {
  const findings: CheckFinding[] = [];
  for (const owner of rows) {
    if (!isPlainName(owner.row.filename))
      findings.push(
        atRow('unsafe-file-name', owner, 'filename', `'${owner.row.filename}' is no plain file name`),
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
  } else if (Math.min(stored.width ?? SMALLEST_SIDE, stored.height ?? SMALLEST_SIDE) < SMALLEST_SIDE) {
    findings.push(
      atRow('low-resolution', owner, 'filename', `only ${stored.width} x ${stored.height} pixels`, {
        values: { width: stored.width, height: stored.height },
      }),
    );
  }
  return findings;
}
