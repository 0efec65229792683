import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { noImage } from '../../data/embedded/images/image-store.ts';
import { MayNameSomebody, stripIdentity } from '../../data/identity/strip.ts';
import { pathPart } from '../request.ts';
import type { RouteGroup } from '../router.ts';

const types: Readonly<Record<string, string>> = { '.png': 'image/png', '.jpg': 'image/jpeg' };

/**
 * Sends a file, or bytes in its place. What is sent under a content address never changes: browsers may keep it for ever.
 */
async function sendFile(
  request: Request,
  response: Response,
  path: string,
  { bytes, download }: { bytes?: Uint8Array; download?: string } = {},
): Promise<void> {
  const size = bytes?.length ?? (await stat(path)).size;
  response.set('Cache-Control', 'private, max-age=31536000, immutable');
  response.set('Content-Length', String(size));
  response.set(
    'Content-Type',
    download ? 'application/octet-stream' : (types[extname(path)] ?? 'application/octet-stream'),
  );
  if (download) response.set('Content-Disposition', `attachment; filename="${download}"`);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  if (bytes) {
    response.end(bytes);
    return;
  }
  // A browser that turns to the next image drops this one: no error of ours.
  await pipeline(createReadStream(path), response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

/**
 * Pictures by content address: small, as any browser shows it, and the original as a download; none of them with what
 * may name a patient.
 */
export const imageRoutes: RouteGroup = (routes, { workspace: { images } }) => {
  /** A file without what may name somebody. @throws MayNameSomebody */
  const sendStripped = async (
    request: Request,
    response: Response,
    path: string,
    download?: string,
  ): Promise<void> => {
    const { bytes, found } = stripIdentity(await readFile(path));
    await sendFile(request, response, path, {
      ...(found.length > 0 ? { bytes } : {}),
      ...(download === undefined ? {} : { download }),
    });
  };
  routes.add('get', '/images/:sha/thumbnail', { role: 'reader' }, async (request, response) => {
    const asked = Number(request.query['size'] ?? 160);
    // A few sizes only, so that nobody fills the disk with thumbnails of every size.
    const size = [96, 160, 320, 640].find((one) => one >= asked) ?? 640;
    await sendFile(request, response, await images.thumbnail(pathPart(request, 'sha'), size));
  });
  routes.add('get', '/images/:sha/view', { role: 'reader' }, async (request, response) => {
    const sha = pathPart(request, 'sha');
    try {
      await sendStripped(request, response, await images.viewable(sha));
    } catch (error) {
      if (!(error instanceof MayNameSomebody)) throw error;
      await sendFile(request, response, await images.redrawn(sha));
    }
  });
  routes.add('get', '/images/:sha/original', { role: 'reader' }, async (request, response) => {
    const sha256 = pathPart(request, 'sha');
    const stored = await images.get(sha256);
    if (!stored) throw noImage(sha256);
    await sendStripped(request, response, stored.path, `${stored.sha256.slice(0, 16)}.${stored.extension}`);
  });
};
