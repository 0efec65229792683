import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CaselineError, InvalidInput, messageOf } from '../../errors.ts';
import { TEMPORARY_SUFFIX } from '../../files/durable-file.ts';
import { walk } from '../../files/walk.ts';
import { readCase, readReview } from '../../format/read.ts';
import type { WorkspaceLock } from '../disk/lock.ts';
import { documentPath } from '../documents/layout.ts';
import type { ReviewedCases } from '../privacy/reviewed-cases.ts';
import type { Findings } from './finding.ts';
import { quarantine } from './quarantine.ts';

type Kind = 'cases' | 'reviews';

/** What the documents say, for the checks that follow. */
export interface DocumentCensus {
  readonly cases: Set<string>;
  readonly reviews: Set<string>;
  /** Every SHA-256 that any document names, damaged ones included: such an image is no orphan. */
  readonly named: Set<string>;
  /** Image -> the first case that needs its bytes. */
  readonly needed: Map<string, string>;
  readonly damaged: number;
}

const hashes = /\b[0-9a-f]{64}\b/g;

/** Reads a document as the stores do. @throws CaselineError with the reason it cannot be used */
function examined(kind: Kind, id: string, text: string, inside: string): { images: string[] } {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new InvalidInput('damaged-file', `${inside} is no whole JSON (${messageOf(cause)})`, { cause });
  }
  if (kind === 'reviews') {
    const review = readReview(document, inside);
    if (review.case !== id)
      throw new InvalidInput('damaged-file', `${inside} is the review of '${review.case}'`);
    return { images: review.events.flatMap((event) => (event.kind === 'image-cut' ? [event.sha256] : [])) };
  }
  const record = readCase(document, inside);
  if (record.id !== id) throw new InvalidInput('damaged-file', `${inside} holds the case '${record.id}'`);
  const images = record.images.flatMap((image) => [image.sha256, image.viewSha256]);
  return { images: images.filter((hash) => hash !== null) };
}

/** Where the store would look for this document, null for a name that is no id. */
function rightPlace(workspace: string, kind: Kind, id: string): string | null {
  try {
    return documentPath(workspace, kind, id);
  } catch {
    return null;
  }
}

/**
 * Every case and review file: readable, of a known format, in its place. With `repair`, damaged ones are put aside
 * under `quarantine/` so that all the rest works.
 */
export async function checkDocuments(
  workspace: string,
  findings: Findings,
  options: {
    repair: boolean;
    lock: WorkspaceLock;
    reviewed: ReviewedCases;
    onProgress?: (done: number) => void;
  },
): Promise<DocumentCensus> {
  const census = {
    cases: new Set<string>(),
    reviews: new Set<string>(),
    named: new Set<string>(),
    needed: new Map<string, string>(),
    damaged: 0,
  };
  let done = 0;
  for (const kind of ['cases', 'reviews'] as const) {
    for await (const { path, inside: within, stats } of walk(join(workspace, kind))) {
      const inside = `${kind}/${within}`;
      if (path.endsWith(TEMPORARY_SUFFIX)) continue;
      if (!stats.isFile() || !path.endsWith('.json')) {
        findings.add({
          check: 'foreign-file',
          severity: 'warning',
          path: inside,
          message: `${inside} is no document of Caseline (${stats.isFile() ? 'another kind of file' : 'a link or device'})`,
          remedy: 'move it out of the workspace',
        });
        continue;
      }
      const id = basename(path, '.json');
      done += 1;
      options.onProgress?.(done);
      const text = await readFile(path, 'utf8').catch((cause: unknown) => messageOf(cause));
      for (const hash of text.match(hashes) ?? []) census.named.add(hash);
      const place = rightPlace(workspace, kind, id);
      try {
        if (place !== path) throw new InvalidInput('misplaced', `${inside} lies where nothing looks for it`);
        const { images } = examined(kind, id, text, inside);
        census[kind].add(id);
        for (const hash of images) if (!census.needed.has(hash)) census.needed.set(hash, id);
      } catch (error) {
        census.damaged += 1;
        report(findings, workspace, kind, { path, inside, id, text, error }, options);
      }
    }
  }
  for (const id of census.reviews) {
    if (census.cases.has(id)) continue;
    findings.add({
      check: 'review-without-case',
      severity: 'warning',
      case: id,
      message: `there is a review of ${id}, but no such case`,
      remedy: `crawl or import ${id} again, or restore it from a backup; its review then stands as before`,
    });
  }
  return census;
}

function report(
  findings: Findings,
  workspace: string,
  kind: Kind,
  file: { path: string; inside: string; id: string; text: string; error: unknown },
  options: { repair: boolean; lock: WorkspaceLock; reviewed: ReviewedCases },
): void {
  const message = messageOf(file.error);
  if (file.error instanceof CaselineError && file.error.code === 'newer-format') {
    findings.add({
      check: 'newer-format',
      severity: 'error',
      path: file.inside,
      case: file.id,
      message,
      remedy: 'update Caseline',
    });
    return;
  }
  // What it decided is not undone by its being put aside.
  if (options.repair && kind === 'reviews') options.reviewed.note(file.id);
  // Under the lock, and only if it is still what was read: somebody may have mended it meanwhile.
  const aside = options.repair
    ? options.lock.hold(() =>
        readFileSync(file.path, 'utf8') === file.text ? quarantine(workspace, file.path, message) : null,
      )
    : null;
  findings.add({
    check:
      file.error instanceof CaselineError && file.error.code === 'misplaced'
        ? 'misplaced-document'
        : 'damaged-document',
    severity: 'error',
    path: file.inside,
    case: file.id,
    message: aside ? `${message}; put aside as ${aside}` : message,
    remedy:
      kind === 'cases'
        ? `restore it from a backup, or crawl or import ${file.id} again; 'caseline doctor --repair' puts the damaged file aside`
        : "restore it from a backup; 'caseline doctor --repair' puts the damaged file aside",
    repaired: aside !== null,
  });
}
