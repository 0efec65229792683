import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import { decisionFor, foldReview } from '../../../../curation/record/fold.ts';
import type { ReviewEventInput } from '../../../../data/format/review.ts';
import type { Workspace } from '../../../../data/ports/workspace.ts';
import { renderOriginal } from '../../../../samples/picture.ts';
import { crawl } from '../../../../scrapers/crawl/crawl.ts';
import { extractInChild } from '../../../../scrapers/papers/extracting/child.ts';
import { fetchPaper } from '../../../../scrapers/papers/fetching/fetch-paper.ts';
import { type KeptPaper, keepPaper } from '../../../../scrapers/papers/held/keep-paper.ts';
import { paperStoresOf } from '../../../../scrapers/papers/held/paper-stores.ts';
import { pmc } from '../../../../scrapers/pmc/source.ts';

import { startRegisters } from '../../../helpers/sites/index.ts';
import { pmcArticles } from '../../../helpers/sites/stories/pmc.ts';
import { temporaryFolder, temporaryWorkspace } from '../../../helpers/temporary.ts';
import { draw, type FixtureStream, onePage, samplesImage, write } from '../fixtures.ts';

const doi = '10.9999/invented.2020.001';
const title = 'An invented case of COVID-19 pneumonia with serial radiographs';
const caseId = 'paper-10.9999-invented.2020.001';
const at = { retrievedAt: '2026-01-01T00:00:00.000Z' };

/** A figure of the article as its PDF holds it: scaled to `width` and compressed again. */
async function inPdf(number: number, width: number): Promise<FixtureStream> {
  const figure = pmcArticles()[0]?.figures[number - 1];
  if (!figure) throw new Error('no such figure');
  const picture = sharp(await renderOriginal(figure))
    .greyscale()
    .resize({ width })
    .jpeg({ quality: 80 });
  const { data, info } = await picture.toBuffer({ resolveWithObject: true });
  return {
    dictionary: `/Type /XObject /Subtype /Image /Width ${info.width} /Height ${info.height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode`,
    data,
  };
}

const page = (images: FixtureStream[], captions: string[], name = doi): Buffer =>
  onePage(
    write([title], 50, 720, 14, 'F2') +
      write([`Journal of Invented Cases 2020; https://doi.org/${name}`, 'CC BY 4.0'], 50, 690, 7) +
      write(['A 61-year-old man was admitted with a 6-day history of fever.'], 50, 660, 8) +
      images
        .map(
          (_, index) =>
            draw(`Im${index}`, 60, 440 - index * 260, 240, index === 0 ? 140 : 200) +
            write([captions[index] ?? ''], 60, 428 - index * 260, 7),
        )
        .join(''),
    images,
  );

async function keep(
  workspace: Workspace,
  pdf: Buffer,
  options: { refresh?: boolean } = {},
): Promise<KeptPaper> {
  const folder = temporaryFolder();
  const file = join(folder, 'paper.pdf');
  writeFileSync(file, pdf);
  const paper = await extractInChild(file, { outDir: join(folder, 'out') });
  return keepPaper(await paperStoresOf(workspace), paper, at, options);
}

const decide = (image: string, view: string): ReviewEventInput => ({
  id: randomUUID(),
  at: '2026-01-02T00:00:00.000Z',
  by: 'ana',
  kind: 'decide',
  target: { patient: null, image },
  field: 'view',
  value: view,
  basis: { kind: 'person' },
});

const site = async () => {
  const registers = await startRegisters([
    { doi, title, europePmc: { pmcid: 'PMC9900001', licence: 'cc by' } },
  ]);
  onTestFinished(() => registers.close());
  return { baseUrl: registers.origin, delay: 0 };
};

const captions = [
  'Figure 1. Chest radiographs on admission and after intubation.',
  'Figure 2. Axial CT, thin slices.',
];

describe('a paper held from its PDF', () => {
  test('and asked for by DOI is not touched; with --refresh its images keep their ids and decisions', async () => {
    const workspace = temporaryWorkspace();
    const options = await site();
    const { case: held } = await keep(workspace, page([await inPdf(1, 600), await inPdf(2, 400)], captions));
    expect(held.id).toBe(caseId);
    const [first, second] = held.images;
    await workspace.reviews.append(caseId, [
      decide(first?.id ?? '', 'AP'),
      decide(second?.id ?? '', 'Axial'),
    ]);

    const asked = await fetchPaper(workspace, doi, options);
    expect(asked).toMatchObject({ case: caseId, paper: null, result: { unchanged: 1 } });
    expect(await workspace.cases.get(caseId)).toEqual(held);

    const refreshed = await fetchPaper(workspace, doi, { ...options, refresh: true });
    expect(refreshed).toMatchObject({ case: caseId, result: { updated: 1 }, paper: { warnings: [] } });
    const now = await workspace.cases.get(caseId);
    expect(now?.images.map(({ id }) => id).sort()).toEqual(held.images.map(({ id }) => id).sort());
    // The figure files of the article are larger than what its PDF holds: they take their place.
    expect(now?.images.map(({ width }) => width)).toEqual([1200, 800]);
    const state = foldReview(await workspace.reviews.get(caseId));
    expect(decisionFor(state, 'view', { patient: 'p1', image: first?.id ?? '' })?.value).toBe('AP');
    expect(now?.images.find(({ id }) => id === second?.id)?.figure).toMatch(/2/);
    expect(await Array.fromAsync(workspace.cases.ids())).toEqual([caseId]);
  });

  test('keeps an image that the new reading lacks when the review speaks of it, and lets it go otherwise', async () => {
    const options = await site();
    const other = samplesImage(160, 100, 'DeviceGray', (x, y) => [(x * 7 + y * 13) % 256]);
    const pdf = page(
      [await inPdf(1, 600), other],
      [captions[0] ?? '', 'Figure 7. Something that only the PDF shows.'],
    );
    for (const reviewed of [true, false]) {
      const workspace = temporaryWorkspace();
      const { case: held } = await keep(workspace, pdf);
      const lone = held.images.find(({ figure }) => figure?.includes('7'));
      if (reviewed) await workspace.reviews.append(caseId, [decide(lone?.id ?? '', 'PA')]);
      const { paper } = await fetchPaper(workspace, doi, { ...options, refresh: true });
      const now = await workspace.cases.get(caseId);
      expect(now?.images.some(({ id, sha256 }) => id === lone?.id && sha256 === lone?.sha256)).toBe(reviewed);
      expect(paper?.warnings.join()).toMatch(reviewed ? /images that this reading does not show/ : /^$/);
      const caption = now?.images.find(({ id }) => id === lone?.id)?.caption;
      if (reviewed) expect(now?.texts.find(({ id }) => id === caption)?.text).toContain('only the PDF shows');
    }
  });

  test('keeps every image when the source is crawled with --refresh', async () => {
    const workspace = temporaryWorkspace();
    const { case: held } = await keep(workspace, page([await inPdf(1, 600), await inPdf(2, 400)], captions));
    const run = { ...(await site()), query: ['PMC9900001'] };
    const result = await crawl(workspace, pmc, { ...run, refresh: true });
    expect(result).toMatchObject({ status: 'done', updated: 1 });
    const ids = (await workspace.cases.get(caseId))?.images.map(({ id }) => id);
    expect(ids?.sort()).toEqual(held.images.map(({ id }) => id).sort());
    const again = await crawl(workspace, pmc, { ...run, refresh: true });
    expect(again).toMatchObject({ status: 'done', unchanged: 1 });
  });

  test('without a DOI of its own is not taken for the one asked for by its title alone: a person is asked', async () => {
    const workspace = temporaryWorkspace();
    const { case: held } = await keep(workspace, page([await inPdf(1, 600)], captions, 'none'));
    expect(held.id).toMatch(/^paper-sha256-/);
    const options = await site();
    for (const refresh of [false, true]) {
      const asked = await fetchPaper(workspace, doi, { ...options, refresh });
      expect(asked).toMatchObject({
        case: null,
        paper: null,
        alike: held.id,
        result: { new: 0, updated: 0 },
      });
      expect(asked.result.failed.at(-1)?.message).toMatch(
        new RegExp(
          `^${held.id} has the same title: .*no DOI; this paper is .*${doi}; nothing was changed.*--another`,
        ),
      );
      expect(await Array.fromAsync(workspace.cases.all())).toEqual([held]);
    }
    const kept = await fetchPaper(workspace, doi, { ...options, apartFrom: [held.id] });
    expect(kept).toMatchObject({ case: caseId, alike: null, result: { new: 1 } });
    expect(await workspace.cases.get(held.id)).toEqual(held);
  });

  test('and handed in as the same file again is read again: nothing changes', async () => {
    const workspace = temporaryWorkspace();
    const pdf = page([await inPdf(1, 600), await inPdf(2, 400)], captions);
    const { case: held } = await keep(workspace, pdf);
    const again = await keep(workspace, pdf);
    expect(again.change).toBe('unchanged');
    expect(again.case).toEqual(held);
  });
});

describe('a paper held from PubMed Central', () => {
  test('and handed in as PDF is not touched; with refresh its larger pictures and ids stay', async () => {
    const workspace = temporaryWorkspace();
    await fetchPaper(workspace, 'PMC9900001', await site());
    const held = await workspace.cases.get(caseId);
    await workspace.reviews.append(
      caseId,
      (held?.images ?? []).map(({ id }) => decide(id, 'AP')),
    );
    const pdf = page(
      [await inPdf(2, 400), await inPdf(1, 600)],
      ['Figure 2. Axial CT, thin slices.', 'Figure 1. Chest radiographs.'],
    );
    const kept = await keep(workspace, pdf);
    expect(kept.change).toBe('held');
    expect(kept.paper.warnings.at(-1)).toMatch(/held already, as paper-10.9999-invented.2020.001.*--refresh/);
    expect(await workspace.cases.get(caseId)).toEqual(held);

    const taken = await keep(workspace, pdf, { refresh: true });
    expect(taken.change).toBe('updated');
    const pictures = (images: typeof taken.case.images) =>
      images.map(({ id, sha256, width }) => ({ id, sha256, width })).sort((a, b) => a.id.localeCompare(b.id));
    expect(pictures(taken.case.images)).toEqual(pictures(held?.images ?? []));
  });
});
