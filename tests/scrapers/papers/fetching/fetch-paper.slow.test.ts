import { describe, expect, onTestFinished, test } from 'vitest';
import { fetchPaper } from '../../../../scrapers/papers/fetching/fetch-paper.ts';
import { processInbox } from '../../../../scrapers/papers/inbox/inbox.ts';
import { inboxTools } from '../../../../scrapers/papers/inbox/inbox-tools.ts';
import { startHttpSite } from '../../../helpers/http-site.ts';
import { type Fault, startRegisters } from '../../../helpers/sites/index.ts';
import { pagePath, type RegisteredPaper } from '../../../helpers/sites/registers.ts';
import { temporaryWorkspace } from '../../../helpers/temporary.ts';
import { draw, onePage, samplesImage, write } from '../fixtures.ts';

const title = 'An invented patient with pneumonia and a rare course';
const openLicence = 'Creative Commons Attribution 4.0 International License';
const scan = samplesImage(120, 100, 'DeviceGray', (x, y) => [40 + ((x * y) % 120)]);

/** An invented one-page paper with one figure. */
const pdfOf = (doi: string, licence = openLicence, heading = title): Buffer =>
  onePage(
    write([heading], 50, 720, 20, 'F2') +
      write([`Journal of Inventions 2020; https://doi.org/${doi}`, licence], 50, 640, 7) +
      write(['A 61-year-old man was admitted with a cough of five days.'], 50, 576, 8) +
      draw('Im0', 100, 330, 240, 200) +
      write(['Figure 1. Chest radiograph on day 3, with invented opacities.'], 100, 315, 7),
    [scan],
  );

const sites = async (
  papers: RegisteredPaper[],
  files: Record<string, Uint8Array> = {},
  faults: Fault[] = [],
) => {
  const site = await startRegisters(papers, { files: new Map(Object.entries(files)), faults });
  onTestFinished(() => site.close());
  return site;
};

const inPmc: RegisteredPaper = {
  doi: '10.9999/invented.2020.001',
  title: 'An invented case of COVID-19 pneumonia with serial radiographs',
  europePmc: { pmcid: 'PMC9900001', licence: 'cc by' },
};

const asked = (site: { requests: readonly { url: string }[] }): string[] =>
  site.requests.map(({ url }) => url.split('?', 1)[0] ?? '').filter((url) => url !== '/robots.txt');

describe('a paper in PubMed Central', () => {
  test.each([
    '10.9999/INVENTED.2020.001',
    'https://doi.org/10.9999/invented.2020.001',
    'PMC9900001',
    'https://pmc.ncbi.nlm.nih.gov/articles/PMC9900001/',
  ])('%s is read from its JATS with the figure files of its page', async (reference) => {
    const site = await sites([inPmc]);
    const workspace = temporaryWorkspace();
    const {
      result,
      case: id,
      paper,
    } = await fetchPaper(workspace, reference, { baseUrl: site.origin, delay: 0 });
    expect(result).toMatchObject({ status: 'done', new: 1, failed: [] });
    expect(id).toBe('paper-10.9999-invented.2020.001');
    expect(paper?.figures.map(({ label, source, images }) => [label, source, images.length])).toEqual([
      ['Figure 1', 'jats', 1],
      ['Figure 2', 'jats', 1],
    ]);
    const record = await workspace.cases.get(id ?? '');
    expect(record?.document.licence.code).toBe('CC-BY-4.0');
    expect(record?.images.every(({ sha256 }) => sha256 !== null)).toBe(true);
    expect(asked(site)).toEqual([
      '/europepmc/webservices/rest/search',
      '/europepmc/webservices/rest/PMC9900001/fullTextXML',
      '/articles/PMC9900001/',
      '/pmc/blobs/0a1b/9900001/0123456789ab/invented-g001.jpg',
      '/pmc/blobs/0a1b/9900001/ba9876543210/invented-g002.jpg',
    ]);
    expect(site.requests.every(({ headers }) => /^Caseline\//.test(headers['user-agent'] ?? ''))).toBe(true);
  });

  test('is found by the identifier converter when Europe PMC does not know it, and by its page without JATS', async () => {
    const site = await sites([], {}, [{ kind: 'not-found', path: /fullTextXML|efetch/ }]);
    const fetched = await fetchPaper(temporaryWorkspace(), inPmc.doi, { baseUrl: site.origin, delay: 0 });
    expect(fetched.case).toBe('paper-10.9999-invented.2020.001');
    expect(fetched.paper?.figures.map(({ source }) => source)).toEqual(['html', 'html']);
    expect(asked(site)).toContain('/tools/idconv/api/v1/articles/');
  });

  test('whose figure files are gone has its text from JATS and its pictures from the open PDF', async () => {
    const pdf = '/files/invented.pdf';
    const paper = {
      ...inPmc,
      europePmc: { ...inPmc.europePmc, pdfs: [{ url: pdf, code: 'OA' as const }] },
    };
    const site = await sites([paper], { [pdf]: pdfOf(inPmc.doi) }, [
      { kind: 'not-found', path: /blobs|\/bin\// },
    ]);
    const workspace = temporaryWorkspace();
    const fetched = await fetchPaper(workspace, inPmc.doi, { baseUrl: site.origin, delay: 0 });
    expect(
      fetched.paper?.figures.map(({ source, caption, images }) => [source, caption, images.length]),
    ).toEqual([
      ['jats', 'Chest radiographs. (A) On admission. (B) On hospital day 3 after intubation.', 1],
      ['jats', 'Axial CT, < 5 mm slices¹.', 0],
    ]);
    const record = await workspace.cases.get(fetched.case ?? '');
    expect(record?.document.title).toBe(inPmc.title);
    expect(record?.images.map(({ figure, sha256 }) => [figure, sha256 !== null])).toEqual([
      ['Figure 1', true],
    ]);
  });

  test('whose pictures are nowhere is kept as text, with what was tried', async () => {
    const site = await sites([inPmc], {}, [{ kind: 'not-found', path: /blobs|\/bin\// }]);
    const fetched = await fetchPaper(temporaryWorkspace(), inPmc.doi, { baseUrl: site.origin, delay: 0 });
    expect(fetched.case).toBe('paper-10.9999-invented.2020.001');
    expect(fetched.paper?.warnings.join()).toMatch(/Not every picture.*invented-g001/);
  });

  test('is asked for once: again, under its other names, nothing is requested', async () => {
    const site = await sites([inPmc]);
    const workspace = temporaryWorkspace();
    const options = { baseUrl: site.origin, delay: 0 };
    await fetchPaper(workspace, inPmc.doi, options);
    const before = site.requests.length;
    for (const name of [inPmc.doi.toUpperCase(), 'PMC9900001']) {
      const again = await fetchPaper(workspace, name, options);
      expect(again).toMatchObject({
        case: 'paper-10.9999-invented.2020.001',
        paper: null,
        result: { unchanged: 1, requests: 0 },
      });
    }
    expect(site.requests.length).toBe(before);
  });

  test('comes back from the archive alone, the same to the letter', async () => {
    const site = await sites([inPmc]);
    const workspace = temporaryWorkspace();
    const { case: id } = await fetchPaper(workspace, inPmc.doi, { baseUrl: site.origin, delay: 0 });
    const before = await workspace.cases.get(id ?? '');
    const requests = site.requests.length;
    const offline = await fetchPaper(workspace, inPmc.doi, { baseUrl: site.origin, offline: true });
    expect(offline.result).toMatchObject({ status: 'done', unchanged: 1, requests: 0 });
    expect(await workspace.cases.get(id ?? '')).toEqual(before);
    expect(site.requests.length).toBe(requests);
  });
});

describe('a paper at its publisher', () => {
  const doi = '10.5555/inv.20';
  const pdf = '/files/inv.20.pdf';

  test('is taken from the open PDF that Europe PMC names, with the licence the PDF states', async () => {
    const paper = {
      doi,
      title,
      europePmc: {
        licence: 'cc by-nc',
        pdfs: [
          { url: '/shut.pdf', code: 'S' },
          { url: pdf, code: 'OA' },
        ],
      },
    } as const;
    const site = await sites([paper], { [pdf]: pdfOf(doi) });
    const workspace = temporaryWorkspace();
    const fetched = await fetchPaper(workspace, doi, { baseUrl: site.origin, delay: 0 });
    const record = await workspace.cases.get(fetched.case ?? '');
    expect(record).toMatchObject({
      id: 'paper-10.5555-inv.20',
      document: { title, doi, licence: { code: 'CC-BY-4.0' } },
    });
    expect(record?.images).toHaveLength(1);
    expect(asked(site)).toEqual(['/europepmc/webservices/rest/search', pdf]);
  });

  test.each([
    [
      'Crossref',
      {
        crossref: {
          licences: [
            'https://www.elsevier.com/tdm/userlicense/1.0/',
            'https://creativecommons.org/licenses/by-nc-nd/4.0/',
          ],
        },
        europePmc: { licence: 'cc by', pdfs: [{ url: pdf, code: 'OA' }] },
      },
      'CC-BY-NC-ND-4.0',
    ],
    ['Europe PMC', { europePmc: { licence: 'cc by', pdfs: [{ url: pdf, code: 'F' }] } }, 'CC-BY'],
    ['nobody', { europePmc: { pdfs: [{ url: pdf, code: 'F' }] } }, null],
  ] as const)('has the licence that %s states when the PDF states none', async (by, registered, code) => {
    const site = await sites([{ doi, title, ...registered }], { [pdf]: pdfOf(doi, 'No more words.') });
    const workspace = temporaryWorkspace();
    const fetched = await fetchPaper(workspace, doi, { baseUrl: site.origin, delay: 0 });
    const { licence } = (await workspace.cases.get(fetched.case ?? ''))?.document ?? {};
    expect(licence?.code ?? null).toBe(code);
    if (code !== null) expect(licence?.stated).toContain(`stated by ${by}; the paper states none`);
  });

  test('is found over the resolver by its page, and by the address of the page or of the PDF', async () => {
    const paper: RegisteredPaper = { doi, title, page: { pdf } };
    const site = await sites([paper], { [pdf]: pdfOf(doi) });
    for (const reference of [
      doi,
      `${site.origin}${pagePath(paper)}`,
      `https://journal.example${pagePath(paper)}`,
      `${site.origin}${pdf}`,
    ]) {
      const fetched = await fetchPaper(temporaryWorkspace(), reference, { baseUrl: site.origin, delay: 0 });
      expect([reference, fetched.case, fetched.result.failed]).toEqual([
        reference,
        'paper-10.5555-inv.20',
        [],
      ]);
    }
  });

  test('whose PDF address turns out to be of a paper in PubMed Central is read from there', async () => {
    const site = await sites([inPmc], { [pdf]: pdfOf(inPmc.doi) });
    const fetched = await fetchPaper(temporaryWorkspace(), `${site.origin}${pdf}`, {
      baseUrl: site.origin,
      delay: 0,
    });
    expect(fetched.case).toBe('paper-10.9999-invented.2020.001');
    expect(fetched.paper?.figures.map(({ source }) => source)).toEqual(['jats', 'jats']);
  });

  test.each([
    ['a page in place of the PDF', { page: { pdf: '/publisher/inv.20' } }, /no PDF.*Save its PDF/],
    ['no PDF named anywhere', { page: {} }, /Europe PMC|Crossref.*Save its PDF/],
    ['nothing known at all', {}, /10\.5555\/inv\.20: no open text could be fetched\. Tried: .*Save its PDF/],
    [
      'a redirect to a private address',
      { page: { redirect: 'http://169.254.169.254/latest/meta-data' } },
      /169\.254\.169\.254.*no public address/,
    ],
    [
      'a redirect to a private name in IPv6',
      { page: { redirect: 'http://[fd00::1]/x' } },
      /no public address/,
    ],
    [
      'a page of another article',
      { page: { pdf: '/files/inv.20.pdf', doi: '10.5555/other' } },
      /another article \(10\.5555\/other\)/,
    ],
    [
      'an answer of Crossref about another',
      {
        crossref: {
          doi: '10.5555/other',
          pdfs: [pdf],
          licences: ['https://creativecommons.org/licenses/by/4.0/'],
        },
      },
      /no open text/,
    ],
    [
      'an answer of Europe PMC about another',
      { europePmc: { doi: '10.5555/other', pdfs: [{ url: pdf, code: 'OA' }] } },
      /no open text/,
    ],
  ] as const)(
    'that gives %s is refused with what was tried, and nothing is kept',
    async (_, registered, message) => {
      const site = await sites([{ doi, title, ...registered }], { [pdf]: pdfOf(doi) });
      const workspace = temporaryWorkspace();
      const { result, case: id } = await fetchPaper(workspace, doi, { baseUrl: site.origin, delay: 0 });
      expect(id).toBeNull();
      expect(result.status).toBe('failed');
      expect(result.failed.map((failure) => failure.message).join('\n')).toMatch(message);
      expect(await Array.fromAsync(workspace.cases.ids())).toEqual([]);
    },
  );

  test('a PDF of another paper is refused; one that only names another DOI under the same title is taken', async () => {
    const registered: RegisteredPaper = { doi, title, europePmc: { pdfs: [{ url: pdf, code: 'OA' }] } };
    const wrong = await sites([registered], {
      [pdf]: pdfOf('10.5555/other', openLicence, 'Quite another invented story of a fracture'),
    });
    const refused = await fetchPaper(temporaryWorkspace(), doi, { baseUrl: wrong.origin, delay: 0 });
    expect(refused.case).toBeNull();
    expect(refused.result.failed[0]?.message).toMatch(/another article \(10\.5555\/other/);
    const preprint = await sites([registered], { [pdf]: pdfOf('10.5555/preprint') });
    const taken = await fetchPaper(temporaryWorkspace(), doi, { baseUrl: preprint.origin, delay: 0 });
    expect(taken.case).toBe('paper-10.5555-inv.20');
    expect(taken.paper?.warnings.join()).toContain('10.5555/preprint');
  });

  test('a file that says it is longer than any paper is not read', async () => {
    const site = await startHttpSite((path) =>
      path === '/robots.txt'
        ? { status: 404 }
        : { headers: { 'content-type': 'application/pdf', 'content-length': '300000000' }, body: '%PDF-1.7' },
    );
    onTestFinished(() => site.close());
    const fetched = await fetchPaper(temporaryWorkspace(), `${site.origin}/huge.pdf`, {
      baseUrl: site.origin,
      delay: 0,
    });
    expect(fetched.case).toBeNull();
    expect(fetched.result.failed).toMatchObject([{ code: 'too-large' }]);
    expect(site.paths()).toEqual(['/robots.txt', '/huge.pdf']);
  });

  test.each([
    ['403', 'forbidden', 'forbidden'],
    ['a challenge', 'challenge', 'challenge'],
    ['a login wall', 'login-redirect', 'login-wall'],
    ['429 again and again', 'too-many-requests', 'too-many-requests'],
  ] as const)('%s stops at once with evidence, and no other copy is tried', async (_, kind, reason) => {
    const paper: RegisteredPaper = {
      doi,
      title,
      europePmc: {
        pdfs: [
          { url: '/first.pdf', code: 'OA' },
          { url: pdf, code: 'OA' },
        ],
      },
    };
    const site = await sites([paper], { [pdf]: pdfOf(doi) }, [{ kind, path: /first\.pdf/, retryAfter: '0' }]);
    const workspace = temporaryWorkspace();
    const { result, case: id } = await fetchPaper(workspace, doi, { baseUrl: site.origin, delay: 0 });
    expect(id).toBeNull();
    expect(result).toMatchObject({ status: 'blocked', failed: [{ code: reason }] });
    const { records } = await workspace.crawls.blocked.list('paper');
    expect(records.map((record) => record.reason)).toEqual([reason]);
    expect(asked(site)).not.toContain(pdf);
  });

  test('robots.txt that forbids the file is obeyed', async () => {
    const site = await startRegisters([{ doi, title, europePmc: { pdfs: [{ url: pdf, code: 'OA' }] } }], {
      files: new Map([[pdf, pdfOf(doi)]]),
      robots: 'wildcard-and-end',
    });
    onTestFinished(() => site.close());
    const { result } = await fetchPaper(temporaryWorkspace(), doi, { baseUrl: site.origin, delay: 0 });
    expect(result).toMatchObject({ status: 'blocked', failed: [{ code: 'robots-forbids' }] });
    expect(asked(site)).not.toContain(pdf);
  });

  test('registers that robots.txt closes are not asked; with everything closed it is to be tried later', async () => {
    const papers: RegisteredPaper[] = [{ doi, title, page: { pdf }, crossref: {}, europePmc: {} }];
    const files = new Map([[pdf, pdfOf(doi)]]);
    const robots = 'Disallow: /works/\nDisallow: /europepmc/\nDisallow: /tools/\n';
    const site = await startRegisters(papers, {
      files,
      faults: [{ kind: 'replace', path: /^\/robots\.txt/, from: /Disallow:\s*/, to: robots }],
    });
    onTestFinished(() => site.close());
    const fetched = await fetchPaper(temporaryWorkspace(), doi, { baseUrl: site.origin, delay: 0 });
    expect(fetched.case).toBe('paper-10.5555-inv.20');
    expect(asked(site)).toEqual(['/10.5555/inv.20', '/publisher/inv.20', pdf]);

    const shut = await startRegisters(papers, { files, robots: 'disallow-all' });
    onTestFinished(() => shut.close());
    const { result } = await fetchPaper(temporaryWorkspace(), doi, { baseUrl: shut.origin, delay: 0 });
    expect(result).toMatchObject({ status: 'blocked', failed: [{ code: 'robots-forbids' }] });
    expect(asked(shut)).toEqual([]);
  });

  test('a register that is down for a while is passed over', async () => {
    const site = await sites([{ doi, title, page: { pdf } }], { [pdf]: pdfOf(doi) }, [
      { kind: 'unavailable', path: /europepmc|works|idconv/, retryAfter: '0' },
    ]);
    const fetched = await fetchPaper(temporaryWorkspace(), doi, { baseUrl: site.origin, delay: 0 });
    expect(fetched.case).toBe('paper-10.5555-inv.20');
  });
});

test('without a base URL no address of this machine is asked', async () => {
  // No paper: even if it were read, nothing would be looked up elsewhere.
  const site = await sites([], { '/a.pdf': Buffer.from('no paper') });
  const workspace = temporaryWorkspace();
  workspace.config.contact = 'tests@caseline.example';
  const { result, case: id } = await fetchPaper(workspace, `${site.origin}/a.pdf`);
  expect(id).toBeNull();
  expect(result.failed[0]?.message).toMatch(/no public address/);
  expect(site.requests).toEqual([]);
});

test('the inbox fetches DOIs, PMCIDs and addresses; what is not open asks for the file', async () => {
  const pdf = '/files/inv.40.pdf';
  const site = await sites([inPmc, { doi: '10.5555/inv.40', title, page: { pdf } }], {
    [pdf]: pdfOf('10.5555/inv.40'),
  });
  const workspace = temporaryWorkspace();
  const { contributions } = workspace;
  await contributions.submit({ kind: 'pmcid', pmcid: 'PMC9900001' }, 'ana');
  await contributions.submit({ kind: 'url', url: `${site.origin}/publisher/inv.40` }, 'ana');
  await contributions.submit({ kind: 'doi', doi: '10.9999/invented.2020.001' }, 'ana');
  await contributions.submit({ kind: 'doi', doi: '10.5555/nowhere' }, 'ana');
  const done = await processInbox(inboxTools(workspace, { baseUrl: site.origin, delay: 0 }));
  expect(done.map(({ status, case: id, heldAs }) => [status, id, heldAs])).toEqual([
    ['in-review', 'paper-10.9999-invented.2020.001', null],
    ['in-review', 'paper-10.5555-inv.40', null],
    ['needs-person', 'paper-10.9999-invented.2020.001', 'paper-10.9999-invented.2020.001'],
    ['needs-person', null, null],
  ]);
  expect(done[3]?.reason).toMatch(/Save its PDF/);
});
