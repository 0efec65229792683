import {
  appendFileSync,
  createReadStream,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WARCParser, type WARCRecord } from 'warcio';
import { Archive } from '../../../../data/embedded/archive/archive.ts';
import { WarcWriter } from '../../../../data/embedded/archive/warc-file.ts';
import { openCrawlDatabase } from '../../../../data/embedded/crawl/crawl-database.ts';
import { readJournalLine } from '../../../../data/format/journal-entry.ts';
import { HttpTier } from '../../../../scrapers/crawl/door/requests/http-tier.ts';
import { type SiteAnswer, startHttpSite } from '../../../helpers/http-site.ts';
import { temporaryFolder } from '../../../helpers/temporary.ts';
import { tinyPng } from '../../../helpers/tiny-png.ts';
import { readWarc } from '../../../helpers/warc-reader.ts';

const openArchive = (workspace: string) => {
  const database = openCrawlDatabase(workspace);
  const archive = new Archive(workspace, database);
  const close = () => {
    archive[Symbol.dispose]();
    database.close();
  };
  return { archive, database, close };
};

/** Fetches each answer once from a real server and keeps it. */
const keptFrom = async (workspace: string, answers: Record<string, SiteAnswer>) => {
  const site = await startHttpSite((path) => answers[path] ?? { status: 404, body: 'no' });
  onTestFinished(() => site.close());
  const { archive, close } = openArchive(workspace);
  const writer = archive.writer('run1', 'plain', 'Caseline/test');
  const tier = new HttpTier('loopback');
  for (const path of Object.keys(answers)) {
    const raw = await tier.get(new URL(path, site.origin), { accept: '*/*' }, new AbortController().signal);
    const body = raw.headers['content-encoding'] === 'gzip' ? gunzipSync(raw.body) : raw.body;
    await writer.keep(raw, body, { outcome: 'ok', via: 'request' });
  }
  tier.close();
  await writer.close();
  close();
  return site;
};

const warcIn = (workspace: string) =>
  readdirSync(join(workspace, 'archive'))
    .filter((name) => name.endsWith('.warc.gz'))
    .map((name) => join(workspace, 'archive', name));

const recordsIn = async (file: string) => {
  const records: { type: string; url: string; record: WARCRecord; payload: Buffer }[] = [];
  for await (const record of WARCParser.iterRecords(createReadStream(file), { keepHeadersCase: true })) {
    const payload = Buffer.from(await record.readFully(false));
    records.push({ type: record.warcType, url: record.warcTargetURI ?? '', record, payload });
  }
  return records;
};

const html = '<!doctype html><p>Universitário ü</p>';

describe('the archive', () => {
  test('is standard WARC, byte for byte, request and response', async () => {
    const workspace = temporaryFolder();
    const png = await tinyPng('x', 32);
    const zipped = gzipSync(html);
    const site = await keptFrom(workspace, {
      '/page?a=1': { headers: { 'X-Odd-Case': 'one', 'set-cookie': ['a=1, b', 'c=2'] }, body: html },
      '/zipped': { headers: { 'content-encoding': 'gzip' }, body: zipped },
      '/image.png': { headers: { 'content-type': 'image/png' }, body: png },
      '/empty': { body: '' },
    });
    const [file = ''] = warcIn(workspace);
    const records = await recordsIn(file);
    expect(records.map(({ type }) => type)).toEqual([
      'warcinfo',
      ...Array(4).fill(['request', 'response']).flat(),
    ]);
    const response = (path: string) =>
      records.find(({ type, url }) => type === 'response' && url === site.origin + path);
    expect(response('/page?a=1')?.payload.toString()).toBe(html);
    expect(response('/zipped')?.payload.equals(zipped)).toBe(true);
    expect(response('/image.png')?.payload.equals(png)).toBe(true);
    expect(response('/empty')?.payload.length).toBe(0);
    const [, first] = records.filter(({ url }) => url.endsWith('/page?a=1'));
    expect(first?.record.warcHeaders.headers.get('WARC-Payload-Digest')).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(first?.record.httpHeaders?.toString()).toContain('X-Odd-Case: one');
    expect(records.find(({ type }) => type === 'request')?.record.httpHeaders?.toString()).toMatch(
      /^GET \/page\?a=1 HTTP\/1.1/,
    );
  });

  test('an answer that is not new is a revisit of the first one, by the standard (1.1, 6.7)', async () => {
    const workspace = temporaryFolder();
    const png = await tinyPng('x', 32);
    const site = await startHttpSite(() => ({
      headers: { etag: '"x"', 'content-type': 'image/png' },
      body: png,
    }));
    onTestFinished(() => site.close());
    const { archive, close } = openArchive(workspace);
    onTestFinished(close);
    const writer = archive.writer('run1', 'plain', 'Caseline/test');
    const tier = new HttpTier('loopback');
    const raw = await tier.get(new URL('/a.png', site.origin), {}, new AbortController().signal);
    tier.close();
    const ok = { outcome: 'ok', via: 'request' } as const;
    const first = await writer.keep(raw, raw.body, ok);
    const again = await writer.keep(raw, raw.body, ok);
    const third = await writer.keep(raw, raw.body, ok);
    const bare = { ...raw, status: 304, statusText: 'Not Modified', body: Buffer.alloc(0) };
    const unchanged = { outcome: 'not-modified', via: 'request', confirms: third } as const;
    await writer.keep(bare, bare.body, unchanged);
    const other = Buffer.from('other');
    const changed = await writer.keep({ ...raw, body: other }, other, ok);
    await writer.close();
    const records = readWarc(warcIn(workspace)[0] ?? '').filter(
      ({ fields }) => fields.get('warc-type') !== 'request',
    );
    const [, original, ...later] = records;
    const digest = original?.fields.get('warc-payload-digest');
    expect(records.map(({ version, fields }) => [version, fields.get('warc-type')])).toEqual(
      ['warcinfo', 'response', 'revisit', 'revisit', 'revisit', 'response'].map((type) => ['WARC/1.1', type]),
    );
    for (const [index, profile] of [
      'identical-payload-digest',
      'identical-payload-digest',
      'server-not-modified',
    ].entries()) {
      const { fields, http, statusLine, payload } = later[index] ?? {};
      expect(Object.fromEntries(fields ?? [])).toMatchObject({
        'warc-profile': `http://netpreserve.org/warc/1.1/revisit/${profile}`,
        'warc-refers-to': original?.fields.get('warc-record-id'),
        'warc-refers-to-target-uri': `${site.origin}/a.png`,
        'warc-refers-to-date': original?.fields.get('warc-date'),
      });
      expect(fields?.get('warc-payload-digest')).toBe(profile === 'server-not-modified' ? undefined : digest);
      expect([http?.get('etag'), payload?.length]).toEqual(['"x"', 0]);
      expect(statusLine).toMatch(profile === 'server-not-modified' ? /^HTTP\/1.1 304 / : /^HTTP\/1.1 200 /);
    }
    expect([first.refersTo, again.refersTo, third.refersTo, changed.refersTo]).toEqual([
      undefined,
      first.id,
      first.id,
      undefined,
    ]);
    for (const [entry, body] of [
      [first, png],
      [again, png],
      [third, png],
      [changed, other],
    ] as const)
      expect(Buffer.from((await archive.read(entry)).body).equals(body)).toBe(true);
  });

  test('the index is rebuilt from the journal when it is gone', async () => {
    const workspace = temporaryFolder();
    const site = await keptFrom(workspace, { '/page': { body: html } });
    for (const name of ['crawl.sqlite', 'crawl.sqlite-wal', 'crawl.sqlite-shm'])
      rmSync(join(workspace, name), { force: true });
    const { archive, close } = openArchive(workspace);
    onTestFinished(close);
    const entry = await archive.journal.latest('plain', `${site.origin}/page`, ['ok']);
    expect(entry?.status).toBe(200);
  });

  test('a torn last line is passed over and does not swallow the next one', async () => {
    const workspace = temporaryFolder();
    const site = await keptFrom(workspace, { '/one': { body: html } });
    const journal = join(workspace, 'archive', 'fetches.jsonl');
    appendFileSync(journal, '{"id":"torn","url":"http');
    const second = openArchive(workspace);
    const writer = second.archive.writer('run2', 'plain', 'Caseline/test');
    await writer.fault(`${site.origin}/two`, 'request', Date.now(), 'network');
    await writer.close();
    second.close();
    const lines = readFileSync(journal, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => readJournalLine(line)?.url ?? null)).toEqual([
      `${site.origin}/one`,
      null,
      `${site.origin}/two`,
    ]);
  });

  test('what a killed run left behind its last journaled record is cut off', async () => {
    const workspace = temporaryFolder();
    await keptFrom(workspace, { '/one': { body: html } });
    const [file = ''] = warcIn(workspace);
    const { size } = statSync(file);
    appendFileSync(file, gzipSync('half a record').subarray(0, 15));
    const { archive, close } = openArchive(workspace);
    onTestFinished(close);
    await archive.repair('run1');
    expect(statSync(file).size).toBe(size);
    expect((await recordsIn(file)).map(({ type }) => type)).toEqual(['warcinfo', 'request', 'response']);
  });

  test('a damaged record is named, not read as something else', async () => {
    const workspace = temporaryFolder();
    const site = await keptFrom(workspace, { '/one': { body: html } });
    const [file = ''] = warcIn(workspace);
    const bytes = readFileSync(file);
    const { archive, close } = openArchive(workspace);
    onTestFinished(close);
    const entry = await archive.journal.latest('plain', `${site.origin}/one`, ['ok']);
    if (entry === null) throw new Error('nothing kept');
    const damaged = Buffer.from(bytes);
    damaged.fill(0, bytes.length - 60);
    writeFileSync(file, damaged);
    await expect(archive.read(entry)).rejects.toMatchObject({ code: 'archive-damaged' });
    truncateSync(file, bytes.length - 10);
    await expect(archive.read(entry)).rejects.toMatchObject({ code: 'archive-damaged' });
    rmSync(file);
    await expect(archive.read(entry)).rejects.toMatchObject({ code: 'archive-damaged' });
  });

  test('files are rotated, and every position holds', async () => {
    const folder = temporaryFolder();
    const writer = new WarcWriter(folder, 'plain-x', 'Caseline/test', 2_000);
    const members = Array.from({ length: 20 }, (_, at) =>
      gzipSync(Buffer.from(`${at} `.repeat(300)), { level: 0 }),
    );
    const positions = [];
    for (const member of members) positions.push(writer.append([[member]]));
    writer.close();
    expect(new Set(positions.map(({ file }) => file)).size).toBeGreaterThan(3);
    positions.forEach(({ file, offset, length }, at) => {
      const bytes = readFileSync(join(folder, file)).subarray(offset, offset + length);
      expect(gunzipSync(bytes).toString()).toBe(`${at} `.repeat(300));
    });
  });
});
