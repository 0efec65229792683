import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/**
 * What the Croissant format specification 1.1 asks (docs.mlcommons.org/croissant): required properties, ids that are
 * unique and lead somewhere, resources whose bytes are as stated, fields whose columns exist. Gives what is wrong.
 */
type Node = Record<string, unknown>;

const required = [
  '@context',
  '@type',
  'conformsTo',
  'name',
  'description',
  'license',
  'url',
  'creator',
  'datePublished',
];
const dataTypes = new Set([
  'sc:Text',
  'sc:Integer',
  'sc:Float',
  'sc:Boolean',
  'sc:Date',
  'sc:URL',
  'sc:ImageObject',
]);

/** Every object of the document. */
function* nodes(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodes(item);
  else if (typeof value === 'object' && value !== null) {
    yield value as Node;
    for (const item of Object.values(value)) yield* nodes(item);
  }
}

export function validateCroissant(folder: string): string[] {
  const faults: string[] = [];
  const need = (ok: boolean, fault: string): void => {
    if (!ok) faults.push(fault);
  };
  const document = JSON.parse(readFileSync(join(folder, 'croissant.json'), 'utf8')) as Node;
  for (const name of required) need(document[name] !== undefined && document[name] !== '', `lacks ${name}`);
  const context = document['@context'] as Record<string, string>;
  need(
    context['@vocab'] === 'https://schema.org/' &&
      context['sc'] === 'https://schema.org/' &&
      context['cr'] === 'http://mlcommons.org/croissant/',
    'context',
  );
  need(document['@type'] === 'sc:Dataset', '@type');
  need(document['conformsTo'] === 'http://mlcommons.org/croissant/1.1', 'conformsTo');
  need(/^\d{4}-\d{2}-\d{2}$/.test(String(document['datePublished'])), 'datePublished');
  const { '@context': _context, ...body } = document;
  const all = [...nodes(body)];
  const isReference = (node: Node): boolean => Object.keys(node).join() === '@id';
  const ids = all.filter((node) => '@id' in node && !isReference(node)).map((node) => String(node['@id']));
  need(new Set(ids).size === ids.length, 'an id stands twice');
  for (const node of all.filter(isReference))
    need(ids.includes(String(node['@id'])), `reference ${node['@id']} leads nowhere`);
  const licences = [document['license']].flat();
  need(new Set(licences).size === licences.length, 'a licence stands twice');
  for (const licence of licences)
    need(
      typeof licence === 'string'
        ? URL.parse(licence)?.protocol === 'https:'
        : (licence as Node)['@type'] === 'sc:CreativeWork' && Boolean((licence as Node)['name']),
      `licence ${JSON.stringify(licence)}`,
    );
  const headers = new Map<string, string[]>();
  for (const item of document['distribution'] as Node[]) {
    const id = String(item['@id']);
    need(['cr:FileObject', 'cr:FileSet'].includes(String(item['@type'])), `${id}: @type`);
    need(item['encodingFormat'] !== undefined, `${id}: encodingFormat`);
    if (item['@type'] === 'cr:FileSet') {
      need(
        item['includes'] !== undefined && item['containedIn'] !== undefined,
        `${id}: includes and containedIn`,
      );
      continue;
    }
    need(/^[0-9a-f]{64}$/.test(String(item['sha256'])), `${id}: no sha256`);
    const bytes = readFileSync(join(folder, String(item['contentUrl'])));
    need(createHash('sha256').update(bytes).digest('hex') === item['sha256'], `${id}: sha256`);
    need(item['contentSize'] === `${bytes.length} B`, `${id}: contentSize`);
    if (item['encodingFormat'] === 'text/csv')
      headers.set(id, (parse(bytes, { to: 1 }) as string[][])[0] ?? []);
  }
  for (const set of document['recordSet'] as Node[]) {
    need(set['@type'] === 'cr:RecordSet', `${set['@id']}: @type`);
    const fields = set['field'] as Node[];
    const known = fields.map((field) => String(field['@id']));
    for (const key of [set['key'] ?? []].flat() as Node[])
      need(known.includes(String(key['@id'])), `${set['@id']}: key ${key['@id']} is no field of it`);
    for (const field of fields) {
      const references = field['references'] as { field?: Node } | undefined;
      // The reference reader knows references by their field alone.
      need(
        references === undefined || references.field !== undefined,
        `${field['@id']}: references no field`,
      );
      const target = references?.field?.['@id'];
      need(
        target === undefined || !known.includes(String(target)),
        `${field['@id']}: refers to its own record set`,
      );
      const id = String(field['@id']);
      need(field['@type'] === 'cr:Field' && id.startsWith(`${set['@id']}/`), `${id}: field`);
      need(dataTypes.has(String(field['dataType'])), `${id}: dataType ${field['dataType']}`);
      const source = field['source'] as {
        fileObject?: { '@id': string };
        fileSet?: { '@id': string };
        extract?: { column?: string; fileProperty?: string };
      };
      need(source !== undefined, `${id}: source`);
      if (source.fileSet)
        need(
          ['fullpath', 'filename', 'content', 'lines', 'lineNumbers'].includes(
            source.extract?.fileProperty ?? '',
          ),
          `${id}: fileProperty`,
        );
      if (source.fileObject)
        need(
          headers.get(source.fileObject['@id'])?.includes(source.extract?.column ?? '') ?? false,
          `${id}: no column ${source.extract?.column}`,
        );
    }
  }
  return faults;
}
