import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync, inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { checkWorkspace } from '../../curation/checks/check-workspace.ts';
import { standsAsError } from '../../curation/checks/finding.ts';
import { waiverEvents } from '../../curation/checks/waive.ts';
import { createWorkspace } from '../../data/embedded/config.ts';
import { openWorkspace } from '../../data/embedded/workspace.ts';
import { caseline } from '../helpers/command.ts';
import { metadataCsv, metadataRow } from '../helpers/metadata.ts';
import { ordinary } from '../helpers/metadata-workspace.ts';
import { names, plantedFiles, refusedFiles } from '../helpers/planted.ts';
import { releaseSource } from '../helpers/release-source.ts';
import { startMembersOnly } from '../helpers/serving.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

/** Every file of a folder, by its path in it. */
const filesOf = (folder: string): Map<string, Buffer> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(folder.length + 1), readFileSync(path)];
      }),
  );

/** What `unpack` gives, nothing where there is nothing packed. */
function unpacked(unpack: (bytes: Buffer) => Buffer, bytes: Buffer): Buffer {
  try {
    return unpack(bytes);
  } catch {
    return Buffer.alloc(0);
  }
}

/** Bytes beside all that can be unpacked of them: gzip as a whole, the text chunks of a PNG. */
function opened(bytes: Buffer): Buffer {
  const chunks = ['zTXt', 'iTXt', 'iCCP'].map((type) => {
    const at = bytes.indexOf(type);
    const packed = at < 0 ? -1 : bytes.indexOf(0x78, at);
    return packed < 0 ? Buffer.alloc(0) : unpacked(inflateSync, bytes.subarray(packed));
  });
  return Buffer.concat([bytes, unpacked(gunzipSync, bytes), ...chunks]);
}

/** Paths of the files that hold the name. */
const naming = (files: ReadonlyMap<string, Buffer>): string[] =>
  [...files].filter(([, bytes]) => names(opened(bytes))).map(([path]) => path);

const planted = await plantedFiles();
const refused = await refusedFiles();

describe('the name of a patient within an image file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'caseline-'));
  const workspace = join(folder, 'w');
  createWorkspace(workspace);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const run = (...args: string[]) => caseline([...args, '--workspace', workspace]);
  /** Files of `planted` and `refused`, by the name their rows have. */
  const all = { ...planted, ...refused };

  /** Accepts every error that stands, by name: what must not go out stays back all the same. */
  const acceptAll = async (): Promise<void> => {
    const open = openWorkspace(workspace);
    const { findings } = await checkWorkspace(releaseSource(open));
    for (const finding of findings.filter(standsAsError)) {
      const doing = { by: 'Ana Costa', at: '2026-01-01T00:00:00.000Z', action: randomUUID() };
      await open.reviews.append(finding.case, waiverEvents([finding], 'for this test', doing));
    }
    await open.close();
  };

  beforeAll(async () => {
    mkdirSync(join(folder, 'images'));
    for (const [name, bytes] of Object.entries(all)) writeFileSync(join(folder, 'images', name), bytes);
    const rows = Object.keys(all).map((filename, at) =>
      metadataRow({
        ...ordinary,
        patientid: `${at + 1}`,
        doi: `10.1000/${at}`,
        url: `https://example.org/${at}`,
        folder: filename.includes('.nii') ? 'volumes' : 'images',
        filename,
      }),
    );
    writeFileSync(join(folder, 'metadata.csv'), metadataCsv(rows));
    const dataset = {
      ...{ id: 'films', title: 'Films', description: '', contact: '', licence: null, access: 'public' },
      members: { rule: { site: 'collection' } },
    };
    writeFileSync(join(folder, 'dataset.json'), JSON.stringify(dataset));
    expect(await run('import', join(folder, 'metadata.csv'))).toMatchObject({ code: 0 });
    expect(await run('datasets', 'set', join(folder, 'dataset.json'))).toMatchObject({ code: 0 });
  });

  test('is reported by check with its place and never repeated', async () => {
    const { code, stdout } = await run('check', '--json');
    expect(code).toBe(1);
    expect(names(Buffer.from(stdout))).toBe(false);
    const found = JSON.parse(stdout) as { rule: string; severity: string; image: string; message: string }[];
    const of = (rule: string): string[] => found.filter((one) => one.rule === rule).map(({ image }) => image);
    expect(of('metadata-in-file').sort()).toEqual(Object.keys(planted).sort());
    expect(of('identity-in-file').sort()).toEqual(Object.keys(refused).sort());
    const comment = found.find(({ rule, image }) => rule === 'metadata-in-file' && image === 'comment.jpg');
    expect(comment?.message).toContain('comment (COM), 16 bytes');
  });

  test('goes out with no export: stripped or refused, said, and the rest goes on', async () => {
    const out = join(folder, 'out');
    const { code, stdout, stderr } = await run('export', out);
    const files = filesOf(out);
    expect(naming(files)).toEqual([]);
    // Two that differ in their ending alone get names of their own.
    for (const name of Object.keys(planted)) {
      const start = `${name.includes('.nii') ? 'volumes' : 'images'}/${name.split('.')[0]}`;
      expect(
        [...files.keys()].some((file) => file.startsWith(start)),
        name,
      ).toBe(true);
    }
    // Every row stands; those whose file may not go out are named, and the exit code tells.
    expect(
      files
        .get('metadata.csv')
        ?.toString()
        .match(/example\.org/g),
    ).toHaveLength(Object.keys(all).length);
    expect(code).toBe(1);
    for (const name of Object.keys(refused).filter((one) => one !== 'behind-a-tiff-head.tif'))
      expect(stderr).toMatch(
        new RegExp(`${name.replaceAll('.', '\\.')} is not in .+ it cannot be told free`),
      );
    expect(stdout).toMatch(/held more than the picture/);
    expect(names(Buffer.from(stdout + stderr))).toBe(false);
  });

  test('goes out with no release, though every error was accepted', async () => {
    await acceptAll();
    for (const [out, args] of [
      ['release', ['release', join(folder, 'release')]],
      ['packed', ['datasets', 'package', 'films', join(folder, 'packed'), '--release']],
    ] as const) {
      const { code, stdout, stderr } = await run(...args);
      expect(stderr).toContain('left out, may-name-somebody');
      expect(code).toBe(1);
      const files = filesOf(join(folder, out));
      expect(naming(files)).toEqual([]);
      const left = files.get('left-out.csv')?.toString() ?? '';
      for (const name of Object.keys(refused))
        expect(left).toMatch(new RegExp(`^${name},.*may-name-somebody`, 'm'));
      expect(files.has('images/comment.jpg')).toBe(true);
      // Originals of converted images lie in the release too.
      expect(files.has('originals/exif.webp')).toBe(true);
      expect(names(Buffer.from(stdout + stderr))).toBe(false);
    }
  });

  test('goes out with no package of a dataset', async () => {
    const out = join(folder, 'package');
    const { code, stderr } = await run('datasets', 'package', 'films', out);
    const files = filesOf(out);
    expect(naming(files)).toEqual([]);
    expect(files.has('images/comment.jpg')).toBe(true);
    expect(code).toBe(1);
    expect(stderr).toMatch(/dicom\.png is not in .+DICOM/);
    expect(JSON.parse(files.get('dataset.json')?.toString() ?? '{}').refused).toHaveLength(
      Object.keys(refused).length,
    );
  });

  test('reaches no reader of the workbench: not by view, thumbnail, original or download', async () => {
    await acceptAll();
    const open = openWorkspace(workspace);
    onTestFinished(() => open.close());
    await open.index.ready();
    const { ask, member } = await startMembersOnly({ workspace: open });
    await member('rea', 'reader');
    for (const [name, bytes] of Object.entries(all)) {
      const sha = createHash('sha256').update(bytes).digest('hex');
      for (const kind of ['view', 'thumbnail?size=640', 'original']) {
        const answer = await ask(`/images/${sha}/${kind}`, { as: 'rea' });
        const body = Buffer.from(await answer.arrayBuffer());
        expect([name, kind, names(opened(body)), answer.status < 500]).toEqual([name, kind, false, true]);
        if (kind === 'original') expect([name, answer.status]).toEqual([name, name in refused ? 422 : 200]);
        if (kind === 'view' && /^(?!between).*\.(jpg|png)$/.test(name) && name in planted)
          expect([name, answer.status]).toEqual([name, 200]);
      }
      // The original stays as it came.
      expect(Buffer.from(await open.images.read(sha)).equals(bytes)).toBe(true);
    }
    for (const kind of ['download', 'release']) {
      const answer = await ask(`/datasets/films/${kind}`, { as: 'rea' });
      expect(answer.status).toBe(200);
      const target = join(folder, `of-${kind}`);
      mkdirSync(target);
      writeFileSync(join(folder, `${kind}.tgz`), Buffer.from(await answer.arrayBuffer()));
      execFileSync('tar', ['-xzf', join(folder, `${kind}.tgz`), '-C', target]);
      const files = filesOf(target);
      expect(files.size).toBeGreaterThan(Object.keys(planted).length);
      expect(naming(files)).toEqual([]);
    }
  });
});

const cases = resolve(import.meta.dirname, '../../../shared/cases/dataset');

/** What of each case must be in no file that leaves. */
const words: Readonly<Record<string, readonly string[]>> = {
  'dicom-with-a-name': ['SECRET-1', 'Invented^Name'],
  'jpeg-exif-name': ['Invented Name', 'Patient:'],
  'tiff-name': [],
  'volumes-folder': [],
};

describe.skipIf(!existsSync(cases))(
  'the handed tables (skipped where ../shared/cases is not at hand)',
  () => {
    test.each(Object.keys(words))('%s goes out without the name that stands in its file', async (name) => {
      const folder = temporaryFolder();
      const workspace = join(folder, 'w');
      const run = (...args: string[]) => caseline([...args, '--workspace', workspace]);
      await run('init');
      await run('import', join(cases, name, 'metadata.csv'));
      const check = await run('check');
      const exported = await run('export', join(folder, 'out'));
      const released = await run('release', join(folder, 'release'));
      for (const out of ['out', 'release']) {
        if (!existsSync(join(folder, out))) continue;
        for (const [path, bytes] of filesOf(join(folder, out)))
          if (path !== 'metadata.csv')
            expect([path, (words[name] ?? []).filter((word) => bytes.includes(word))]).toEqual([path, []]);
      }
      const dicom = name === 'dicom-with-a-name';
      expect(check.stdout.includes('error identity-in-file')).toBe(dicom);
      expect(check.stdout.includes('warning metadata-in-file')).toBe(name === 'jpeg-exif-name');
      expect([exported.code, released.code]).toEqual(dicom ? [1, 1] : [0, 0]);
      if (dicom) {
        expect(check.code).toBe(1);
        expect(exported.stderr).toMatch(/f\.dcm is not in .+DICOM.+to mend/);
        expect(released.stderr).toMatch(/may-name-somebody 1/);
      }
    });
  },
);
