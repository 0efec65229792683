/** Names of the sources that can be crawled, apart from their code so that `--help` does not load it. */
export const sourceNames = ['radiopaedia', 'eurorad', 'sirm', 'pmc', 'medpix'] as const;
export type SourceName = (typeof sourceNames)[number];
