import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { CrawlArchive } from '../../data/ports/crawl/crawl-archive.ts';
import type { Crawls } from '../../data/ports/crawl/crawls.ts';
import type { RawResponse } from '../../data/ports/crawl/raw-response.ts';

const text = Buffer.from('<!doctype html><p>Universitário ü</p>');

const rawOf = (url: string, change: Partial<RawResponse> = {}): RawResponse => ({
  url,
  httpVersion: '1.1',
  status: 200,
  statusText: 'OK',
  rawHeaders: [['Content-Type', 'text/html']],
  headers: { 'content-type': 'text/html' },
  body: text,
  requestHeaders: [['Accept', '*/*']],
  sent: Date.UTC(2026, 10, 22, 10),
  latency: 12,
  ...change,
});

const ok = { outcome: 'ok', via: 'request' } as const;

/** What every archive of crawls must keep to. @param open a fresh one */
export const archiveContract = (open: () => Promise<Crawls>): void => {
  const keeping = (archive: CrawlArchive, run = 'r1') => archive.writer(run, 'plain', 'Caseline/test');

  describe('an archive of crawls', () => {
    test('gives back what was received, decoded, by its URL, also to whoever opens it later', async () => {
      const crawls = await open();
      {
        await using stores = await crawls.open();
        const writer = keeping(await stores.archive());
        await writer.keep(rawOf('http://a.example/page'), text, ok);
        const zipped = { headers: { 'content-encoding': 'gzip' }, body: gzipSync(text) };
        await writer.keep(
          rawOf('http://a.example/zipped', { ...zipped, rawHeaders: [['Content-Encoding', 'gzip']] }),
          text,
          ok,
        );
        await writer.keep(rawOf('http://a.example/page'), text, ok);
        await writer.sync();
        await writer.close();
      }
      await using stores = await crawls.open();
      const archive = await stores.archive();
      for (const name of ['page', 'zipped']) {
        const entry = await archive.journal.latest('plain', `http://a.example/${name}`, ['ok']);
        if (entry === null) throw new Error(`${name} is not there`);
        expect(Buffer.from((await archive.read(entry)).body).equals(text), name).toBe(true);
        expect(await archive.journal.entry(entry.id)).toEqual(entry);
      }
      expect(await Array.fromAsync(archive.journal.urls('plain'))).toEqual([
        'http://a.example/page',
        'http://a.example/zipped',
      ]);
      expect(await archive.journal.latest('other', 'http://a.example/page', ['ok'])).toBeNull();
      expect(await archive.journal.entry('none')).toBeNull();
    });

    test('finds the newest of the outcomes, runs and time asked for', async () => {
      const crawls = await open();
      await using stores = await crawls.open();
      const archive = await stores.archive();
      const url = 'http://a.example/page';
      const [first, second] = [keeping(archive, 'r1'), keeping(archive, 'r2')];
      const old = await first.keep(rawOf(url), text, ok);
      const sent = Date.UTC(2026, 10, 23, 10);
      const fresh = await second.keep(rawOf(url, { sent }), text, ok);
      const fault = await second.fault(url, 'request', sent + 1, 'network');
      const { journal } = archive;
      expect(await journal.latest('plain', url, ['ok'])).toEqual(fresh);
      expect(await journal.latest('plain', url, ['ok', 'fault'])).toEqual(fault);
      expect(await journal.latest('plain', url, ['ok'], { runs: ['r1'] })).toEqual(old);
      expect(await journal.latest('plain', url, ['ok'], { runs: [] })).toBeNull();
      expect(await journal.latest('plain', url, ['ok'], { since: sent })).toEqual(fresh);
      expect(await journal.latest('plain', url, ['ok'], { runs: ['r1'], since: sent })).toBeNull();
      expect(await journal.newest('plain')).toEqual(fresh);
      expect(await journal.newest('other')).toBeNull();
      expect(await Array.fromAsync(journal.urls('plain', ['r3']))).toEqual([]);
      for (const writer of [first, second]) await writer.close();
      await expect(archive.read(fault)).rejects.toMatchObject({ code: 'archive-damaged' });
    });

    test('reads an unchanged page as the one it confirms, and keeps rendered documents and visits', async () => {
      const crawls = await open();
      await using stores = await crawls.open();
      const archive = await stores.archive();
      const writer = keeping(archive);
      const url = 'http://a.example/page';
      const confirms = await writer.keep(rawOf(url), text, ok);
      const unchanged = rawOf(url, { status: 304, statusText: 'Not Modified', body: Buffer.alloc(0) });
      const again = await writer.keep(unchanged, unchanged.body, {
        outcome: 'not-modified',
        via: 'request',
        confirms,
      });
      expect((await archive.read(again)).entry).toEqual(confirms);
      const rendered = await writer.rendered(url, '<p>drawn ü</p>', confirms.latency);
      expect(Buffer.from((await archive.read(rendered)).body).toString()).toBe('<p>drawn ü</p>');
      const visit = await writer.page({
        url,
        finalUrl: `${url}#end`,
        redirects: [url],
        opened: Date.UTC(2026, 10, 22),
        rendered,
        received: [confirms.id],
      });
      expect(visit).toMatchObject({ outcome: 'page', refersTo: rendered.id, received: [confirms.id] });
      await writer.close();
    });

    test('takes what several crawls write at once, each entry found by all of them', async () => {
      const crawls = await open();
      await using one = await crawls.open();
      await using other = await crawls.open();
      const archives = [await one.archive(), await other.archive()];
      const writers = archives.map((archive, at) => keeping(archive, `r${at}`));
      const kept = await Promise.all(
        Array.from({ length: 20 }, async (_, at) => {
          const body = Buffer.from(`page ${at} `.repeat(at + 1));
          const entry = await writers[at % 2]?.keep(rawOf(`http://a.example/${at}`, { body }), body, ok);
          return { entry, body };
        }),
      );
      await Promise.all(writers.map((writer) => writer.sync()));
      for (const writer of writers) await writer.close();
      for (const archive of archives)
        for (const { entry, body } of kept) {
          const found = await archive.journal.entry(entry?.id ?? '');
          if (found === null) throw new Error(`${entry?.url} is not there`);
          expect(Buffer.from((await archive.read(found)).body).equals(body)).toBe(true);
        }
    });
  });
};
