import type { z } from 'zod';
import { InvalidInput } from '../errors.ts';
import { CASE_FORMAT, type Case, type CaseDraft, caseSchema } from './case.ts';
import { type Migration, migrations } from './migrations/index.ts';
import { REVIEW_FORMAT, type Review, reviewSchema } from './review.ts';

/** `caseline.case/1` -> name and version. */
const formatPattern = /^(caseline\.[a-z]{1,40})\/(\d{1,6})$/;

/** First few problems of a document, each with its place: `images.2.width: expected number`. */
export function describeProblems(error: z.ZodError, most = 3): string {
  const lines = error.issues
    .slice(0, most)
    .map((issue) => `${issue.path.join('.') || 'document'}: ${issue.message}`);
  if (error.issues.length > most) lines.push(`and ${error.issues.length - most} more`);
  return lines.join('; ');
}

function migrated(document: unknown, current: string, where: string, steps: readonly Migration[]): unknown {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new InvalidInput(
      'not-a-document',
      `${where} holds no JSON object; restore it from a backup or run 'caseline doctor'`,
    );
  }
  let record = document as Record<string, unknown>;
  const [name, version] = [formatPattern.exec(current)?.[1], Number(formatPattern.exec(current)?.[2])];
  for (;;) {
    const format = record['format'];
    if (format === current) return record;
    const parts = typeof format === 'string' ? formatPattern.exec(format) : null;
    if (!parts || parts[1] !== name) {
      throw new InvalidInput(
        'unknown-format',
        `${where} has the format '${String(format).slice(0, 60)}', not ${current}; it is no such document of Caseline`,
      );
    }
    if (Number(parts[2]) > version) {
      throw new InvalidInput(
        'newer-format',
        `${where} has the format ${format}, newer than ${current}; update Caseline to read it`,
      );
    }
    const step = steps.find((candidate) => candidate.from === format);
    if (!step)
      throw new InvalidInput(
        'no-migration',
        `${where} has the format ${format}, and no migration leads from it to ${current}`,
      );
    record = { ...step.migrate(record), format: step.to };
  }
}

function parsed<T>(schema: z.ZodType<T>, document: unknown, where: string): T {
  const result = schema.safeParse(document);
  if (result.success) return result.data;
  throw new InvalidInput('bad-document', `${where} is not valid: ${describeProblems(result.error)}`);
}

/** @throws InvalidInput naming the place, the faulty part and the remedy; older formats are migrated first. */
export const readCase = (document: unknown, where: string, steps = migrations): Case =>
  parsed(caseSchema, migrated(document, CASE_FORMAT, where, steps), where);

/** @throws InvalidInput as `readCase`. */
export const readReview = (document: unknown, where: string, steps = migrations): Review =>
  parsed(reviewSchema, migrated(document, REVIEW_FORMAT, where, steps), where);

/**
 * Bytes of a case's texts in UTF-8, all together: a long article with its supplement has a tenth of that. What is stored
 * already may have more and is read all the same.
 */
export const MOST_TEXT_BYTES = 2_000_000;

const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / 100_000) / 10} MB`;

/** Every way in ends here. @throws InvalidInput `texts-too-long` */
function refuseLong({ id, texts }: Case): void {
  const bytes = texts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  if (bytes > MOST_TEXT_BYTES)
    throw new InvalidInput(
      'texts-too-long',
      `case ${id}: its texts are ${inMegabytes(bytes)} together, more than the ${MOST_TEXT_BYTES / 1e6} MB that one case may have; leave out what is not about its patients, or make several cases of it`,
    );
}

/** A source's draft as a whole case of revision 0. @throws InvalidInput naming the field that is off, or `texts-too-long` */
export function completeCase(draft: CaseDraft): Case {
  const record = parsed(caseSchema, { ...draft, format: CASE_FORMAT, rev: 0 }, `case ${draft.id}`);
  refuseLong(record);
  return record;
}
