import { CaselineError, InvalidInput, messageOf } from '../../../data/errors.ts';
import { kindOf } from './kind-of-file.ts';

/** What the parent asks of this process: one message at a time, answered by `result` or `error`. */
export type ChildRequest =
  | {
      action: 'paper';
      file: string;
      outDir: string;
      article?: string | undefined;
      address?: string | undefined;
      contentType?: string | undefined;
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

// What one of the two needs is loaded when it is asked for: rasters need neither captions nor pictures decoded.
async function answer(request: ChildRequest): Promise<unknown> {
  const { file, outDir } = request;
  if (request.action === 'rasters') {
    if ((await kindOf(file)) !== 'pdf')
      throw new InvalidInput('pdf-unreadable', `${file} is no PDF; rasters are taken out of PDFs only`);
    const { writeAllRasters } = await import('../pdf/pixels/write-rasters.ts');
    return writeAllRasters(file, outDir);
  }
  const { article, address, contentType, files } = request;
  const { readPaper } = await import('./read-paper.ts');
  return readPaper(file, {
    outDir,
    article,
    address,
    contentType,
    files,
    onProgress: (progress) => void send({ type: 'progress', progress }),
  });
}

/** A process that holds more than this after a paper clears up before the next, MiB: that costs a tenth of a second, a new process over one. */
const clearsUpAt = 185;

function clearUp(): void {
  if (process.memoryUsage.rss() > clearsUpAt * 2 ** 20) globalThis.gc?.();
}

// Without its parent nobody wants the result.
process.on('disconnect', () => process.exit(1));

process.on('message', (request: ChildRequest) => {
  void answer(request).then(
    (value) => {
      clearUp();
      return send({ type: 'result', value });
    },
    (error) => {
      const code = error instanceof CaselineError ? error.code : null;
      return send({ type: 'error', code, message: messageOf(error) });
    },
  );
});
