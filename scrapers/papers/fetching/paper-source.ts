import { InvalidInput } from '../../../data/errors.ts';
import type { Case, CaseDraft } from '../../../data/format/case.ts';
import { parseReference } from '../../../data/format/contribution.ts';
import type { PaperFolders } from '../../../data/ports/paper-folders.ts';
import { licenceCode } from '../../../data/vocabulary/licences.ts';
import type { Door } from '../../crawl/door/door.ts';
import type { OpenedCase, Source } from '../../crawl/source.ts';
import { type ChildOptions, extractInChild } from '../extracting/child.ts';
import { paperId } from '../extracting/extract.ts';
import { findHeld, type Held } from '../held/held-paper.ts';
import { type KeepOptions, keepPictures, overHeld, ownId, type PaperStores } from '../held/keep-paper.ts';
import { doiKey, sameDoi } from '../identifiers.ts';
import { bothNamed, marksOf, sameness, sameTitle, titlesDiffer } from '../identity/same-paper.ts';
import type { Paper } from '../paper.ts';
import { isWorthKeeping, whyNotKept } from '../worth-keeping.ts';
import { isComplete } from './article-text.ts';
import { type Gathered, type Identity, type PaperReference, PaperSeeker, wordsOf } from './gather.ts';
import { pmcPage } from './pubmed-central.ts';
import { withFiles } from './written-files.ts';

/** What fetching papers needs beside the door. */
export interface PaperTools extends PaperStores {
  readonly folders: PaperFolders;
  /** Reads a held paper again; what it is laid over keeps the ids of its images. */
  readonly refresh?: boolean | undefined;
  /** Cases that a person said to hold other papers. */
  readonly apartFrom?: KeepOptions['apartFrom'];
  readonly limits?: Pick<ChildOptions, 'timeoutMs' | 'memoryMb' | 'signal'> | undefined;
}

/** What became of the paper that was asked for last. */
export interface FetchOutcome {
  /** The paper with its files in the store; null when it was held or could not be had. */
  paper: Paper | null;
  /** Id of the case it is, new or held. */
  case: string | null;
  /** A case that may hold it: only a person can say whether it does, and nothing was kept. */
  alike: string | null;
}

/** Name of a reference under which a fetched paper is recognised without asking. */
export const aliasOf = (reference: PaperReference): string =>
  reference.kind === 'doi' ? doiKey(reference.doi) : wordsOf(reference);

/** A paper that states no licence has the one that a register states for it, with the register's name. */
async function withLicence(paper: Paper, gathered: Gathered): Promise<Paper> {
  if (paper.licence.code !== null) return paper;
  const found = await gathered.licence();
  if (found === null) return paper;
  const own = paper.licence.stated === null ? 'the paper states none' : `the paper: ${paper.licence.stated}`;
  return {
    ...paper,
    licence: { code: licenceCode(found.stated), stated: `${found.stated} (stated by ${found.by}; ${own})` },
  };
}

/**
 * The paper under the DOI it was asked for.
 * @throws InvalidInput (code `wrong-paper`) when it names another DOI, unless it has the title of the one asked for and
 * that title tells papers apart
 */
function underDoi(paper: Paper, { doi, title }: { doi: string | null; title: string | null }): Paper {
  if (doi === null || (paper.doi !== null && sameDoi(paper.doi, doi))) return paper;
  if (paper.doi === null) {
    const doubt = titlesDiffer(paper.title, title)
      ? [
          `It was fetched as ${doi}, which is “${title}”, and names no DOI; its own title is “${paper.title}”.`,
        ]
      : [];
    const warnings = [...paper.warnings, ...doubt];
    return { ...paper, doi, id: paperId(doi, paper.source.sha256), warnings };
  }
  if (!sameTitle(paper.title, title)) {
    throw new InvalidInput(
      'wrong-paper',
      `${doi} led to the PDF of another article (${paper.doi}, “${paper.title ?? 'no title'}”); save the right PDF and hand in the file`,
    );
  }
  const warning = `The PDF names the DOI ${paper.doi}; it was fetched as ${doi} and has its title.`;
  return { ...paper, doi, id: paperId(doi, paper.source.sha256), warnings: [...paper.warnings, warning] };
}

/**
 * One paper by DOI, PMCID or address, crawled like a case of any source: robots.txt, pace, budget, journal and archive
 * are the crawl's. Its query is the reference itself. `outcome` is filled while it runs.
 */
export function paperSource(tools: PaperTools, outcome: FetchOutcome): Source {
  const { folders } = tools;

  const extract = async (seeker: { text: Gathered['text']; pdf: Gathered['pdf'] }): Promise<Paper> => {
    const hash = (seeker.pdf ?? seeker.text?.fetched)?.sha256 ?? '';
    return withFiles(folders, seeker, ({ main, ...files }) =>
      extractInChild(main, { outDir: folders.of(hash), ...files, ...tools.limits }),
    );
  };

  const held = (found: Case, aliases: readonly string[]): OpenedCase => {
    outcome.case = found.id;
    return {
      id: found.id,
      aliases,
      async *images() {},
      toCase: (): CaseDraft => found,
      fills: () => [],
    };
  };

  const { apartFrom = [] } = tools;

  /** The case of a paper's DOI, before its text is fetched. */
  const underItsDoi = async (doi: string): Promise<Case | null> => {
    const marks = { id: paperId(doi, ''), doi, pmcid: null, title: null, authors: [], year: null };
    const found = await findHeld(
      tools,
      { ...marks, source: { sha256: '' }, images: [] },
      { ofSite: 'paper', apartFrom: apartFrom === 'all' ? [] : apartFrom },
    );
    const apart = apartFrom !== 'all' && found !== null && apartFrom.includes(found.case.id);
    return found?.sameness.is === 'same' && !apart ? found.case : null;
  };

  /** @throws InvalidInput (code `alike-held`) naming both where only a person can say whether they are one */
  const heldWith = async (paper: Paper, known: Case | null): Promise<Case | null> => {
    const marks = marksOf(paper);
    const judged = known === null ? null : sameness(known, marks);
    const found: Held | null =
      known === null || judged === null || judged.is === 'other'
        ? await findHeld(tools, marks, {
            ofSite: 'paper',
            apartFrom: apartFrom === 'all' ? [] : apartFrom,
          })
        : { case: known, sameness: judged };
    if (found?.sameness.is !== 'unsure') return found?.case ?? null;
    if (apartFrom === 'all' || apartFrom.includes(found.case.id)) return null;
    outcome.alike = found.case.id;
    throw new InvalidInput(
      'alike-held',
      `${bothNamed(found.case, paper, found.sameness.by)}; nothing was changed. Say --another if it is another paper; if it is the same, save its PDF and hand in the file with --same-as ${found.case.id}`,
    );
  };

  /** The address of a PDF may be of a paper whose better text is elsewhere: its DOI tells. */
  const identified = async (seeker: PaperSeeker, reference: PaperReference): Promise<Identity> => {
    const identity = await seeker.identify(reference);
    if (identity.pdf === null || identity.doi !== null) return identity;
    const { doi, source } = await extract({ text: null, pdf: identity.pdf });
    await folders.discard(source.sha256);
    return doi === null ? identity : seeker.withDoi(identity, doi);
  };

  async function readCase(door: Door, alias: string): Promise<OpenedCase> {
    const reference = parseReference(alias);
    if (reference === null) {
      throw new InvalidInput(
        'bad-reference',
        `'${alias.slice(0, 80)}' is neither a DOI nor a PMCID nor an address`,
      );
    }
    const seeker = new PaperSeeker(door);
    const identity = await identified(seeker, reference);
    const aliases = [
      aliasOf(reference),
      ...(identity.doi === null ? [] : [doiKey(identity.doi)]),
      ...(identity.pmcid === null ? [] : [identity.pmcid]),
    ];
    const known = identity.doi === null ? null : await underItsDoi(identity.doi);
    if (known !== null && !tools.refresh) return held(known, aliases);
    const gathered = await seeker.gather(reference, identity);
    const main = (gathered.pdf ?? gathered.text?.fetched) as NonNullable<Gathered['pdf']>;
    const extracted = await extract(gathered);
    const read = await withLicence(
      underDoi(
        { ...extracted, pmcid: extracted.pmcid ?? identity.pmcid },
        { ...identity, title: gathered.title ?? identity.title },
      ),
      gathered,
    );
    if (!isWorthKeeping(read)) {
      throw new InvalidInput('nothing-to-keep', `${main.finalUrl}: ${whyNotKept(read)}`);
    }
    let same: Case | null;
    try {
      same = await heldWith(read, known);
    } catch (error) {
      await folders.discard(read.source.sha256);
      throw error;
    }
    if (same !== null && !tools.refresh) {
      await folders.discard(read.source.sha256);
      return held(same, aliases);
    }
    const { text } = gathered;
    const own = identity.pmcid === null ? null : door.resolve(pmcPage(identity.pmcid), door.base);
    const page = identity.page?.finalUrl ?? (text === null ? null : own);
    const url = page ?? (read.doi === null ? main.finalUrl : null);
    const origin = { retrievedAt: main.retrievedAt, url };
    const kept = await keepPictures(tools.images, read, origin);
    const settled =
      same === null
        ? { draft: { ...kept.draft, id: await ownId(tools, kept.draft.id, read) }, warnings: [] }
        : await overHeld(tools, same, kept.draft);
    outcome.case = settled.draft.id;
    const lacking =
      gathered.pdf === null && text !== null && !isComplete(text)
        ? [`Not every picture of the article could be fetched. Tried: ${seeker.attempts}.`]
        : [];
    outcome.paper = { ...kept.paper, warnings: [...kept.paper.warnings, ...lacking, ...settled.warnings] };
    return {
      id: settled.draft.id,
      aliases,
      async *images() {},
      toCase: () => settled.draft,
      fills: () => [],
    };
  }

  return {
    name: 'paper',
    origin: 'https://doi.org',
    hosts: [
      'api.crossref.org',
      'www.ebi.ac.uk',
      'europepmc.org',
      'pmc.ncbi.nlm.nih.gov',
      'cdn.ncbi.nlm.nih.gov',
      'www.ncbi.nlm.nih.gov',
      'eutils.ncbi.nlm.nih.gov',
    ],
    anyHost: true,
    floorSeconds: 5,
    parserVersion: '1',
    needsPermission: null,
    expectedFill: {},
    async *search(door, { text }) {
      const reference = parseReference(text);
      if (reference === null) {
        throw new InvalidInput(
          'bad-reference',
          `'${text.slice(0, 80)}' is neither a DOI nor a PMCID nor an address`,
        );
      }
      const alias = aliasOf(reference);
      yield {
        url: door.base,
        found: null,
        references: [{ alias, url: reference.kind === 'url' ? reference.url : alias }],
      };
    },
    readCase: (door, reference) => readCase(door, reference.alias),
    referenceOf: () => null,
    // Three registers with their robots.txt, the text, and some five figures.
    estimateCase: () => ({ requests: { min: 3, max: 30 }, bytes: 5_000_000 }),
  };
}
