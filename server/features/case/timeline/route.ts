import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { nudgedDay, parseDayInput } from '../../../../curation/record/day-input.ts';
import { InvalidInput } from '../../../../data/errors.ts';
import { anchorSchema } from '../../../../data/format/day.ts';
import {
  answerSchema,
  eventTypeSchema,
  eventTypes,
  quantities,
  quantitySchema,
  type TimelineEvent,
} from '../../../../data/format/timeline.ts';
import { view as render, sendHtml } from '../../../shell/render.ts';
import { parsedInput, pathPart } from '../../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../../shell/router.ts';
import { type CaseView, loadView, refuseWaiting } from '../case-view.ts';
import { act } from '../saving/respond.ts';
import { eventName } from './timeline-picture.ts';

const eventForm = z.object({
  event: z.string().max(100).optional(),
  patient: z.string().min(1).max(200),
  type: eventTypeSchema,
  day: z.string().max(40),
  anchor: anchorSchema,
  answer: answerSchema.default('yes'),
  quantity: z.union([z.literal(''), quantitySchema]).optional(),
  amount: z.string().max(60).optional(),
});

/** Days are moved by this many at most in one go. */
const days = z.object({ days: z.coerce.number().int().min(-3_650).max(3_650) });

/** Built-in anchors as the form of an event calls them. */
const formAnchors: Readonly<Record<string, string>> = {
  onset: 'symptom onset',
  admission: 'admission',
  exposure: 'exposure',
  'first-image': 'the first image',
  procedure: 'the procedure',
  unknown: 'not known',
};

/** An event of the timeline, or one the texts tell that waits to be taken up. */
const eventNamed = (view: CaseView, id: string): TimelineEvent => {
  const found = [...view.state.events, ...view.suggestedEvents].find((event) => event.id === id);
  if (found) return found;
  refuseWaiting(view);
  throw new InvalidInput('gone-event', 'this event was removed meanwhile; load the case again');
};

/** Events of a patient's course: added, moved and removed, in a panel and on the picture. */
export const eventRoutes: RouteGroup = (routes, services) => {
  routes.add('get', '/cases/:id/events', { role: 'annotator' }, async (request, response) => {
    const asked = parsedInput(
      z.object({ patient: z.string().max(200).optional(), event: z.string().max(100).optional() }),
      request.query,
      'the event',
    );
    const view = await loadView(services, pathPart(request, 'id'), currentUser(request));
    const event = asked.event ? eventNamed(view, asked.event) : null;
    const patient = event?.patient ?? asked.patient ?? view.patients[0]?.id ?? '';
    const at = view.patients.findIndex((one) => one.id === patient);
    const anchor = event?.day.anchor ?? view.timelines[at]?.dayZero ?? 'unknown';
    const types = [...eventTypes.filter((type) => type !== 'image'), ...view.fields.ownEvents];
    const anchors = view.fields.anchors.map((name) => [
      name,
      formAnchors[name] ?? view.fields.called.get(name),
    ]);
    sendHtml(
      request,
      response,
      render('case/timeline/event-form', {
        view,
        event,
        patient,
        anchor,
        types,
        anchors,
        eventName: (type: string) => eventName(type, view.fields),
        quantities: Object.entries(quantities),
      }),
    );
  });

  routes.add('post', '/cases/:id/events', { role: 'annotator' }, async (request, response) => {
    const form = parsedInput(eventForm, request.body, 'the event');
    await act(services, request, response, (view) => {
      if (!view.patients.some((patient) => patient.id === form.patient)) {
        throw new InvalidInput('no-patient', 'choose whose event this is');
      }
      const day = parseDayInput(form.day || '?', form.anchor);
      const amount = form.amount?.trim().replace(',', '.') ?? '';
      let measurement: TimelineEvent['measurement'] = null;
      if (form.type === 'measurement') {
        if (!form.quantity || !/^-?\d{1,6}(\.\d{1,4})?$/.test(amount)) {
          throw new InvalidInput('no-amount', 'a measurement needs what was measured and a number');
        }
        measurement = {
          quantity: form.quantity,
          value: Number(amount),
          stated: form.amount?.trim() ?? amount,
        };
      }
      const event: TimelineEvent = {
        id: form.event || randomUUID(),
        patient: form.patient,
        type: form.type,
        day,
        image: null,
        measurement,
        answer: form.answer,
        quote: form.event ? eventNamed(view, form.event).quote : null,
      };
      return [{ kind: 'event', event }];
    });
  });

  routes.add('post', '/cases/:id/events/:event/nudge', { role: 'annotator' }, async (request, response) => {
    const { days: by } = parsedInput(days, request.body, 'the number of days');
    await act(services, request, response, (view) => {
      const event = eventNamed(view, pathPart(request, 'event'));
      return [{ kind: 'event', event: { ...event, day: nudgedDay(event.day, by) } }];
    });
  });

  routes.add('post', '/cases/:id/events/:event/remove', { role: 'annotator' }, async (request, response) => {
    await act(services, request, response, (view) => [
      { kind: 'event-removed', event: eventNamed(view, pathPart(request, 'event')).id },
    ]);
  });
};
