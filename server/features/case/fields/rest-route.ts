import { z } from 'zod';
import { cellKey } from '../../../../curation/review/cells.ts';
import { basisOf } from '../../../../curation/review/proposals.ts';
import { parsedInput } from '../../../shell/request.ts';
import type { RouteGroup } from '../../../shell/router.ts';
import { refuseWaiting } from '../case-view.ts';
import { act } from '../saving/respond.ts';
import type { EventDraft } from '../saving/save.ts';
import { overStack } from './route.ts';

const reference = z.string().min(1).max(200);

/** `seen`: field and image (empty: the patient) of each field the page showed as "nothing found", as JSON. */
const restForm = z.object({
  patient: reference,
  seen: z
    .string()
    .max(1_000_000)
    .transform((text, context) => {
      try {
        return z
          .array(z.strictObject({ field: reference, image: z.string().max(200) }))
          .max(20_000)
          .parse(JSON.parse(text));
      } catch {
        context.addIssue({ code: 'custom', message: 'the list of fields is not valid' });
        return z.NEVER;
      }
    }),
});

/**
 * Records "not stated" for what is left of one patient, an event a field, undone as one. Only fields the page
 * showed as such are taken, and of them only those still open with nothing found: what somebody answered or
 * found meanwhile stays.
 */
export const restRoutes: RouteGroup = (routes, services) => {
  routes.add('post', '/cases/:id/rest', { role: 'annotator' }, async (request, response) => {
    const { patient, seen } = parsedInput(restForm, request.body, 'the fields left');
    const keys = new Set(seen.map(({ field, image }) => cellKey({ patient, image: image || null }, field)));
    await act(
      services,
      request,
      response,
      (view) => {
        refuseWaiting(view);
        const drafts = [...keys].flatMap((key): EventDraft[] => {
          const cell = view.cells.get(key);
          const silence = cell?.proposals[0];
          if (!cell?.open || silence?.kind !== 'silence') return [];
          const basis = basisOf(silence, services.ruleSet, false);
          return [
            { kind: 'decide', target: cell.target, field: cell.field.name, value: silence.value, basis },
          ];
        });
        return overStack(view, drafts);
      },
      { shown: keys },
    );
  });
};
