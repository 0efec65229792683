import { CaselineError, InvalidInput, messageOf } from '../../../data/errors.ts';
import { writeAllRasters } from '../pdf/pixels/write-rasters.ts';
import { kindOf, readPaper } from './read-paper.ts';

/** What the parent asks of this process: one message, answered by `result` or `error`, then it ends. */
export type ChildRequest =
  | {
      action: 'paper';
      file: string;
      outDir: string;
      article?: string | undefined;
      address?: string | undefined;
      files?: Readonly<Record<string, string>> | undefined;
    }
  | { action: 'rasters'; file: string; outDir: string };

export type ChildAnswer =
  | { type: 'progress'; progress: { step: string; done: number; of: number } }
  | { type: 'result'; value: unknown }
  | { type: 'error'; code: string | null; message: string };

const send = (answer: ChildAnswer): Promise<void> =>
  new Promise((resolve) => {
    if (process.send === undefined) resolve();
    else process.send(answer, undefined, {}, () => resolve());
  });

async function rasters(file: string, directory: string): ReturnType<typeof writeAllRasters> {
  if ((await kindOf(file)) === 'pdf') return writeAllRasters(file, directory);
  throw new InvalidInput('pdf-unreadable', `${file} is no PDF; rasters are taken out of PDFs only`);
}

// Without its parent nobody wants the result.
process.on('disconnect', () => process.exit(1));

process.once('message', (request: ChildRequest) => {
  void (async () => {
    try {
      const value =
        request.action === 'rasters'
          ? await rasters(request.file, request.outDir)
          : await readPaper(request.file, {
              outDir: request.outDir,
              article: request.article,
              address: request.address,
              files: request.files,
              onProgress: (progress) => void send({ type: 'progress', progress }),
            });
      await send({ type: 'result', value });
    } catch (error) {
      const code = error instanceof CaselineError ? error.code : null;
      await send({ type: 'error', code, message: messageOf(error) });
    }
    process.exit(0);
  })();
});
