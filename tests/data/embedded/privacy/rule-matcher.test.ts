import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Rule, RuleMatcher } from '../../../../data/embedded/privacy/rule-matcher.ts';
import { emptyReview } from '../../../../data/format/review.ts';
import { decide, draftOf } from '../../../helpers/drafts.ts';
import { temporaryWorkspace } from '../../../helpers/temporary.ts';

const words = ['Lungenödem', 'naïve', 'COVID-19', '38.5 °C', 'pneumonia', 'Пневмония', "l'œdème", 'x'];

const ruleOf = fc.record(
  {
    site: fc.constantFrom('eurorad', 'sirm', 'nowhere', ''),
    status: fc.constantFrom('new', 'in-progress', 'done', ''),
    text: fc.oneof(
      fc.constantFrom(
        '',
        ' ',
        '"',
        'lungenodem',
        'NAIVE',
        'covid',
        '38',
        'pneu',
        'Пнев',
        'oedeme',
        'x* OR y',
      ),
      fc.string({ maxLength: 8 }),
    ),
    terms: fc.dictionary(
      fc.constantFrom('licence', 'modality', 'reviewer', 'finding', 'status'),
      fc.constantFrom('CC-BY-4.0', 'X-ray', 'ana', 'Pneumonia', 'done', ''),
    ),
  },
  { requiredKeys: [] },
);

test('a rule met by a case alone is the rule that the index finds it by', async () => {
  const workspace = temporaryWorkspace();
  const ids = ['eurorad-1', 'eurorad-2', 'sirm-1', 'sirm-2', 'eurorad-3'];
  for (const [at, id] of ids.entries())
    await workspace.cases.put(
      draftOf(id, {
        images: [],
        texts: words
          .slice(at, at + 4)
          .map((text, part) => ({ id: `t${part}`, kind: 'findings', language: 'en', text })),
      }),
    );
  await workspace.reviews.append('eurorad-2', [decide('finding', 'Pneumonia')]);
  await workspace.reviews.append('sirm-2', [decide('age', 61, null, 'ben')]);
  await workspace.index.ready();
  await fc.assert(
    fc.asyncProperty(fc.array(ruleOf, { minLength: 1, maxLength: 5 }), async (drawn) => {
      const rules = drawn as Rule[];
      const matcher = new RuleMatcher(rules);
      const met: string[][] = rules.map(() => []);
      for (const id of ids) {
        const record = await workspace.cases.get(id);
        if (!record) throw new Error(`${id} is gone`);
        const review = (await workspace.reviews.get(id)) ?? emptyReview(id);
        for (const at of matcher.matching(
          record,
          workspace.summarise(record, review, () => []),
        ))
          met[at]?.push(id);
      }
      matcher.close();
      const found = await Promise.all(
        rules.map(({ site, status, text, terms }) =>
          workspace.index.idsOf({
            ...(site ? { site } : {}),
            ...(status ? { status } : {}),
            ...(text ? { text } : {}),
            ...(terms ? { terms } : {}),
          }),
        ),
      );
      expect(met.map((one) => one.toSorted())).toEqual(found.map((one) => one.toSorted()));
    }),
    { numRuns: 150 },
  );
});
