import type { Response } from 'express';
import { z } from 'zod';
import { decidedOn, fieldsLeft } from '../../../curation/review/decided-on.ts';
import { tryExamples } from '../../../curation/suggest/own/try-examples.ts';
import { Conflict, InvalidInput } from '../../../data/errors.ts';
import { reaches } from '../../../data/format/account.ts';
import { changesBetween, succeeding } from '../../../data/protocols/changes.ts';
import { wordsOfCondition } from '../../../data/protocols/condition.ts';
import { askedBeside, fieldsOf, ownPaths } from '../../../data/protocols/fields-of.ts';
import type { Protocol } from '../../../data/protocols/protocol.ts';
import { markOfProtocol, parseProtocol, protocolText } from '../../../data/protocols/read-protocol.ts';
import type { Services } from '../../shell/context.ts';
import type { Feature } from '../../shell/feature.ts';
import { sendPage } from '../../shell/render.ts';
import { parsedInput } from '../../shell/request.ts';
import { currentUser, type RouteGroup } from '../../shell/router.ts';

const form = z.object({
  text: z.string().min(1, 'write the protocol').max(2_000_000),
  /** What the person looked at when they changed it. */
  was: z.string().max(300).default(''),
  do: z.enum(['look', 'take']),
});

/** What a protocol in the place of the held one would do, and what of it does not hold. */
async function previewOf({ workspace }: Services, next: Protocol) {
  const changes = changesBetween(workspace.protocol, next);
  const decisions = await decidedOn(workspace, fieldsLeft(changes));
  return {
    changes: changes.map((change) => ({ ...change, decisions: decisions.get(change.name) ?? 0 })),
    tried: tryExamples(next),
  };
}

/** What the collection asks, to be seen by all who decide; changed by a maintainer, who first sees what that does. */
const protocolRoutes: RouteGroup = (routes, services) => {
  const { workspace, audit } = services;

  const show = (
    request: Parameters<typeof currentUser>[0] & Parameters<typeof sendPage>[0],
    response: Response,
    more: {
      text?: string;
      preview?: Awaited<ReturnType<typeof previewOf>>;
      fault?: string;
      said?: string;
    } = {},
  ): void => {
    const { protocol } = workspace;
    sendPage(request, response, 'Protocol', 'protocol/page', {
      protocol,
      beside: askedBeside(protocol),
      fields: fieldsOf(protocol),
      paths: ownPaths(protocol.findings.own).map(([path]) => path),
      includes: protocol.include ? wordsOfCondition(protocol.include) : 'every image',
      mark: markOfProtocol(protocol),
      mayChange: reaches(currentUser(request).role, 'maintainer'),
      text: more.text ?? protocolText(protocol),
      preview: more.preview ?? null,
      fault: more.fault ?? '',
      said: more.said ?? '',
    });
  };

  routes.add('get', '/protocol', { role: 'reader', cases: 'none' }, (request, response) =>
    show(request, response),
  );

  routes.add('get', '/protocol/protocol.json', { role: 'reader', cases: 'none' }, (_request, response) => {
    const { name, version } = workspace.protocol;
    response.attachment(`${name}-${version}.json`);
    response.type('application/json').send(protocolText(workspace.protocol));
  });

  routes.add('post', '/protocol', { role: 'maintainer' }, async (request, response) => {
    const { text, was, do: what } = parsedInput(form, request.body, 'the protocol');
    let next: Protocol;
    try {
      next = parseProtocol(text, 'the protocol');
      succeeding(workspace.protocol, next);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      response.status(422);
      return show(request, response, { text, fault: error.message });
    }
    const preview = await previewOf(services, next);
    if (what === 'look') return show(request, response, { text, preview });
    if (preview.tried.untrue.length > 0) {
      response.status(422);
      return show(request, response, {
        text,
        preview,
        fault: 'An example is not read as the protocol says.',
      });
    }
    const entry = {
      action: 'protocol-changed',
      by: currentUser(request).name,
      target: next.name,
      detail: next.version,
    } as const;
    await audit.perform(entry, () =>
      workspace.setProtocol((held) => {
        if (markOfProtocol(held) !== was)
          throw new Conflict(
            'protocol-changed',
            'somebody else changed the protocol meanwhile; load the page again and look at what holds now',
          );
        return succeeding(held, next);
      }),
    );
    show(request, response, {
      said: `${next.name} ${next.version} is what is asked from now on. Every decision is kept.`,
    });
  });
};

export const protocolFeature: Feature = {
  name: 'protocol',
  nav: { label: 'Protocol', path: '/protocol' },
  routes: [protocolRoutes],
};
