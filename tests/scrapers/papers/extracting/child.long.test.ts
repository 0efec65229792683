import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CaselineError } from '../../../../data/errors.ts';
import { extractInChild, writeAllRastersInChild } from '../../../../scrapers/papers/extracting/child.ts';
import { PdfFile } from '../../../../scrapers/papers/pdf/page/pdf-file.ts';
import { rasterFile } from '../../../../scrapers/papers/pdf/pixels/write-rasters.ts';
import { draw, onePage, pages, pdfOf, prose, samplesImage, write } from '../fixtures.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const grey = samplesImage(60, 60, 'DeviceGray', (x, y) => [(x * y) % 256]);
const good = () =>
  onePage(
    draw('Im0', 100, 400, 200, 200) +
      write(['Figure 1. A made-up scan.'], 100, 385, 8) +
      write(prose, 50, 300, 9),
    [grey],
  );

/** Reads bytes as a paper in a process of its own; what is left on disk afterwards is returned, too. */
async function attempt(
  name: string,
  bytes: Uint8Array,
  limits: { timeoutMs?: number; memoryMb?: number } = {},
) {
  const home = join(folder, name);
  await rm(home, { recursive: true, force: true });
  const { mkdir } = await import('node:fs/promises');
  await mkdir(home);
  const file = join(home, 'in.pdf');
  await writeFile(file, bytes);
  const started = performance.now();
  const result = await extractInChild(file, {
    outDir: join(home, 'out'),
    timeoutMs: 60_000,
    ...limits,
  }).catch((error: unknown) => error);
  const left = (await readdir(home)).filter((entry) => entry !== 'in.pdf');
  return { result, left, ms: performance.now() - started };
}

const codeOf = (result: unknown): string | null => (result instanceof CaselineError ? result.code : null);

describe('a paper in a process of its own', () => {
  it('gives the paper and its files', async () => {
    const steps: string[] = [];
    const file = join(folder, 'good.pdf');
    await writeFile(file, good());
    const outDir = join(folder, 'good');
    const paper = await extractInChild(file, { outDir, onProgress: ({ step }) => steps.push(step) });
    expect(paper.figures.map((figure) => figure.caption)).toEqual(['A made-up scan.']);
    expect(paper.figures[0]?.images[0]?.file).toBe(join(outDir, '001-000.png'));
    expect(await readdir(outDir)).toContain('001-000.png');
    expect(steps).toEqual(expect.arrayContaining(['open', 'text', 'images', 'done']));
    const { images } = await writeAllRastersInChild(file, join(folder, 'rasters'));
    expect(images.map((image) => image.file)).toEqual([join(folder, 'rasters', '001-000.png')]);
  });

  it.each([
    ['empty', Buffer.alloc(0)],
    ['text', Buffer.from('This is no PDF at all.')],
    ['header', Buffer.from('%PDF-1.7\n%%EOF')],
    [
      'noise',
      Buffer.concat([
        Buffer.from('%PDF-1.4\n'),
        Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 7919) % 256)),
      ]),
    ],
    [
      'loop',
      pdfOf({ 1: '<< /Type /Catalog /Pages 2 0 R >>', 2: '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>' }),
    ],
  ])('refuses %s with one clear error and leaves nothing', async (name, bytes) => {
    const { result, left } = await attempt(name, bytes);
    expect(codeOf(result)).toBe('pdf-unreadable');
    expect((result as Error).message).not.toContain('\n');
    expect(left).toEqual([]);
  });

  it.each([
    [
      'page',
      '<!DOCTYPE html><html><body>Please log in</body></html>',
      /is no PDF but a page of mark-up.*fetch the PDF/,
    ],
    ['an archive', 'PK\x03\x04 and so on', /is no PDF but an archive.*give the PDF in it/],
    ['nothing', '', /is empty; fetch it again/],
    ['words', 'This is no PDF at all.', /not a readable PDF.*fetch it again/],
    ['zeros', '\0'.repeat(8_000_000), /holds zeros.*fetch it again/],
  ])('names the file that holds %s, and the remedy', async (name, text, said) => {
    const { result, left } = await attempt(`held ${name}`, Buffer.from(text, 'latin1'));
    expect(codeOf(result)).toBe('pdf-unreadable');
    expect((result as Error).message).toMatch(said);
    expect((result as Error).message).toContain(join(folder, `held ${name}`, 'in.pdf'));
    expect(left).toEqual([]);
    const file = join(folder, `held ${name}`, 'in.pdf');
    await expect(writeAllRastersInChild(file, join(folder, 'rasters of none'))).rejects.toThrow(file);
    expect(await readdir(folder)).not.toContain('rasters of none');
  });

  it('removes the folders it made on the way, and no others', async () => {
    const file = join(folder, 'way.pdf');
    await writeFile(file, 'This is no PDF at all.');
    const outDir = join(folder, 'way', 'derived', 'papers', 'one');
    await expect(extractInChild(file, { outDir })).rejects.toMatchObject({ code: 'pdf-unreadable' });
    expect(await readdir(folder)).not.toContain('way');
    await mkdir(join(folder, 'way', 'derived'), { recursive: true });
    await expect(extractInChild(file, { outDir })).rejects.toMatchObject({ code: 'pdf-unreadable' });
    expect(await readdir(join(folder, 'way'))).toEqual(['derived']);
    expect(await readdir(join(folder, 'way', 'derived'))).toEqual([]);
  });

  it('says that a password is needed', async () => {
    const document = await PDFDocument.create();
    document.addPage();
    document.encrypt({ userPassword: 'secret', ownerPassword: 'other' });
    const { result, left } = await attempt('locked', await document.save());
    expect(codeOf(result)).toBe('pdf-password');
    expect(left).toEqual([]);
  });

  it('opens a file whose password is empty', async () => {
    const document = await PDFDocument.create();
    document.addPage();
    document.encrypt({ userPassword: '', ownerPassword: 'other' });
    const { result } = await attempt('unlocked', await document.save());
    expect(result).toMatchObject({ pages: 1 });
  });

  it.each([0.2, 0.5, 0.8, 0.98])('refuses a download that broke off at %f of its objects', async (share) => {
    const film = samplesImage(300, 300, 'DeviceGray', (x, y) => [(x * 7919 + y * y * 31) % 256]);
    const more = (at: number) => ({
      content:
        draw(`Im${at}`, 100, 400, 200, 200) + write([`Figure ${at + 1}. A made-up scan.`], 100, 385, 8),
      images: [at],
    });
    const whole = pages([more(0), more(1), more(2)], [film, film, film]);
    const objects = whole.lastIndexOf('\nxref\n');
    const { result, left } = await attempt(`cut ${share}`, whole.subarray(0, objects * share));
    expect(codeOf(result)).toBe('pdf-unreadable');
    expect((result as Error).message).toMatch(/fetch it again/);
    expect(left).toEqual([]);
  });

  it('reads a file that lost no more than its table of objects', async () => {
    const whole = good();
    const { result } = await attempt('truncated', whole.subarray(0, whole.length - 300));
    expect(result).toMatchObject({
      pages: 1,
      figures: [{ label: 'Figure 1', caption: 'A made-up scan.', images: [{ object: '10 0' }] }],
    });
  });

  it('skips an image that claims too many pixels', async () => {
    const bomb = {
      dictionary: '/Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceRGB',
      data: 'x',
    };
    const { result } = await attempt('pixels', onePage(draw('Im0', 0, 0, 300, 300), [bomb]));
    expect((result as { warnings: string[] }).warnings.join()).toContain('100000 x 100000');
  });

  it('stops at its memory limit', async () => {
    const bomb = {
      dictionary: '/Filter /FlateDecode',
      data: deflateSync(Buffer.alloc(700_000_000, 0x20), { level: 1 }),
    };
    const objects = {
      1: '<< /Type /Catalog /Pages 2 0 R >>',
      2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents [4 0 R 4 0 R 4 0 R] >>',
      4: bomb,
    };
    const { result, left } = await attempt('memory', pdfOf(objects), { memoryMb: 400 });
    expect(codeOf(result)).toBe('paper-memory');
    expect(left).toEqual([]);
  });

  it('ends forms that draw each other a million million times', async () => {
    const forms: Record<number, { dictionary: string; data: string }> = {};
    for (let level = 0; level < 12; level += 1) {
      const next = `/Resources << /XObject << /Fm ${21 + level} 0 R >> >>`;
      forms[20 + level] = {
        dictionary: `/Type /XObject /Subtype /Form /BBox [0 0 9 9] ${level < 11 ? next : ''}`,
        data: level < 11 ? '/Fm Do '.repeat(10) : '0 0 1 1 re f',
      };
    }
    const { result, ms } = await attempt('laughs', onePage('/Fm Do', [], forms, '/XObject << /Fm 20 0 R >>'));
    expect((result as { warnings: string[] }).warnings.join()).toContain('forms');
    expect(ms).toBeLessThan(40_000);
  });

  it('stops at its time limit and leaves nothing', async () => {
    const { result, left, ms } = await attempt('slow', good(), { timeoutMs: 50 });
    expect(codeOf(result)).toBe('paper-timeout');
    expect(left).toEqual([]);
    expect(ms).toBeLessThan(10_000);
  });

  it('stops when asked', async () => {
    const file = join(folder, 'stop.pdf');
    await writeFile(file, good());
    const control = new AbortController();
    const reading = extractInChild(file, { outDir: join(folder, 'stop'), signal: control.signal });
    control.abort();
    await expect(reading).rejects.toMatchObject({ code: 'paper-stopped' });
  });

  it('refuses a file of too many pages', async () => {
    const bytes = pages(
      Array.from({ length: 2_100 }, () => ({ content: '', images: [] })),
      [],
    );
    const { result, left } = await attempt('pages', bytes);
    expect(codeOf(result)).toBe('pdf-too-large');
    expect(left).toEqual([]);
  });
});

describe('damaged files', () => {
  it('cost at most an error of ours, wherever the damage is', async () => {
    const whole = good();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), {
          minLength: 1,
          maxLength: 25,
        }),
        async (changes) => {
          const bytes = Buffer.from(whole);
          for (const [at, value] of changes) bytes[at] = value;
          try {
            const file = await PdfFile.open(bytes);
            for (const page of file.pages()) {
              for (const raster of page.rasters) await rasterFile(file, raster, 0).catch(() => null);
            }
            await file.close();
          } catch (error) {
            expect(error).toBeInstanceOf(CaselineError);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
