import { basename } from 'node:path';
import type { SeverityAnnotations } from '../../curation/release/splits/severity.ts';
import { readInputFile } from '../../data/files/input-file.ts';

/** Severity scores of files that a person named. @throws InvalidInput, NotFound as `readSeverity` and `readInputFile` */
export async function readSeverityFiles(files: readonly string[]): Promise<SeverityAnnotations> {
  const { joinSeverity, readSeverity } = await import('../../curation/release/splits/severity.ts');
  return joinSeverity(
    files.map((file) =>
      // Of several files each is a rater of its own, where it does not say who scored.
      readSeverity(readInputFile(file).toString('utf8'), file, ...(files.length > 1 ? [basename(file)] : [])),
    ),
  );
}
