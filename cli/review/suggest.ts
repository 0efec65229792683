import { type Command, InvalidArgumentError } from 'commander';
import { InvalidInput, NotFound } from '../../data/errors.ts';
import type { Case } from '../../data/format/case.ts';
import type { Workspace } from '../../data/ports/workspace.ts';
import { fieldsOf } from '../../data/protocols/fields-of.ts';
import { type GlobalOptions, globalOptions, withWorkspace } from '../context.ts';
import { count, print, printJson, say } from '../output.ts';

const share = (text: string): number => {
  if (!/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/.test(text))
    throw new InvalidArgumentError('It is a number from 0 to 1.');
  return Number(text);
};

async function* casesToRead(workspace: Workspace, ids: readonly string[]): AsyncGenerator<Case> {
  if (ids.length === 0) yield* workspace.cases.all();
  for (const id of ids) {
    const record = await workspace.cases.get(id);
    if (!record) throw new NotFound('no-case', `there is no case ${id} in ${workspace.place}`);
    yield record;
  }
}

/** Suggestions of named cases one by one, of a whole workspace as counts a field. */
async function printSuggestions(workspace: Workspace, ids: readonly string[], json: boolean): Promise<void> {
  const [{ suggest }, { conventionsIn }, { suggestionLine }, { staleDecisions }, { RULE_SET, CONFIDENT }] =
    await Promise.all([
      import('../../curation/suggest/suggest.ts'),
      import('../../curation/suggest/case-reading.ts'),
      import('../../curation/suggest/line.ts'),
      import('../../curation/suggest/stale.ts'),
      import('../../curation/suggest/suggestion.ts'),
    ]);
  const fields = fieldsOf(workspace.protocol);
  const counts = new Map<string, { all: number; confident: number }>();
  const stale: string[] = [];
  let cases = 0;
  for await (const record of casesToRead(workspace, ids)) {
    cases += 1;
    for (const suggestion of suggest(record, conventionsIn(workspace, record.source.site))) {
      const line = suggestionLine(suggestion, record, fields);
      if (json) printJson(line);
      else if (ids.length > 0) {
        const where = line.image ?? line.patient ?? '';
        print(
          `${record.id} ${where} ${line.field} = ${line.value} «${line.quote}» (${line.rule}, ${line.confidence})`,
        );
      }
      const held = counts.get(line.field) ?? { all: 0, confident: 0 };
      counts.set(line.field, {
        all: held.all + 1,
        confident: held.confident + (suggestion.confidence >= CONFIDENT ? 1 : 0),
      });
    }
    const review = await workspace.reviews.get(record.id).catch((error: unknown) => {
      if (!(error instanceof InvalidInput)) throw error;
      say(`${record.id}: ${error.message}; caseline doctor says how to mend it`);
      process.exitCode = 1;
      return null;
    });
    for (const { message } of review === null ? [] : staleDecisions(record, review))
      stale.push(`${record.id}: ${message}`);
  }
  if (json) return;
  for (const line of stale) print(`to look at again: ${line}`);
  for (const [field, { all, confident }] of counts) {
    print(
      `${field.padEnd(24)} ${String(all).padStart(7)} suggested, ${String(confident).padStart(7)} of them at ${CONFIDENT} or more`,
    );
  }
  print(`${count(cases, 'case')}, rules ${RULE_SET}`);
}

/** Scores the rules against a curated table, whose own decisions the rules never see. */
async function evaluateTable(
  file: string,
  options: { minimum?: number; errors?: boolean },
  global: GlobalOptions,
): Promise<void> {
  const [
    { readMetadataTable },
    { casesOfTable },
    { readInputFile },
    { evaluate },
    { evaluationTable, disagreementTable },
    { completeCase },
  ] = await Promise.all([
    import('../../scrapers/collection/read-table.ts'),
    import('../../scrapers/collection/rows-to-cases.ts'),
    import('../../data/files/input-file.ts'),
    import('../../curation/suggest/evaluation/evaluate.ts'),
    import('../../curation/suggest/evaluation/evaluation-text.ts'),
    import('../../data/format/read.ts'),
  ]);
  const rows = readMetadataTable(readInputFile(file), file);
  const cells = new Map(rows.map((row) => [row.row, row.cells]));
  const cases = casesOfTable(rows, file, { at: new Date(0).toISOString() }).map(({ draft }) =>
    completeCase(draft),
  );
  const curated = cases.flatMap((record) =>
    record.images.flatMap(({ id, imported }) => {
      const own = imported === null ? undefined : cells.get(imported.row);
      return imported === null || own === undefined
        ? []
        : [{ case: record.id, image: id, row: imported.row, cells: own }];
    }),
  );
  const result = evaluate(cases, curated, options.minimum);
  if (global.json) return printJson(result);
  print(evaluationTable(result));
  if (options.errors) print(disagreementTable(result.errors));
}

export function addSuggest(program: Command): void {
  program
    .command('suggest')
    .description('what the texts suggest for each field, with the words it rests on')
    .argument('[case...]', 'case ids; without them the whole workspace')
    .option('--evaluate <file>', 'score the rules field by field against a curated metadata.csv')
    .option('--errors', 'with --evaluate: also list what was wrong, with its words')
    .option('--minimum <confidence>', 'with --evaluate: count suggestions from this confidence on', share)
    .action(
      async (
        ids: string[],
        options: { evaluate?: string; errors?: boolean; minimum?: number },
        command: Command,
      ) => {
        const global = globalOptions(command);
        if (options.evaluate !== undefined) return evaluateTable(options.evaluate, options, global);
        await withWorkspace(global, (workspace) => printSuggestions(workspace, ids, global.json));
      },
    );
}
