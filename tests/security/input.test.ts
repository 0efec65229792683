import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { deflateSync } from 'node:zlib';
import { pino } from 'pino';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import { documentPath } from '../../data/embedded/documents/layout.ts';
import { startServer } from '../../server/serve.ts';
import { decide, draftOf } from '../helpers/drafts.ts';
import { metadataCsv, metadataRow } from '../helpers/metadata.ts';
import { startLocal } from '../helpers/serving.ts';
import { temporaryWorkspace } from '../helpers/temporary.ts';

const polluted = () => ({}) as Record<string, unknown>;

const post = (url: string, path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(new URL(path, url), {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body,
  });

describe('JSON prototype keys', () => {
  test.each([
    ['at the top', (text: string) => text.replace('{', '{"__proto__": {"polluted": 1}, ')],
    [
      'in a record',
      (text: string) =>
        text.replace('"keywords": {', '"keywords": {"__proto__": ["polluted"], "constructor": ["x"], '),
    ],
    [
      'in the source',
      (text: string) => text.replace('"source": {', '"source": {"__proto__": {"polluted": 1}, '),
    ],
  ])('in a case file, %s, change nothing and break nothing else', async (_name, change) => {
    const { url, workspace } = await startLocal();
    await workspace.cases.put(draftOf('eurorad-1'));
    await workspace.cases.put(draftOf('eurorad-2'));
    const path = documentPath(workspace.directory, 'cases', 'eurorad-1');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, change(text));
    expect(readFileSync(path, 'utf8')).not.toBe(text);
    for (const page of ['cases/eurorad-1', 'cases', 'cases/eurorad-2'])
      expect((await fetch(url + page)).status, page).toBeLessThan(500);
    expect((await fetch(`${url}cases/eurorad-2`)).status).toBe(200);
    expect([polluted()['polluted'], Object.keys(polluted())]).toEqual([undefined, []]);
  });

  test('in forms and addresses change nothing', async () => {
    const { url, workspace } = await startLocal();
    await workspace.cases.put(draftOf('eurorad-1'));
    const keys = [
      '__proto__',
      '__proto__[polluted]',
      'constructor[prototype][polluted]',
      'field[__proto__]',
      'toString',
      'hasOwnProperty',
    ];
    for (const key of keys) {
      const pair = `${encodeURIComponent(key)}=1`;
      for (const path of [
        `cases?${pair}`,
        `cases?t.__proto__=1&${pair}`,
        `cases/eurorad-1/cell?field=${encodeURIComponent(key)}`,
        `statistics?${pair}`,
        `datasets?${pair}`,
      ])
        expect((await fetch(url + path)).status, path).toBeLessThan(500);
      for (const path of [
        'cases/eurorad-1/decisions',
        'cases/eurorad-1/comments',
        'datasets',
        'cases/eurorad-1/status',
      ])
        expect(
          (
            await post(url, path, `${pair}&field=__proto__&patient=constructor&value=1`, {
              'if-match': '"0"',
            })
          ).status,
          `${path} ${key}`,
        ).toBeLessThan(500);
    }
    expect([polluted()['polluted'], ({} as { toString: unknown }).toString]).toEqual([
      undefined,
      Object.prototype.toString,
    ]);
  });

  test('as names of fields, patients and images in a review are names and nothing else', async () => {
    const { url, workspace } = await startLocal();
    await workspace.cases.put(draftOf('eurorad-1'));
    for (const name of ['__proto__', 'constructor', 'toString'])
      await workspace.reviews.append('eurorad-1', [
        { ...decide('age', 5), field: name, target: { patient: name, image: name } } as never,
      ]);
    for (const page of ['cases/eurorad-1', 'cases/eurorad-1/history', 'statistics/body'])
      expect((await fetch(url + page)).status, page).toBeLessThan(500);
  });
});

describe('path names', () => {
  const climbs = [
    // Begins as an id does; four steps up from the folder of a case lies the workspace's own file.
    'a-..%2f..%2f..%2f..%2f..%2fcaseline',
    'eurorad-1%2f..%2f..%2fx',
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e%2fcaseline.json',
    '..%5c..%5cx',
    '%00',
    'a%2fb',
    '....//',
    '%c0%ae%c0%ae/',
    '%ff',
    '%',
  ];
  test('that climb out of a folder lead nowhere', async () => {
    const { url, workspace } = await startLocal();
    await workspace.cases.put(draftOf('eurorad-1'));
    for (const climb of climbs) {
      for (const start of [
        'cases/',
        'images/',
        'static/000000000000/',
        'datasets/',
        'adjudication/',
        'papers/',
      ]) {
        for (const end of ['', '/view', '/download', '/fragments']) {
          const answer = await fetch(`${url}${start}${climb}${end}`, { redirect: 'manual' });
          const text = await answer.text();
          expect(
            [
              answer.status >= 400 && answer.status < 500,
              text.includes('caseline.workspace/1'),
              text.includes('root:'),
            ],
            start + climb + end,
          ).toEqual([true, false, false]);
        }
      }
    }
  });
});

describe('uploads', () => {
  const upload = async (
    url: string,
    files: [string, string | Buffer, string][],
    fields: Record<string, string> = {},
  ) => {
    const form = new FormData();
    for (const [name, content, file] of files) form.append(name, new Blob([content as BlobPart]), file);
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return fetch(new URL('/papers', url), { method: 'POST', body: form, redirect: 'manual' });
  };

  test.each([
    ['nothing', [], {}],
    ['an empty file', [['pdf', '', 'a.pdf']], {}],
    ['a file of another kind', [['pdf', '<html><script>alert(1)</script>', 'a.pdf']], {}],
    ['a program', [['pdf', Buffer.from('MZ\x90\x00'.repeat(100), 'latin1'), 'a.pdf']], {}],
    [
      'two files',
      [
        ['pdf', '%PDF-1.4', 'a.pdf'],
        ['pdf', '%PDF-1.4', 'b.pdf'],
      ],
      {},
    ],
    ['a file under another name', [['file', '%PDF-1.4', 'a.pdf']], {}],
    [
      'many fields',
      [['pdf', '%PDF-1.4', 'a.pdf']],
      Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`f${at}`, 'x'])),
    ],
    ['a field of a megabyte', [['pdf', '%PDF-1.4', 'a.pdf']], { note: 'x'.repeat(1_000_000) }],
  ] as [string, [string, string | Buffer, string][], Record<string, string>][])(
    'of %s are refused',
    async (_name, files, fields) => {
      const { url } = await startLocal();
      const { status } = await upload(url, files, fields);
      expect([status >= 400, status < 500]).toEqual([true, true]);
    },
  );

  /** Features whose routes read uploads, as their sources say: each page has the name of its folder. */
  const takingUploads = readdirSync('server/features').filter((name) => {
    const route = join('server/features', name, 'route.ts');
    return existsSync(route) && readFileSync(route, 'utf8').includes("from 'multer'");
  });
  test('are taken by these pages, and by no code besides', () => {
    expect(takingUploads.toSorted()).toEqual(Object.keys(pages).toSorted());
    const all = readdirSync('server', { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && readFileSync(join('server', file), 'utf8').includes("from 'multer'"),
    );
    expect(all.toSorted()).toEqual(
      [...takingUploads.map((name) => `features/${name}/route.ts`), 'shell/upload.ts'].toSorted(),
    );
  });

  /** Of each page: the name of its file, and what it says of a form that cannot be read. */
  const pages: Record<string, { file: string; remedy: string }> = {
    enter: { file: 'image-1', remedy: 'send it again from the page Enter a case, a picture a row' },
    import: {
      file: 'table',
      remedy: 'hand the table in again from the page Import, with its pictures under Images',
    },
    papers: { file: 'pdf', remedy: 'hand it in again, one PDF at a time' },
  };
  const head = (field: string, name?: string) =>
    `--b\r\ncontent-disposition: form-data; name="${field}"${name === undefined ? '' : `; filename="${name}"`}\r\n`;
  const bounded = 'multipart/form-data; boundary=b';
  const broken = 'the form came broken and could not be read';
  const unexpected = "a file came under the name 'other' that this form does not take, or one too many";
  const giant = "the words under the name 'note' are too long for this form";
  /** The words of a page, without markup. */
  const words = (html: string) =>
    html
      .replace(/<[^>]{0,500}>/g, ' ')
      .replaceAll('&#39;', "'")
      .replaceAll('&quot;', '"');
  const handIn = (url: string, page: string, type: string, body: string) =>
    fetch(`${url}${page}`, { method: 'POST', headers: { 'content-type': type }, body });

  test.each(
    Object.entries(pages).flatMap(([page, { file }]) => [
      [page, 'without a boundary', broken, 'multipart/form-data', `${head(file, 'a')}\r\nx\r\n--b--`],
      [page, 'that is cut off', broken, bounded, `${head(file, 'a')}\r\nx`],
      [page, 'with a broken head', broken, bounded, '--b\r\nno head at all\r\n\r\nx\r\n--b--'],
      [page, 'of nothing', broken, bounded, ''],
      [page, 'with a NUL in the file name', broken, bounded, `${head(file, 'a\0')}\r\nx\r\n--b--`],
      [page, 'with a file under another name', unexpected, bounded, `${head('other', 'a')}\r\nx\r\n--b--`],
      [page, 'with a giant field', giant, bounded, `${head('note')}\r\n${'x'.repeat(7_000_000)}\r\n--b--`],
    ]),
  )(
    'to /%s of a form %s are refused: it is said why and what to do',
    async (page, _which, why, type, body) => {
      const { url } = await startLocal();
      const answer = await handIn(url, page ?? '', type ?? '', body ?? '');
      expect([answer.status, words(await answer.text())]).toEqual([
        422,
        expect.stringContaining(`${why}; ${pages[page ?? '']?.remedy}`),
      ]);
    },
  );

  test.each([
    ['enter', /say where it is from: figure1 or manual; title: a title is needed/],
    ['import', /a\.pdf/],
    ['papers', /a\.pdf is no PDF; give the PDF of the article/],
  ])('to /%s under a path lose the path, and are read by their content', async (page, why) => {
    const { url, workspace } = await startLocal();
    const body = `${head(pages[page]?.file ?? '', '../../a.pdf')}\r\nx\r\n--b--`;
    const answer = await handIn(url, page, bounded, body);
    const said = words(await answer.text());
    expect([answer.status, said]).toEqual([422, expect.stringMatching(why)]);
    expect(said).not.toContain('../');
    expect(existsSync(join(workspace.directory, '../../a.pdf'))).toBe(false);
  });

  const name = 'Müller 2020';
  test('keep the letters of their file names: a paper', async () => {
    const { url, workspace } = await startLocal();
    await handIn(url, 'papers', bounded, `${head('pdf', `${name}.pdf`)}\r\n%PDF-1.4 x\r\n--b--\r\n`);
    expect(JSON.stringify(await workspace.contributions.list())).toContain(`${name}.pdf`);
  });

  test('keep the letters of their file names: a table and a picture', async () => {
    const { url } = await startLocal();
    const table = metadataCsv([metadataRow({ patientid: '1', filename: `${name}.png` })]);
    const picture = `${head('images', `${name}.png`)}\r\nx\r\n`;
    const body = `${head('table', `${name}.csv`)}\r\n${table}\r\n${picture}--b--\r\n`;
    const said = words(await (await handIn(url, 'import', bounded, body)).text());
    expect(said).toContain(`Import ${name}.csv`);
    expect(said).toContain(`${name}.png`);
  });

  test('keep the letters of their file names: a picture of a case that is entered', async () => {
    const { url } = await startLocal();
    const fields = Object.entries({ source: 'manual', title: 'A case', text: 'Seen.' })
      .map(([field, value]) => `${head(field)}\r\n${value}\r\n`)
      .join('');
    const body = `${fields}${head('image-1', `${name}.png`)}\r\nno picture\r\n--b--\r\n`;
    expect(words(await (await handIn(url, 'enter', bounded, body)).text())).toContain(`${name}.png `);
  });

  /** Sends a head, then megabytes until the other side ends it; gives the status and how much was taken. */
  const pour = (url: string, head: Record<string, string>): Promise<{ status: number; megabytes: number }> =>
    new Promise((resolve) => {
      let [megabytes, status] = [0, 0];
      const piece = Buffer.alloc(1 << 20, 'x');
      const sending = request(new URL('/papers', url), {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=b', ...head },
      });
      const done = () => resolve({ status, megabytes });
      sending.on('response', (response) => {
        status = response.statusCode ?? 0;
        response.resume();
      });
      sending.on('error', done).on('close', done);
      const more = (): void => {
        if (sending.destroyed || megabytes >= 400) return void sending.destroy();
        megabytes += 1;
        sending.write(piece, (error) => (error ? undefined : setImmediate(more)));
      };
      more();
    });

  test.each([
    ['that says it is three gigabytes', { 'content-length': '3000000000' }, 413],
    ['that does not say how long it is', { 'transfer-encoding': 'chunked' }, 411],
  ])('of a body %s are refused before it is read', async (_name, head, status) => {
    const { url } = await startLocal();
    const result = await pour(url, head as Record<string, string>);
    expect([0, status]).toContain(result.status);
    expect(result.megabytes).toBeLessThan(50);
  });

  test('of a form larger than two megabytes, or of a thousand fields, are refused', async () => {
    const { url, workspace } = await startLocal();
    await workspace.cases.put(draftOf('eurorad-1'));
    const large = await post(url, 'cases/eurorad-1/comments', `text=${'x'.repeat(3_000_000)}`, {
      'if-match': '"0"',
    });
    const many = await post(
      url,
      'cases/eurorad-1/comments',
      Array.from({ length: 2_000 }, (_, at) => `f${at}=1`).join('&'),
      { 'if-match': '"0"' },
    );
    expect([large.status, many.status]).toEqual([413, 413]);
  });
});

/** A PNG whose header claims `side` x `side` pixels, with little in it. */
function pngOf(side: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    let crc = 0xffffffff;
    for (const byte of body) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(side + 1))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('pictures', () => {
  test('that claim to be enormous are kept and never decoded', async () => {
    const { url, workspace } = await startLocal();
    const before = process.memoryUsage.rss();
    for (const side of [30_000, 60_000]) {
      const { sha256 } = await workspace.images.put(pngOf(side));
      for (const kind of ['thumbnail', 'view']) {
        const started = performance.now();
        const answer = await fetch(`${url}images/${sha256}/${kind}`);
        if (kind === 'thumbnail')
          expect([answer.status, performance.now() - started < 3_000]).toEqual([422, true]);
        expect(answer.status).toBeLessThan(500);
      }
    }
    expect(process.memoryUsage.rss() - before).toBeLessThan(400_000_000);
  });

  test('that are pages or vector drawings are never shown as such', async () => {
    const { url, workspace } = await startLocal();
    for (const bytes of [
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      '<html><script>alert(1)</script></html>',
      'GIF89a<script>alert(1)</script>',
    ]) {
      const { sha256 } = await workspace.images.put(Buffer.from(bytes));
      for (const kind of ['thumbnail', 'view', 'original']) {
        const answer = await fetch(`${url}images/${sha256}/${kind}`);
        const type = answer.headers.get('content-type') ?? '';
        const shown =
          answer.ok && !(answer.headers.get('content-disposition') ?? '').startsWith('attachment');
        expect(
          [shown && /html|svg|xml/.test(type), answer.headers.get('x-content-type-options')],
          `${bytes.slice(0, 12)} ${kind} ${type}`,
        ).toEqual([false, 'nosniff']);
      }
    }
  });

  test('of a size nobody offers make no new files', async () => {
    const { url, workspace } = await startLocal();
    const { sha256 } = await workspace.images.put(
      await sharp({ create: { width: 900, height: 900, channels: 3, background: '#777' } })
        .png()
        .toBuffer(),
    );
    const sizes = new Set<number>();
    for (const size of [1, 17, 33, 97, 161, 333, 4_000, -5, Number.NaN]) {
      const answer = await fetch(`${url}images/${sha256}/thumbnail?size=${size}`);
      const { width } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
      sizes.add(width ?? 0);
    }
    expect(sizes.size).toBeLessThanOrEqual(4);
  });
});

describe('the log', () => {
  test('has one JSON line a request, no words of a case, of a search or of a form, and no line of an attacker', async () => {
    const workspace = temporaryWorkspace();
    await workspace.cases.put(
      draftOf('eurorad-1', {
        texts: [{ id: 't1', kind: 'findings', language: 'en', text: 'PATIENTWORD has fever' }],
        images: [],
      }),
    );
    let text = '';
    const stream = new Writable({
      write: (chunk, _encoding, done) => {
        text += chunk;
        done();
      },
    });
    const { url, close } = await startServer({
      workspace,
      port: 0,
      logger: pino({ level: 'info' }, stream),
      user: { name: 'ana', role: 'maintainer' },
    });
    onTestFinished(() => close(100));
    await fetch(`${url}cases?q=PATIENTWORD`);
    await fetch(`${url}cases/eurorad-1`);
    await fetch(`${url}PATIENTWORD%0d%0a{"level":60}`);
    await post(url, 'cases/eurorad-1/comments', 'text=PATIENTWORD', {
      'if-match': '"0"',
      'user-agent': 'PATIENTWORD',
      'x-request-id': 'PATIENTWORD-1234',
    });
    await post(url, 'cases/eurorad-1/decisions', 'field=age&patient=p1&value=PATIENTWORD', {
      'if-match': '"1"',
      referer: 'http://x/?PATIENTWORD',
    });
    writeFileSync(documentPath(workspace.directory, 'cases', 'eurorad-1'), '{"texts": "PATIENTWORD"');
    await fetch(`${url}cases/eurorad-1`);
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { msg: string; level: number });
    expect(lines.filter(({ msg }) => msg === 'request')).toHaveLength(6);
    expect(lines.every(({ level }) => level <= 50)).toBe(true);
    expect(text).not.toMatch(/PATIENTWORD/);
  });

  test('of an unforeseen fault names the place in the code and not what was in it', async () => {
    const { faultForLog } = await import('../../server/shell/log/request-log.ts');
    const error = new TypeError('cannot read PATIENTWORD\nof PATIENTWORD', {
      cause: new Error('PATIENTWORD too'),
    });
    expect(JSON.stringify(faultForLog(error))).not.toMatch(/PATIENTWORD/);
    expect(faultForLog(error)).toMatchObject({
      type: 'TypeError',
      at: expect.arrayContaining([expect.stringMatching(/input\.test\.ts/)]),
    });
  });
});
