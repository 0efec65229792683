import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readPaper } from '../../scrapers/papers/extracting/read-paper.ts';
import { handedArticles, handedPapers } from '../scrapers/papers/gold/handed.ts';
import {
  type ArticleEntry,
  type CaptionEntry,
  judgeArticle,
  judgeCaption,
  judgeTitlePage,
  type TitlePageEntry,
  type Verdict,
} from '../scrapers/papers/gold/judge.ts';
import { judgeLayout, type LayoutEntry } from '../scrapers/papers/gold/judge-layout.ts';
import { judgeTypeset, type TypesetEntry } from '../scrapers/papers/gold/judge-typeset.ts';

/**
 * Scores papers, captions and title pages with known right values:
 * `npx node tests/tools/score-papers.ts [FOLDER] [--list] [--own]`
 * The folder holds `pdf/`, `jats/` and `panels.json`, or `pdf/` and `labels.json` (papers set by programs of others); this project's own rounds (`tests/scrapers/papers/gold/*.json`)
 * are scored besides, with `--own` alone. `--list` names what is wrong.
 */

const args = process.argv.slice(2);
const folder =
  args.find((arg) => !arg.startsWith('--')) ??
  join(import.meta.dirname, '..', '..', '..', 'shared', 'cases', 'papers-days');
const gold = join(import.meta.dirname, '..', 'scrapers', 'papers', 'gold');
const scratch = mkdtempSync(join(tmpdir(), 'score-papers-'));
const verdicts: (Verdict & { set: string })[] = [];
const add = (set: string, found: readonly Verdict[]): void => {
  for (const one of found) verdicts.push({ ...one, set });
};
const json = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

interface Round {
  readonly captions?: readonly CaptionEntry[];
  readonly articles?: readonly ArticleEntry[];
  readonly pages?: readonly TitlePageEntry[];
  readonly layouts?: readonly LayoutEntry[];
}

async function scoreRound(
  set: string,
  { captions = [], articles = [], pages = [], layouts = [] }: Round,
): Promise<void> {
  for (const entry of captions) add(set, judgeCaption(entry));
  for (const entry of articles) add(set, await judgeArticle(entry, join(scratch, set)));
  for (const entry of pages) add(set, await judgeTitlePage(entry, join(scratch, set)));
  for (const entry of layouts) add(set, await judgeLayout(entry, join(scratch, set)));
}

try {
  const typeset = join(folder, 'labels.json');
  if (existsSync(typeset)) {
    for (const entry of json<TypesetEntry[]>(typeset))
      add('typeset', await judgeTypeset(entry, join(folder, 'pdf'), scratch));
  } else if (!args.includes('--own') && existsSync(folder)) {
    const captions = join(folder, 'panels.json');
    if (existsSync(captions))
      await scoreRound('handed captions', {
        captions: json<Omit<CaptionEntry, 'kind'>[]>(captions).map((one) => ({ ...one, kind: 'panels' })),
      });
    await scoreRound('handed articles', {
      articles: Object.entries(handedArticles).flatMap(([id, expect]) => {
        const path = join(folder, 'jats', `${id}.xml`);
        return existsSync(path) ? { id, kind: 'articles', xml: readFileSync(path, 'utf8'), expect } : [];
      }),
    });
    for (const [id, expect] of Object.entries(handedPapers)) {
      const path = join(folder, 'pdf', `${id}.pdf`);
      if (!existsSync(path)) continue;
      const paper = await readPaper(path, { outDir: join(scratch, id) });
      for (const key of ['title', 'doi'] as const)
        add('handed papers', [
          {
            id,
            kind: 'papers',
            what: key,
            right: paper[key] === expect[key],
            said: `${paper[key]}`,
            wanted: `${expect[key]}`,
          },
        ]);
    }
  }
  const rounds = existsSync(typeset) ? [] : readdirSync(gold).filter((name) => name.endsWith('.json'));
  for (const file of rounds.sort()) await scoreRound(basename(file, '.json'), json<Round>(join(gold, file)));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

const print = (line: string) => process.stdout.write(`${line}\n`);
for (const by of ['what', 'kind'] as const) {
  const groups = Map.groupBy(verdicts, (one) => `${one.set} | ${one[by]}`);
  for (const [name, list] of groups) {
    const right = list.filter((one) => one.right).length;
    print(`${name}: ${right} of ${list.length}`);
  }
  print('');
}
if (args.includes('--list'))
  for (const { set, id, what, said, wanted } of verdicts.filter(({ right }) => !right))
    print(`${set} ${id} ${what}\n  said   ${said}\n  wanted ${wanted}`);
