import type { CaseText } from '../../../data/format/case.ts';
import { tellsOfGroup } from '../clauses/groups.ts';

/** Which discussions and abstracts tell of the patient. */

/** Marks of prose that weighs what others found: citations, shares of groups, cohorts. */
const weighsOthers =
  /\[\s?\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,8}\s?\]|\(\d{1,3}(?:[,–-]\s?\d{1,3}){1,6}\)|(?<=[a-z])[.,]\d{1,2}(?:[,–-]\d{1,2})*(?=\s|$)|\bet al\b|\b(?:studies|cohort|retrospective\w*|systematic|meta-?analys\w+|enrolled|consecutive patients|consecutively|were included|we (?:included|reviewed|analy[sz]ed|studied|evaluated|compared)|odds ratio|multicent\w+|randomi[sz]ed|p\s?[<=]\s?0?\.\d)\b/i;
/** A single person is told of. */
const onePerson =
  /\b(?:\d{1,3}|\w+teen|\w+ty)[- ](?:year|month|week|day)s?[- ]old\b|\b(?:he|she|his|her|a (?:man|woman|boy|girl|patient|previously healthy \w+)|the patient|our patient|case report)\b/i;
/** What is so in general is told in the present. */
export const inGeneral =
  /\b(?:is|are|can|may|might|could|should|has been (?:reported|described|shown)|have been|usually|typically|often|commonly|generally|frequently|rarely|differential|incidence|prevalence|mortality|characteri[sz]ed by|refers to|occurs?|remains? (?:a|the|one|unclear)|guidelines?|recommend\w*|patients|cases|children|adults|authors?)\b/i;

/** Discussions of a site's case and abstracts of a single one tell of the patient, where they weigh no others. */
export const tellsOfOne = ({ kind, text }: CaseText): boolean =>
  (kind === 'discussion' || (kind === 'abstract' && onePerson.test(text))) &&
  !weighsOthers.test(text) &&
  !tellsOfGroup(text);
