import type { CrawlStores, Crawls } from '../../ports/crawl/crawls.ts';
import { FileBlockedPages } from './blocked-pages.ts';
import { takeSource } from './source-lock.ts';
import { SuspectFiles } from './suspect-files.ts';

/** What crawls keep in a workspace folder. */
export class FileCrawls implements Crawls {
  readonly blocked: FileBlockedPages;
  readonly suspects: SuspectFiles;
  readonly #workspace: string;

  constructor(workspace: string) {
    this.#workspace = workspace;
    this.blocked = new FileBlockedPages(workspace);
    this.suspects = new SuspectFiles(workspace);
  }

  async open(): Promise<CrawlStores> {
    const { openCrawlStores } = await import('./crawl-stores.ts');
    return openCrawlStores(this.#workspace);
  }

  async look(): Promise<CrawlStores> {
    const [{ openCrawlStores }, { lookIntoCrawlDatabase }] = await Promise.all([
      import('./crawl-stores.ts'),
      import('./crawl-database.ts'),
    ]);
    return openCrawlStores(this.#workspace, Date.now, lookIntoCrawlDatabase);
  }

  async take(source: string): Promise<AsyncDisposable | null> {
    return takeSource(this.#workspace, source);
  }
}
