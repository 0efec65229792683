import { Argument, type Command } from 'commander';
import { documentNames, jsonSchemaOf } from '../../data/format/json-schema.ts';
import { print } from '../output.ts';

export function addSchema(program: Command): void {
  program
    .command('schema')
    .description('print the JSON Schema of the files in a workspace')
    .addArgument(new Argument('[document]', 'which one').choices(documentNames).default('case'))
    .action((document: (typeof documentNames)[number]) => {
      print(JSON.stringify(jsonSchemaOf(document), null, 2));
    });
}
