import type { OutputFolder } from '../../../data/files/output-folder.ts';
import { readProjectText } from '../../../data/files/project-files.ts';
import { jsonSchemaOf } from '../../../data/format/json-schema.ts';
import type { Protocol } from '../../../data/protocols/protocol.ts';
import { protocolText } from '../../../data/protocols/read-protocol.ts';
import { type CheckFinding, findingAsJson } from '../../checks/finding.ts';
import { CHECKS_VERSION, rules } from '../../checks/rules.ts';
import { countBy } from '../count-by.ts';
import type { ReleaseFacts } from '../release-facts.ts';
import type { Selection } from '../select.ts';
import { bibtex } from '../sources/bibtex.ts';
import { cslJson } from '../sources/csl.ts';
import { statisticsCharts } from '../statistics/figures.ts';
import { montage } from '../statistics/montage.ts';
import { statsHtml, statsJson } from '../statistics/page.ts';
import type { WrittenRows } from '../write-rows.ts';
import type { WrittenSplits } from '../write-splits.ts';
import { datasetCard } from './card.ts';
import { croissant } from './croissant.ts';
import { dataPackage } from './data-package.ts';
import { citationFile, dataDictionary, tableJsonSchema } from './describe.ts';

export const RELEASE_FORMAT = 'caseline.release/1';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** What the documents speak of. */
interface Parts {
  readonly facts: ReleaseFacts;
  readonly policy: string;
  readonly selection: Selection;
  readonly findings: readonly CheckFinding[];
  readonly groups: ReadonlyMap<string, number>;
  readonly written: WrittenRows;
  readonly splits: WrittenSplits;
  readonly protocol: Protocol;
}

/** Statistics, figures, checks, card and `release.json`. */
export async function writeDocuments(folder: OutputFolder, parts: Parts): Promise<void> {
  const { facts, policy, selection, findings, groups, written, splits, protocol } = parts;
  const statistics = written.statistics.result();
  folder.write('statistics.json', statsJson(statistics));
  folder.write('statistics.html', statsHtml(statistics, `${facts.title}, ${facts.version}`));
  for (const [name, svg] of Object.entries(statisticsCharts(statistics)))
    folder.write(`figures/${name}.svg`, svg);
  folder.write('montage.png', await montage(written.pictures));
  const waived = findings.filter((finding) => finding.waived);
  const warnings = countBy(
    findings.filter(({ severity, waived: waiver }) => severity === 'warning' && !waiver),
    ({ rule }) => rule,
  );
  folder.write(
    'checks.json',
    json({
      version: CHECKS_VERSION,
      rules,
      waived: waived.map(findingAsJson),
      warnings: findings
        .filter(({ severity, waived: waiver }) => severity === 'warning' && !waiver)
        .map(findingAsJson),
    }),
  );
  const sizes = [...countBy([...groups.values()], String).values()];
  folder.write(
    'README.md',
    datasetCard(
      facts,
      statistics,
      splits.tasks,
      splits.folds,
      {
        leftOut: Object.fromEntries(countBy(selection.leftOut, ({ reason }) => reason)),
        unknownDayZero: written.unknownDayZero,
        converted: written.converted,
        stripped: written.stripped,
        unreviewedRows: written.unreviewed,
        sharedGroups: sizes.filter((size) => size > 1).length,
        largestGroup: Math.max(0, ...sizes),
        warnings: Object.fromEntries(warnings),
      },
      waived,
      policy,
      protocol,
    ),
  );
  folder.write('protocol.json', protocolText(protocol));
  folder.write('CITATION.cff', citationFile(facts));
  folder.write('bibliography.bib', bibtex(written.sources));
  folder.write('bibliography.json', cslJson(written.sources));
  folder.write('load.py', readProjectText('curation/release/loader/load.py'));
  folder.write(
    'release.json',
    json({
      format: RELEASE_FORMAT,
      ...facts,
      policy,
      protocol: { name: protocol.name, title: protocol.title, version: protocol.version },
      rows: written.rows.length,
      patients: selection.patients.size,
      leftOut: Object.fromEntries(countBy(selection.leftOut, ({ reason }) => reason)),
      difference: written.difference,
      ruleVersions: { checks: CHECKS_VERSION, suggestions: Object.fromEntries([...written.ruleSets].sort()) },
    }),
  );
}

/** Dictionary, schemas, `datapackage.json` and `croissant.json`: last, for they hold the hashes of the rest. */
export function describeTables(
  folder: OutputFolder,
  facts: ReleaseFacts,
  written: WrittenRows,
  splits: WrittenSplits,
): void {
  const tables = [...written.files, ...splits.files];
  folder.write('data-dictionary.md', dataDictionary(tables.map(({ table }) => table)));
  for (const { table } of tables)
    folder.write(
      `schema/${table.path.replace('.csv', '').replaceAll('/', '-')}.schema.json`,
      json(tableJsonSchema(table)),
    );
  folder.write('schema/case.schema.json', json(jsonSchemaOf('case')));
  folder.write('schema/review.schema.json', json(jsonSchemaOf('review')));
  folder.write('schema/protocol.schema.json', json(jsonSchemaOf('protocol')));
  const others = folder
    .files()
    .filter(
      ({ path }) =>
        !tables.some(({ file }) => file.path === path) && !/^(images|volumes|originals)\//.test(path),
    );
  folder.write('datapackage.json', json(dataPackage(facts, tables, others)));
  folder.write('croissant.json', json(croissant(facts, tables, written.imageList)));
}
