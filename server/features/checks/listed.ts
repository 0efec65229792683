import { hash } from 'node:crypto';
import { z } from 'zod';
import { type CheckFinding, standsAsError } from '../../../curation/checks/finding.ts';
import { type CheckRule, rules } from '../../../curation/checks/rules.ts';
import type { Checked } from './check-worklist.ts';

/** Findings of a group shown at once, unless it was asked for alone. */
const SHOWN = 20;
/** Findings of one group shown at all, and groups: more are a fault of the import, not work for hands. */
const MOST = 300;

const asWord = z.string().max(200).default('');

/** What a person asked of the list: kept in its address, so that every form and link of the page carries it along. */
export const askedSchema = z.object({
  by: z.enum(['kind', 'patient']).default('kind'),
  rule: asWord,
  state: z.enum(['', 'error', 'warning', 'accepted']).default(''),
  words: asWord,
});
export type Asked = z.infer<typeof askedSchema>;

/** The address of the list as asked, with changes; what is usual is left out. */
export function queryOf(asked: Asked, change: Partial<Asked> = {}): string {
  const { by, ...rest } = { ...asked, ...change };
  const query = new URLSearchParams(by === 'kind' ? {} : { by });
  for (const [name, value] of Object.entries(rest)) if (value !== '') query.set(name, value);
  return query.size > 0 ? `?${query}` : '';
}

type State = Exclude<Asked['state'], ''>;
const stateOf = (finding: CheckFinding): State => (finding.waived ? 'accepted' : finding.severity);
const order: readonly State[] = ['error', 'warning', 'accepted'];
const rank = (finding: CheckFinding): number => order.indexOf(stateOf(finding));

/** What names one finding among all; two of one rule about the same field, and the same other image, are one. */
export const nameOf = ({ rule, case: id, target, field, pair }: CheckFinding): Record<string, string> => ({
  rule,
  case: id,
  patient: target.patient ?? '',
  image: target.image ?? '',
  field: field ?? '',
  other: pair ? `${pair[1].case}/${pair[1].image}` : '',
});

/** Element id of a finding: the same on every look. */
export const findingId = (finding: CheckFinding): string =>
  `f-${hash('sha256', JSON.stringify([nameOf(finding), finding.message])).slice(0, 12)}`;

/** Findings that belong together: of one kind, or about one patient. */
export interface Group {
  readonly key: string;
  /** Of a group by kind. */
  readonly rule: CheckRule | null;
  readonly title: string;
  readonly count: number;
  readonly errors: number;
  readonly accepted: number;
  /** What is drawn of it: errors first, what is accepted last, those of one patient together. */
  readonly found: readonly CheckFinding[];
  /** The list of this group alone, where not all of it is drawn. */
  readonly all: string;
}

const named = (id: string): string => id.replaceAll('-', ' ');

/** The list as it is drawn: groups with errors first, what is accepted last. Pure. */
export function listed({ findings, ...counts }: Checked, asked: Asked) {
  const words = asked.words.trim().toLowerCase();
  const isMeant = (finding: CheckFinding): boolean =>
    (asked.rule === '' || finding.rule === asked.rule) &&
    (asked.state === '' || stateOf(finding) === asked.state) &&
    (words === '' || `${finding.case} ${finding.message}`.toLowerCase().includes(words));
  const meant = findings.filter(isMeant);
  const keyOf = ({ rule, case: id, patient }: CheckFinding): string =>
    asked.by === 'kind' ? rule : JSON.stringify([id, patient]);
  const every = [...Map.groupBy(meant, keyOf)].map(([key, all]): Group => {
    const [first] = all;
    const rule = asked.by === 'kind' ? (rules.find(({ id }) => id === key) ?? null) : null;
    const alone = rule !== null ? { rule: rule.id } : { words: first?.patient ?? first?.case ?? '' };
    const isAlone = rule !== null ? asked.rule === rule.id : words !== '';
    return {
      key,
      rule,
      title: rule ? named(rule.id) : first?.patient ? `patient ${first.patient}` : (first?.case ?? ''),
      count: all.length,
      errors: all.filter(standsAsError).length,
      accepted: all.filter(({ waived }) => waived).length,
      found: all.toSorted((a, b) => rank(a) - rank(b)).slice(0, isAlone ? MOST : SHOWN),
      all: queryOf(asked, alone),
    };
  });
  const groups = every.toSorted(
    (a, b) =>
      Math.sign(b.errors) - Math.sign(a.errors) ||
      (asked.by === 'kind' ? b.errors - a.errors : 0) ||
      Number(a.accepted === a.count) - Number(b.accepted === b.count),
  );
  const accepted = findings.filter(({ waived }) => waived).length;
  const errors = findings.filter(standsAsError).length;
  return {
    ...counts,
    asked,
    query: queryOf(asked),
    groups: groups.slice(0, MOST),
    left: Math.max(0, groups.length - MOST),
    kinds: rules
      .filter(({ id }) => findings.some(({ rule }) => rule === id))
      .map(({ id }) => ({ id, name: named(id) })),
    shown: meant.length,
    errors,
    accepted,
    warnings: findings.length - errors - accepted,
  };
}
