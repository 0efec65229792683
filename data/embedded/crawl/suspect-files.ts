import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseDraft } from '../../format/case.ts';
import { completeCase, readCase } from '../../format/read.ts';
import { compareIds } from '../../ports/cases.ts';
import type { SuspectCases } from '../../ports/crawl/suspect-cases.ts';
import { readJson, writeJson } from '../disk/json-file.ts';
import { suspectPath } from '../documents/layout.ts';

/** Suspect cases as files: `suspect/<source>/<id>.json`, each as a case of revision 0. */
export class SuspectFiles implements SuspectCases {
  readonly #workspace: string;

  /** @param workspace its folder */
  constructor(workspace: string) {
    this.#workspace = workspace;
  }

  async keep(source: string, draft: CaseDraft): Promise<void> {
    writeJson(suspectPath(this.#workspace, source, draft.id), completeCase(draft));
  }

  async ids(source: string): Promise<string[]> {
    const folder = join(this.#workspace, 'suspect', source);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
      .map((name) => name.slice(0, -'.json'.length))
      .sort(compareIds);
  }

  async get(source: string, id: string): Promise<CaseDraft | null> {
    const path = suspectPath(this.#workspace, source, id);
    const document = readJson(path);
    if (document === null) return null;
    const { format: _format, rev: _rev, ...draft } = readCase(document, path);
    return draft;
  }

  async remove(source: string, id: string): Promise<void> {
    rmSync(suspectPath(this.#workspace, source, id), { force: true });
  }
}
