import type { TextRule } from '../../rules/rule.ts';
import { careRules } from './care.ts';
import { extubationRules } from './extubation.ts';
import { oxygenRules } from './oxygen.ts';
import { ventilationRules } from './ventilation.ts';

/** A patient's course between arrival and outcome. */
export const courseTextRules: readonly TextRule[] = [
  ...ventilationRules,
  ...extubationRules,
  ...careRules,
  ...oxygenRules,
];
