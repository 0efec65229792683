import { z } from 'zod';
import type { ReviewedImage } from '../../../curation/record/images.ts';
import {
  captionOf,
  figuresWithPanels,
  panelsOf,
  quoteOfWords,
  type ReviewedPanel,
} from '../../../curation/review/panels.ts';
import { InvalidInput } from '../../../data/errors.ts';
import { splitPanels } from '../../../scrapers/papers/panels/split-panels.ts';
import type { Feature } from '../../shell/feature.ts';
import { sendPage } from '../../shell/render.ts';
import { etagOf, jsonText, parsedInput, pathPart } from '../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';
import { type CaseView, loadView } from '../case/case-view.ts';
import { cutPixels } from '../case/image/cut-pixels.ts';
import { proposePanels } from '../case/image/propose-panels.ts';
import { fileNameFor } from '../case/image/route.ts';
import { act } from '../case/saving/respond.ts';
import type { EventDraft } from '../case/saving/save.ts';
import { type Part, partSchema, type Segment } from './messages.ts';

const formSchema = z.object({
  parts: jsonText(
    z.array(partSchema).max(60),
    200_000,
    'each panel needs its four edges in pixels; load the page again',
  ),
});

/** The picture that panels are parts of: for a panel its figure's. */
function figureOf(view: CaseView, id: string): ReviewedImage {
  const image = view.images.find((one) => one.id === id);
  const figure = image?.cutFrom ? view.images.find((one) => one.id === image.cutFrom) : image;
  if (!figure)
    throw new InvalidInput('gone-image', 'this image is no longer in the case; load the case again');
  return figure;
}

/** Parts of the caption by letter, for panels that have none yet. */
const segmentsOf = (view: CaseView, figure: string): Segment[] => {
  const text = captionOf(view.record, figure)?.text ?? '';
  return splitPanels(text).map(({ label, start, end }) => ({
    letter: label,
    words: text.slice(start, end).trim(),
  }));
};

/** What a page proposes for a picture that has no panels yet: its gutters, lettered in reading order. */
async function proposed(
  bytes: Uint8Array | null,
  segments: readonly Segment[],
): Promise<Omit<ReviewedPanel, 'image' | 'by' | 'caption'>[]> {
  const found = bytes === null ? [] : await proposePanels(bytes).catch(() => []);
  return found.map((rectangle, at) => ({
    letter:
      (found.length === segments.length ? segments[at]?.letter : undefined) ??
      String.fromCharCode(97 + (at % 26)),
    rectangle,
  }));
}

const sameRectangle = (one: ReviewedPanel['rectangle'], other: ReviewedPanel['rectangle']): boolean =>
  one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;

/** Confirming and redrawing the panels of a figure. What a person sets is in the review; the case stays as it was read. */
const panelRoutes: RouteGroup = (routes, services) => {
  const path = '/cases/:id/images/:image/parts';
  const { images } = services.workspace;
  const shownBytes = async (hash: string): Promise<Uint8Array> => (await images.viewable(hash)).read();

  routes.add('get', path, { role: 'annotator' }, async (request, response) => {
    const view = await loadView(services, pathPart(request, 'id'), currentUser(request));
    const figure = figureOf(view, pathPart(request, 'image'));
    const hash = figure.viewSha256 ?? figure.sha256;
    const segments = segmentsOf(view, figure.id);
    const held = panelsOf(view.record, view.state, figure.id);
    const wordsOf = (letter: string, words: string | undefined): string =>
      words ?? segments.find((one) => one.letter.toLowerCase() === letter.toLowerCase())?.words ?? '';
    const source = held.length > 0 || hash === null ? null : await shownBytes(hash).catch(() => null);
    const fresh = (await proposed(source, segments)).map((one) => ({
      ...one,
      image: null,
      caption: null,
      by: null,
    }));
    const parts = [...held, ...fresh].map(
      ({ image, letter, rectangle, caption, by }): Part => ({
        image,
        letter,
        caption: by === null ? wordsOf(letter, caption?.words) : (caption?.words ?? ''),
        ...rectangle,
      }),
    );
    const figures = figuresWithPanels(view.record, view.state, view.images);
    const at = figures.findIndex(({ image }) => image === figure.id);
    const next = [...figures.slice(at + 1), ...figures.slice(0, Math.max(0, at))].find(
      (one) => !one.confirmed && one.image !== figure.id,
    );
    response.set('ETag', etagOf(view.review.rev));
    const body = {
      caseId: view.record.id,
      title: view.record.document.title ?? view.record.id,
      figure,
      figures,
      hash,
      parts,
      segments,
      caption: captionOf(view.record, figure.id)?.text ?? '',
      by: held.every(({ by }) => by !== null)
        ? [...new Set(held.map(({ by }) => by))].join(', ') || null
        : null,
      next: next?.image ?? null,
      etag: etagOf(view.review.rev),
      caseView: view,
    };
    sendPage(request, response, `Panels of ${figure.label}`, 'panels/page', body);
  });

  routes.add('post', path, { role: 'annotator' }, async (request, response) => {
    const { parts } = parsedInput(formSchema, request.body, 'the panels');
    await act(services, request, response, async (view) => {
      const figure = figureOf(view, pathPart(request, 'image'));
      const before = panelsOf(view.record, view.state, figure.id);
      const drafts = await cutsFor(view, figure, before, parts);
      const kept = new Set(parts.map(({ image }) => image));
      const removed = before.filter(({ image }) => !kept.has(image));
      return [
        ...drafts,
        ...removed.map(
          ({ image }): EventDraft => ({ kind: 'image-excluded', image, reason: 'no panel of the figure' }),
        ),
      ];
    });
  });

  /** A cut for each part that is new, changed or not yet confirmed. @throws InvalidInput naming the panel that is off */
  async function cutsFor(
    view: CaseView,
    figure: ReviewedImage,
    before: readonly ReviewedPanel[],
    parts: readonly Part[],
  ): Promise<EventDraft[]> {
    const hash = figure.viewSha256 ?? figure.sha256;
    if (hash === null)
      throw new InvalidInput(
        'no-file',
        'the file of this figure is not in the workspace, so it has no panels to set',
      );
    const letters = parts.map(({ letter }) => letter.toLowerCase()).filter(Boolean);
    const twice = letters.find((letter, at) => letters.indexOf(letter) !== at);
    if (twice !== undefined)
      throw new InvalidInput('same-letter', `two panels have the letter ${twice}; give each its own`);
    const text = captionOf(view.record, figure.id);
    const source = await shownBytes(hash);
    const taken = new Set<string>();
    const drafts: EventDraft[] = [];
    for (const { image: id, letter, caption: words, ...rectangle } of parts) {
      const held = before.find(({ image }) => image === id);
      const caption = quoteOfWords(text, words);
      if (words.trim() !== '' && caption === null) {
        const short = words.trim().slice(0, 60);
        throw new InvalidInput(
          'not-in-caption',
          `“${short}” of panel ${letter || '?'} does not stand in the caption like that; copy the words as they are, or leave it empty`,
        );
      }
      const same = held !== undefined && sameRectangle(held.rectangle, rectangle);
      const unchanged =
        same && held.letter === letter && (held.caption?.words ?? '') === (caption?.words ?? '');
      if (unchanged && held.by !== null) continue;
      const shown = same ? view.images.find((one) => one.id === held.image) : undefined;
      const sha256 = shown?.sha256 ?? (await images.put(await cutPixels(source, rectangle))).sha256;
      drafts.push({
        kind: 'image-cut',
        image: held?.image ?? `${figure.id.slice(0, 120)}.cut-${sha256.slice(0, 10)}`,
        parent: figure.id,
        rectangle,
        panel: letter || null,
        caption,
        file: shown?.file ?? fileNameFor(view, figure.file, letter, 'png', taken),
        sha256,
      });
    }
    const ids = drafts.map((draft) => (draft.kind === 'image-cut' ? draft.image : ''));
    if (new Set(ids).size < ids.length)
      throw new InvalidInput('same-panel', 'two panels show the same pixels; remove one of them');
    return drafts;
  }
};

export const panelsFeature: Feature = { name: 'panels', under: 'cases', routes: [panelRoutes] };
