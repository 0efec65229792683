import { z } from 'zod';
import { offersFor } from '../../../../curation/review/offers.ts';
import { InvalidInput } from '../../../../data/errors.ts';
import { view as render, sendHtml } from '../../../shell/render.ts';
import { parsedInput, pathPart } from '../../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../../shell/router.ts';
import { loadView } from '../case-view.ts';
import { quotedText } from './quoted-texts.ts';

const selection = z.object({
  text: z.string().min(1).max(200),
  start: z.coerce.number().int().min(0).max(16_000_000),
  end: z.coerce.number().int().min(1).max(16_000_000),
  near: z.string().max(800).optional(),
});

/** Selected words offer the fields they could fill. */
export const wordRoutes: RouteGroup = (routes, services) => {
  routes.add('get', '/cases/:id/offers', { role: 'annotator' }, async (request, response) => {
    const { text: id, start, end, near } = parsedInput(selection, request.query, 'the selection');
    const view = await loadView(services, pathPart(request, 'id'), currentUser(request));
    const text = quotedText(view.record, id);
    if (!text || end > text.text.length || start >= end || end - start > 2_000) {
      throw new InvalidInput(
        'bad-selection',
        'these words are not in the text any more; load the case again',
      );
    }
    const quote = { text: id, start, end, words: text.text.slice(start, end) };
    const offers = offersFor([...view.cells.values()], text, quote, near ?? null);
    const labels = new Map(view.images.map((image) => [image.id, image.label]));
    sendHtml(
      request,
      response,
      render('case/texts/offers', { offers, quote, caseId: view.record.id, labels }),
    );
  });
};
