import { dirname, resolve } from 'node:path';
import { tell } from '../../../data/diagnostics.ts';
import { inWorkFolder } from '../../../data/files/work-folder.ts';
import { paperLimits } from '../limits.ts';
import type { Paper } from '../paper.ts';
import type { WrittenRaster } from '../pdf/pixels/write-rasters.ts';
import type { ChildRequest } from './child-main.ts';
import type { ExtractProgress } from './extract.ts';
import { borrowWorker } from './workers.ts';

export interface ChildOptions {
  /** Folder the image files end up in; on failure nothing is left in it. */
  outDir: string;
  timeoutMs?: number | undefined;
  memoryMb?: number | undefined;
  onProgress?: ((progress: ExtractProgress) => void) | undefined;
  /** JATS XML or HTML of the same article, if it is not beside the file. */
  article?: string | undefined;
  address?: string | undefined;
  /** Of the article, as its site sent it. */
  contentType?: string | undefined;
  /** Figure files of the article, by the reference it names them with. */
  files?: Readonly<Record<string, string>> | undefined;
  /** Stops the extraction. */
  signal?: AbortSignal | undefined;
}

/**
 * Reads a paper in another process with limits on time and memory, so that a hostile file costs one error. The process may be
 * one that read papers before; one that met an error is given up.
 * @throws InvalidInput the codes of `readPaper`, and `paper-timeout`, `paper-memory`, `paper-crashed`, `paper-stopped`
 */
export async function extractInChild(file: string, options: ChildOptions): Promise<Paper> {
  const { article, address, contentType, files } = options;
  return (await inChild({ action: 'paper', file, article, address, contentType, files }, options)) as Paper;
}

/**
 * Writes all rasters of a PDF (see `writeAllRasters`) in a process of its own with the same limits.
 * @param options `replace`: files of the same name that are there already may be written over
 * @throws InvalidInput as `extractInChild`, and `file-there` when one of the files is there already; nothing is written then
 */
export async function writeAllRastersInChild(
  file: string,
  directory: string,
  { replace = false, ...options }: Omit<ChildOptions, 'outDir'> & { replace?: boolean } = {},
): Promise<{ images: WrittenRaster[]; warnings: string[] }> {
  const value = await inChild({ action: 'rasters', file }, { ...options, outDir: directory }, replace);
  return value as { images: WrittenRaster[]; warnings: string[] };
}

async function inChild(
  request: Record<string, unknown> & Pick<ChildRequest, 'action'>,
  options: ChildOptions,
  replace = true,
): Promise<unknown> {
  const target = resolve(options.outDir);
  const memoryMb = options.memoryMb ?? paperLimits.memoryMb;
  const worker = borrowWorker(dirname(target), memoryMb);
  try {
    const started = performance.now();
    tell('papers', 'reading', () => ({ action: request.action, pid: worker.pid, memoryMb }));
    return await inWorkFolder(target, replace, worker.prefix, async (work, outDir) => {
      const complete = { ...request, file: resolve(String(request.file)), outDir: work } as ChildRequest;
      const value = await worker.run(complete, {
        timeoutMs: options.timeoutMs ?? paperLimits.timeoutMs,
        memoryMb,
        onProgress: (progress) => {
          tell('papers', progress.step, () => ({ pid: worker.pid, done: progress.done, of: progress.of }));
          options.onProgress?.(progress);
        },
        signal: options.signal,
      });
      tell('papers', 'read', () => ({
        action: request.action,
        pid: worker.pid,
        milliseconds: Math.round(performance.now() - started),
      }));
      return moved(value, work, outDir);
    });
  } finally {
    await worker.release();
  }
}

/** The result with the paths of its files as they are after the move. */
function moved(value: unknown, from: string, to: string): unknown {
  if (typeof value === 'string')
    return value.startsWith(`${from}/`) || value.startsWith(`${from}\\`)
      ? to + value.slice(from.length)
      : value;
  if (Array.isArray(value)) return value.map((item) => moved(item, from, to));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, moved(item, from, to)]));
}
