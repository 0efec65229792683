import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import sharp from 'sharp';
import { CaselineError } from '../../data/errors.ts';
import { extractPdf } from '../../scrapers/papers/extracting/extract.ts';
import { writeAllRasters } from '../../scrapers/papers/pdf/pixels/write-rasters.ts';
import { draw, pages, prose, samplesImage, write } from '../scrapers/papers/fixtures.ts';
import { hasPdfimages, hasReal, realPdfs } from '../scrapers/papers/real-papers.ts';

/** A paper with two photographs and a lossless picture on each of six pages, for machines without real ones. */
async function syntheticPaper(folder: string): Promise<string> {
  const noise = Buffer.from(
    Array.from({ length: 900 * 1200 * 3 }, (_, index) => (index * 2_654_435_761) >>> 24),
  );
  const jpeg = await sharp(noise, { raw: { width: 1200, height: 900, channels: 3 } })
    .jpeg()
    .toBuffer();
  const photograph = {
    dictionary: '/Width 1200 /Height 900 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode',
    data: jpeg,
  };
  const scan = samplesImage(1000, 800, 'DeviceGray', (x, y) => [(x * y) % 251]);
  const content = (page: number): string =>
    draw('Im0', 60, 500, 240, 180) +
    draw('Im1', 310, 500, 240, 180) +
    write([`Figure ${page}. Two made-up pictures.`], 60, 485, 8) +
    write([...prose, ...prose, ...prose], 60, 400, 9);
  const file = join(folder, 'synthetic.pdf');
  const list = Array.from({ length: 6 }, (_, index) => ({ content: content(index + 1), images: [0, 1] }));
  writeFileSync(file, pages(list, [photograph, scan]));
  return file;
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(2)} s`;

/** Runs `work` for each file and gives the time; files that cannot be read cost their time like the others. */
async function timed(files: readonly string[], work: (file: string) => unknown): Promise<number> {
  const start = performance.now();
  for (const file of files) {
    try {
      await work(file);
    } catch (error) {
      if (!(error instanceof CaselineError)) throw error;
    }
  }
  return performance.now() - start;
}

/** Peak memory in MB of a fresh process that reads one paper. */
function peak(file: string, folder: string): number {
  const program = `
    const { extractPdf } = await import(${JSON.stringify(`file://${resolve(import.meta.dirname, '../../scrapers/papers/extracting/extract.ts')}`)});
    await extractPdf(process.argv[1], { outDir: process.argv[2] }).catch(() => null);
    process.stdout.write(String(process.resourceUsage().maxRSS / 1024));`;
  const outDir = join(folder, 'peak', basename(file));
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', program, file, outDir],
    { encoding: 'utf8' },
  );
  const megabytes = Number(stdout);
  if (!(megabytes > 0)) throw new Error(`memory of ${file} was not measured: ${stderr}`);
  return megabytes;
}

/** Reading papers against `pdfimages -png`, in the same run on the same files, one after the other. */
export async function run(): Promise<readonly object[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-papers-'));
  try {
    const groups: [string, string[]][] = hasReal
      ? ['medical', 'biomedical', 'tricky'].map((name) => [name, realPdfs(name)])
      : [['synthetic', [await syntheticPaper(folder)]]];
    const rows: object[] = [];
    for (const [name, files] of groups) {
      const target = (kind: string, file: string): string => {
        const path = join(folder, name, kind, basename(file));
        mkdirSync(path, { recursive: true });
        return path;
      };
      const [first] = files;
      // The libraries are loaded once, as in a server.
      if (first !== undefined)
        await timed([first], (file) => extractPdf(file, { outDir: target('warm', file) }));
      const peer = hasPdfimages
        ? await timed(files, (file) =>
            spawnSync('pdfimages', ['-png', file, join(target('peer', file), 'x')], { stdio: 'ignore' }),
          )
        : null;
      const rasters = await timed(files, (file) => writeAllRasters(file, target('rasters', file)));
      const whole = await timed(files, (file) => extractPdf(file, { outDir: target('whole', file) }));
      const ratio = (time: number): string => (peer === null ? 'no pdfimages' : (time / peer).toFixed(2));
      const largest = [...files].sort((one, other) => statSync(other).size - statSync(one).size).slice(0, 5);
      const memory = largest.map((file) => ({ file: basename(file), peak: peak(file, folder) }));
      const most = memory.sort((one, other) => other.peak - one.peak)[0];
      rows.push({
        papers: name,
        files: files.length,
        'pdfimages -png': peer === null ? '-' : seconds(peer),
        rasters: seconds(rasters),
        'of pdfimages': ratio(rasters),
        'with captions': seconds(whole),
        'of pdfimages ': ratio(whole),
        'most memory of the largest': `${Math.round(most?.peak ?? 0)} MB (${most?.file.slice(0, 30) ?? ''})`,
      });
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
