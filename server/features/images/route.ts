import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { MayNameSomebody, stripIdentity } from '../../../data/identity/strip.ts';
import type { Picture } from '../../../data/ports/images.ts';
import type { Feature } from '../../shell/feature.ts';
import { pathPart } from '../../shell/request.ts';
import type { RouteGroup } from '../../shell/router.ts';

/** What is sent under a content address never changes: browsers may keep it for ever. */
function describe(response: Response, type: string, size: number): void {
  response.set('Cache-Control', 'private, max-age=31536000, immutable');
  response.set('Content-Length', String(size));
  response.set('Content-Type', type);
}

async function sendPicture(request: Request, response: Response, picture: Picture): Promise<void> {
  describe(response, picture.mime, picture.bytes);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  // A browser that turns to the next image drops this one: no error of ours.
  await pipeline(picture.stream(), response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

/** Sends a picture without what may name somebody. @throws MayNameSomebody */
async function sendStripped(response: Response, picture: Picture, download?: string): Promise<void> {
  const { bytes } = stripIdentity(await picture.read());
  describe(response, download ? 'application/octet-stream' : picture.mime, bytes.length);
  if (download) response.set('Content-Disposition', `attachment; filename="${download}"`);
  response.end(bytes);
}

/**
 * Pictures by content address: small, as any browser shows it, and the original as a download; none of them with what
 * may name a patient.
 */
const imageRoutes: RouteGroup = (routes, { workspace: { images } }) => {
  routes.add(
    'get',
    '/images/:sha/thumbnail',
    { role: 'reader', cases: 'image' },
    async (request, response) => {
      const asked = Number(request.query['size'] ?? 160);
      // A few sizes only, so that nobody fills the disk with thumbnails of every size.
      const size = [96, 160, 320, 640, 1280].find((one) => one >= asked) ?? 640;
      await sendPicture(request, response, await images.thumbnail(pathPart(request, 'sha'), size));
    },
  );
  routes.add('get', '/images/:sha/view', { role: 'reader', cases: 'image' }, async (request, response) => {
    const sha = pathPart(request, 'sha');
    try {
      await sendStripped(response, await images.viewable(sha));
    } catch (error) {
      if (!(error instanceof MayNameSomebody)) throw error;
      await sendPicture(request, response, await images.redrawn(sha));
    }
  });
  routes.add(
    'get',
    '/images/:sha/original',
    { role: 'reader', cases: 'image' },
    async (request, response) => {
      const picture = await images.open(pathPart(request, 'sha'));
      await sendStripped(response, picture, `${picture.sha256?.slice(0, 16)}.${picture.extension}`);
    },
  );
};

export const imagesFeature: Feature = { name: 'images', routes: [imageRoutes] };
