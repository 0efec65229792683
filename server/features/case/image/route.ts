import { z } from 'zod';
import { legacyOffset, nudgedDay } from '../../../../curation/record/day-input.ts';
import type { ReviewedImage } from '../../../../curation/record/images.ts';
import { cellKey } from '../../../../curation/review/cells.ts';
import { InvalidInput } from '../../../../data/errors.ts';
import type { Day } from '../../../../data/format/day.ts';
import { view as render, sendHtml } from '../../../shell/render.ts';
import { jsonText, parsedInput, pathPart } from '../../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../../shell/router.ts';
import { type CaseView, loadView } from '../case-view.ts';
import { act } from '../saving/respond.ts';
import type { EventDraft } from '../saving/save.ts';
import { cutPixels } from './cut-pixels.ts';
import { cutPartSchema, type ProposedParts } from './messages.ts';
import { proposePanels } from './propose-panels.ts';

const imageNamed = (view: CaseView, id: string): ReviewedImage => {
  const found = view.images.find((image) => image.id === id);
  if (!found)
    throw new InvalidInput('gone-image', 'this image is no longer in the case; load the case again');
  return found;
};

const panels = jsonText(
  z.array(cutPartSchema).min(1).max(40),
  20_000,
  'draw at least one part that lies inside the image',
);

/** `fig2.png`, panel b -> `fig2-b.png`; numbered on where the case has that name already. */
export function fileNameFor(
  view: CaseView,
  parent: string,
  panel: string,
  extension: string,
  taken: Set<string>,
): string {
  const stem = parent.replace(/\.[A-Za-z0-9]{1,5}$/, '').slice(0, 240);
  const suffix = panel.replace(/[^A-Za-z0-9]+/g, '') || 'part';
  for (let number = 1; ; number += 1) {
    const name = `${stem}-${suffix}${number === 1 ? '' : number}.${extension}`;
    if (!taken.has(name) && !view.images.some((image) => image.file === name)) {
      taken.add(name);
      return name;
    }
  }
}

/** What a person does to an image: leave it out, grade it, give it to a patient, cut it. The files stay as they came. */
export const imageToolRoutes: RouteGroup = (routes, services) => {
  const path = '/cases/:id/images/:image';
  const shownBytes = async (sha256: string): Promise<Uint8Array> =>
    (await services.workspace.images.viewable(sha256)).read();

  routes.add('get', path, { role: 'annotator' }, async (request, response) => {
    const view = await loadView(services, pathPart(request, 'id'), currentUser(request));
    const image = imageNamed(view, pathPart(request, 'image'));
    sendHtml(request, response, render('case/image/image-menu', { view, image }));
  });

  routes.add('get', `${path}/panels`, { role: 'annotator' }, async (request, response) => {
    const view = await loadView(services, pathPart(request, 'id'), currentUser(request));
    const image = imageNamed(view, pathPart(request, 'image'));
    const sha256 = image.viewSha256 ?? image.sha256;
    response.set('Cache-Control', 'no-store');
    const proposed: ProposedParts = { panels: sha256 ? await proposePanels(await shownBytes(sha256)) : [] };
    response.json(proposed);
  });

  routes.add('post', `${path}/assign`, { role: 'annotator' }, async (request, response) => {
    // With `all`, the images that are nobody's yet go along.
    const { patient, all } = parsedInput(
      z.object({ patient: z.string().min(1).max(200), all: z.literal('1').optional() }),
      request.body,
      'the patient',
    );
    await act(services, request, response, (view) => {
      const image = imageNamed(view, pathPart(request, 'image'));
      const meant = view.images.filter((one) => one.id === image.id || (all && one.patient === null));
      const given = (to: string): EventDraft[] =>
        meant
          .filter((one) => one.patient !== to)
          .map((one) => ({ kind: 'image-assigned', image: one.id, patient: to }));
      if (patient === '+') {
        const id = freePatient(view);
        const label = `Patient ${view.patients.length + 1}`;
        return [{ kind: 'patient-added', patient: id, label }, ...given(id)];
      }
      if (!view.patients.some((one) => one.id === patient))
        throw new InvalidInput('no-patient', 'this patient is not in the case');
      return given(patient);
    });
  });

  routes.add('post', `${path}/exclude`, { role: 'annotator' }, async (request, response) => {
    const { reason } = parsedInput(
      z.object({ reason: z.string().trim().min(1, { error: 'say why it is left out' }).max(2_000) }),
      request.body,
      'the reason',
    );
    await act(services, request, response, (view) => [
      { kind: 'image-excluded', image: imageNamed(view, pathPart(request, 'image')).id, reason },
    ]);
  });

  routes.add('post', `${path}/include`, { role: 'annotator' }, async (request, response) => {
    const id = pathPart(request, 'image');
    await act(services, request, response, (view) =>
      view.state.standing
        .filter((event) => event.kind === 'image-excluded' && event.image === id)
        .map((event): EventDraft => ({ kind: 'undo', of: event.id })),
    );
  });

  routes.add('post', `${path}/quality`, { role: 'annotator' }, async (request, response) => {
    const { quality } = parsedInput(
      z.object({ quality: z.enum(['good', 'questionable', 'poor']) }),
      request.body,
      'the quality',
    );
    await act(services, request, response, (view) => [
      { kind: 'image-quality', image: imageNamed(view, pathPart(request, 'image')).id, quality },
    ]);
  });

  routes.add('post', `${path}/nudge`, { role: 'annotator' }, async (request, response) => {
    const { days } = parsedInput(
      z.object({ days: z.coerce.number().int().min(-3_650).max(3_650) }),
      request.body,
      'the number of days',
    );
    const id = pathPart(request, 'image');
    await act(services, request, response, (view) => {
      const image = imageNamed(view, id);
      const target = { patient: image.patient, image: id };
      const cell = view.cells.get(cellKey(target, 'offset'));
      const top = cell?.proposals[0];
      const plain = cell?.decision?.value ?? top?.value;
      const day: Day | null =
        cell?.decision?.day ??
        top?.day ??
        (typeof plain === 'number'
          ? { from: plain, to: plain, anchor: 'unknown', certainty: 'exact' }
          : null);
      if (!day || (day.from === null && day.to === null))
        throw new InvalidInput('no-day', 'this image has no day to move yet; type one');
      const moved = nudgedDay(day, days);
      const quote = top?.quote ?? null;
      return [
        {
          kind: 'decide',
          target,
          field: 'offset',
          value: legacyOffset(moved),
          day: moved,
          basis: { kind: 'person', quote },
        },
      ];
    });
  });

  routes.add('post', `${path}/cut`, { role: 'annotator' }, async (request, response) => {
    const form = parsedInput(
      z.object({ parts: panels, leaveOut: z.string().max(3).optional() }),
      request.body,
      'the cut',
    );
    await act(services, request, response, async (view) => {
      const image = imageNamed(view, pathPart(request, 'image'));
      if (!image.sha256)
        throw new InvalidInput(
          'no-file',
          'the file of this image is not in the workspace, so nothing can be cut from it',
        );
      const source = await shownBytes(image.viewSha256 ?? image.sha256);
      const taken = new Set<string>();
      const drafts: EventDraft[] = [];
      for (const { panel, ...area } of form.parts) {
        const stored = await services.workspace.images.put(await cutPixels(source, area));
        drafts.push({
          kind: 'image-cut',
          image: `${image.id.slice(0, 120)}.cut-${stored.sha256.slice(0, 10)}`,
          parent: image.id,
          rectangle: area,
          panel: panel || null,
          file: fileNameFor(view, image.file, panel, stored.extension, taken),
          sha256: stored.sha256,
        });
      }
      const known = new Set(view.images.map((one) => one.id));
      const fresh = drafts.filter((draft) => draft.kind === 'image-cut' && !known.has(draft.image));
      if (form.leaveOut && image.excluded === null) {
        fresh.push({ kind: 'image-excluded', image: image.id, reason: 'cut into its parts' });
      }
      return fresh;
    });
  });

  routes.add('post', '/cases/:id/patients/merge', { role: 'annotator' }, async (request, response) => {
    const form = parsedInput(
      z.object({ from: z.string().min(1).max(200), into: z.string().min(1).max(200) }),
      request.body,
      'the patients',
    );
    await act(services, request, response, (view) => {
      const known = new Set(view.patients.map((patient) => patient.id));
      if (form.from === form.into || !known.has(form.from) || !known.has(form.into)) {
        throw new InvalidInput('no-patient', 'choose two different patients of this case');
      }
      return view.images
        .filter((image) => image.patient === form.from)
        .map((image): EventDraft => ({ kind: 'image-assigned', image: image.id, patient: form.into }));
    });
  });
};

/** An id no patient of the case has. */
export function freePatient(view: CaseView): string {
  const taken = new Set(view.patients.map((patient) => patient.id));
  let number = view.patients.length + 1;
  while (taken.has(`p${number}`)) number += 1;
  return `p${number}`;
}
