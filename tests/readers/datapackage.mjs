/** Reads every table of a release with datapackage, relations checked; prints the rows of each as JSON. */
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, modules] = process.argv.slice(2);
const { Package } = createRequire(join(modules, 'package.json'))('datapackage');
const release = await Package.load(join(folder, 'datapackage.json'), { basePath: folder, strict: true });
const rows = {};
for (const resource of release.resources) {
  if (!resource.tabular) continue;
  try {
    rows[resource.descriptor.path] = (await resource.read({ relations: true, cast: true })).length;
  } catch (error) {
    throw new Error(`${resource.name}: ${error.message} ${(error.errors ?? []).join('; ')}`);
  }
}
process.stdout.write(JSON.stringify({ valid: release.valid, rows }));
