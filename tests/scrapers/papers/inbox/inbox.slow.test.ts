import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decisionFor, foldReview } from '../../../../curation/record/fold.ts';
import type { Contribution } from '../../../../data/format/contribution.ts';
import type { Workspace } from '../../../../data/ports/workspace.ts';
import { processInbox } from '../../../../scrapers/papers/inbox/inbox.ts';
import { inboxTools } from '../../../../scrapers/papers/inbox/inbox-tools.ts';
import { startPmc } from '../../../helpers/sites/index.ts';
import { temporaryWorkspace } from '../../../helpers/temporary.ts';
import { draw, onePage, samplesImage, write } from '../fixtures.ts';

const scan = samplesImage(120, 100, 'DeviceGray', (x, y) => [40 + ((x * y) % 120)]);

/** An invented one-page paper with one figure. */
const paperOf = (doi: string | null, licence: string, picture = scan): Buffer =>
  onePage(
    write(['An invented patient with pneumonia'], 50, 720, 20, 'F2') +
      write(
        [`Journal of Inventions 2020${doi === null ? '' : `; https://doi.org/${doi}`}`, licence],
        50,
        640,
        7,
      ) +
      write(['A 61-year-old man was admitted with a cough of five days.'], 50, 576, 8) +
      draw('Im0', 100, 330, 240, 200) +
      write(['Figure 1. Chest radiograph on day 3, with invented opacities.'], 100, 315, 7),
    [picture],
  );

const openLicence = 'Creative Commons Attribution 4.0 International License';

async function handIn(
  workspace: Workspace,
  ...papers: (Buffer | Contribution['what'])[]
): Promise<Contribution[]> {
  const { contributions } = workspace;
  for (const paper of papers) {
    await contributions.submit(
      Buffer.isBuffer(paper) ? await contributions.keepPaper(paper, 'paper.pdf') : paper,
      'ana',
    );
  }
  return processInbox(inboxTools(workspace));
}

describe('a paper handed in', () => {
  test('with a known licence becomes a case to review, its picture at hand', async () => {
    const workspace = temporaryWorkspace();
    const [done] = await handIn(workspace, paperOf('10.5555/inv.1', openLicence));
    expect(done).toMatchObject({
      status: 'in-review',
      title: 'An invented patient with pneumonia',
      licence: { code: 'CC-BY-4.0' },
    });
    const record = await workspace.cases.get(done?.case ?? '');
    expect(record?.images.map(({ figure, sha256 }) => [figure, sha256 !== null])).toEqual([
      ['Figure 1', true],
    ]);
    expect(existsSync((await workspace.images.get(record?.images[0]?.sha256 ?? ''))?.place ?? '')).toBe(true);
  });

  test('that breaks off is refused by the name it came with, not by its place here', async () => {
    const whole = paperOf(null, openLicence);
    const [done] = await handIn(temporaryWorkspace(), whole.subarray(0, whole.indexOf('1001 0 obj')));
    expect(done).toMatchObject({ status: 'refused', case: null });
    expect(done?.reason).toMatch(/^paper\.pdf .*fetch it again$/);
  });

  test('without one is asked about; the answer is a decision, and the case is made', async () => {
    const workspace = temporaryWorkspace();
    const [asked] = await handIn(workspace, paperOf('10.5555/inv.2', 'All rights are with the authors.'));
    expect(asked).toMatchObject({ status: 'needs-person', case: null });
    expect(asked?.reason).toMatch(/licence/);
    expect(await Array.fromAsync(workspace.cases.ids())).toEqual([]);
    await workspace.contributions.move(asked?.id ?? '', 'received', {
      by: 'ana',
      change: { licence: { code: 'CC-BY-NC-4.0', stated: 'CC BY-NC 4.0' } },
    });
    const [done] = await processInbox(inboxTools(workspace));
    expect(done?.status).toBe('in-review');
    const state = foldReview(await workspace.reviews.get(done?.case ?? ''));
    expect(decisionFor(state, 'license', { patient: 'p1', image: 'any' })?.value).toBe('CC BY-NC 4.0');
  });

  test('again, under another file name or as DOI, is recognised and changes nothing', async () => {
    const workspace = temporaryWorkspace();
    const [first] = await handIn(workspace, paperOf('10.5555/inv.3', openLicence));
    const before = await workspace.cases.get(first?.case ?? '');
    const again = await handIn(workspace, paperOf('10.5555/inv.3', `${openLicence}.`), {
      kind: 'doi',
      doi: '10.5555/INV.3',
    });
    expect(again.map(({ status, heldAs }) => [status, heldAs])).toEqual([
      ['needs-person', first?.case],
      ['needs-person', first?.case],
    ]);
    expect(await workspace.cases.get(first?.case ?? '')).toEqual(before);
  });

  test('under the title of a held one is asked about; told apart it becomes a case of its own', async () => {
    const workspace = temporaryWorkspace();
    const [first] = await handIn(workspace, paperOf('10.5555/inv.3', openLicence));
    const before = await workspace.cases.get(first?.case ?? '');
    const second = samplesImage(120, 100, 'DeviceGray', (x, y) => [200 - ((x + y) % 120)]);
    const [asked] = await handIn(workspace, paperOf(null, openLicence, second));
    expect(asked).toMatchObject({ status: 'needs-person', case: null, heldAs: first?.case });
    expect(asked?.reason).toMatch(
      /has the same title: it holds “An invented patient with pneumonia”, 10\.5555\/inv\.3; this paper is .*no DOI\. Is it another paper\?/,
    );
    expect(await Array.fromAsync(workspace.cases.all())).toEqual([before]);
    await workspace.contributions.keepApart(asked?.id ?? '', 'ana');
    const [done] = await processInbox(inboxTools(workspace));
    expect(done).toMatchObject({ status: 'in-review', heldAs: null, apartFrom: [first?.case] });
    expect(done?.case).toMatch(/^paper-sha256-/);
    expect(await workspace.cases.get(first?.case ?? '')).toEqual(before);
  });

  test('that is broken, empty or an address in the inner network ends with its reason, and the next one is read', async () => {
    const workspace = temporaryWorkspace();
    workspace.config.contact = 'tests@caseline.example';
    const done = await handIn(
      workspace,
      Buffer.from('%PDF-1.7\nand then nothing of the kind'),
      onePage('', []),
      { kind: 'url', url: 'http://10.0.0.1/paper' },
      paperOf('10.5555/inv.4', openLicence),
    );
    expect(done.map(({ status }) => status)).toEqual(['refused', 'refused', 'needs-person', 'in-review']);
    expect(done[1]?.reason).toMatch(/no figure and no text/);
    expect(done[2]?.reason).toMatch(/no public address/);
    expect(done.slice(0, 3).every(({ case: made }) => made === null)).toBe(true);
  });

  test('as a scan without text is in review, and it is said what is missing', async () => {
    const workspace = temporaryWorkspace();
    const { contributions } = workspace;
    const file = onePage(draw('Im0', 100, 330, 240, 200), [scan]);
    await contributions.submit(await contributions.keepPaper(file, 'scan.pdf'), 'ana');
    const [asked] = await processInbox(inboxTools(workspace));
    expect(asked?.reason).toMatch(/states no licence/);
    await contributions.move(asked?.id ?? '', 'received', {
      by: 'ana',
      change: { licence: { code: 'CC-BY-4.0', stated: 'CC BY 4.0' } },
    });
    const [done] = await processInbox(inboxTools(workspace));
    expect(done).toMatchObject({
      status: 'in-review',
      reason: expect.stringMatching(/hold no text.*recognition/),
    });
  });

  test('that a killed process left half-way is taken up again', async () => {
    const workspace = temporaryWorkspace();
    const { contributions } = workspace;
    const { id } = await contributions.submit(
      await contributions.keepPaper(paperOf('10.5555/inv.5', openLicence), 'a.pdf'),
      'ana',
    );
    await contributions.move(id, 'extracting', { by: 'caseline' });
    expect((await processInbox(inboxTools(workspace))).map(({ status }) => status)).toEqual(['in-review']);
  });
});

test('a PMCID is fetched like any source; one that does not exist asks a person', async () => {
  const site = await startPmc();
  try {
    const workspace = temporaryWorkspace();
    await workspace.contributions.submit({ kind: 'pmcid', pmcid: 'PMC9900001' }, 'ana');
    await workspace.contributions.submit({ kind: 'pmcid', pmcid: 'PMC123' }, 'ana');
    const done = await processInbox(inboxTools(workspace, { baseUrl: site.origin, delay: 0 }));
    expect(done.map(({ status }) => status).sort()).toEqual(['in-review', 'needs-person']);
    const made = done.find(({ status }) => status === 'in-review');
    const record = await workspace.cases.get(made?.case ?? '');
    expect(record?.images.filter(({ sha256 }) => sha256 !== null)).toHaveLength(2);
  } finally {
    await site.close();
  }
});
