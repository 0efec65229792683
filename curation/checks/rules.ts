import { InvalidInput } from '../../data/errors.ts';
import { clinicalRules } from './rules/clinical.ts';
import { courseCheckRules } from './rules/course.ts';
import { materialRules } from './rules/material.ts';
import type { CheckRule } from './rules/rule.ts';

export type { CheckRule } from './rules/rule.ts';

/** Raised when a rule changes what it finds; releases state it. */
export const CHECKS_VERSION = 'checks/5';

/** Every rule: what it means and what mends it. The worklist, the command and the docs read this list. */
export const rules: readonly CheckRule[] = [...clinicalRules, ...courseCheckRules, ...materialRules];

const byId = new Map(rules.map((known) => [known.id, known]));

/** @throws InvalidInput for an id that is no rule. */
export function ruleNamed(id: string): CheckRule {
  const found = byId.get(id);
  if (!found)
    throw new InvalidInput(
      'unknown-rule',
      `there is no check '${id}'; there are ${[...byId.keys()].join(', ')}`,
    );
  return found;
}
