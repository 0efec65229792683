import { expect, onTestFinished, test } from 'vitest';
import { fetchPaper } from '../../../../scrapers/papers/fetching/fetch-paper.ts';
import { startHttpSite } from '../../../helpers/http-site.ts';
import { temporaryWorkspace } from '../../../helpers/temporary.ts';
import { tinyPng } from '../../../helpers/tiny-png.ts';

const words = 'Пациент поступил с кашлем на пятый день болезни.';

/** windows-1251: its Cyrillic letters stand in the order of Unicode. */
const cyrillic = (text: string): Buffer =>
  Buffer.from([...text].map((sign) => sign.charCodeAt(0)).map((code) => (code < 128 ? code : code - 0x350)));

test('a page whose character set stands in its header alone is kept as the header says', async () => {
  const page =
    '<!DOCTYPE html><html><head><title>Случай</title><meta name="citation_title" content="Случай пневмонии">' +
    '<meta name="citation_doi" content="10.5555/inv.91"></head><body><main><h1>Случай пневмонии</h1>' +
    `<h2>Case report</h2>${`<p>${words}</p>`.repeat(60)}` +
    '<figure><img src="/film.png"><figcaption><b>Figure 1.</b> Снимок легких.</figcaption></figure></main></body></html>';
  const png = await tinyPng('film', 300);
  const site = await startHttpSite((path) => {
    if (path === '/article')
      return { headers: { 'content-type': 'text/html; charset=windows-1251' }, body: cyrillic(page) };
    if (path === '/film.png') return { headers: { 'content-type': 'image/png' }, body: png };
    return { status: 404, body: 'nothing' };
  });
  onTestFinished(() => site.close());
  const workspace = temporaryWorkspace();
  const fetched = await fetchPaper(workspace, `${site.origin}/article`, { baseUrl: site.origin, delay: 0 });
  const record = await workspace.cases.get(fetched.case ?? '');
  expect(record?.document.title).toBe('Случай пневмонии');
  const texts = record?.texts.map(({ text }) => text).join('\n');
  expect(texts).toContain(words);
  expect(texts).toContain('Снимок легких.');
});
