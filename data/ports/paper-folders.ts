/**
 * Where the process that reads papers leaves its files: folders on this machine, whatever the provider, for what can be made
 * again. Originals of figures move on into the image store.
 */
export interface PaperFolders {
  /** The folder of a paper, by the hash of its file; made by whoever writes into it. */
  of(sha256: string): string;
  discard(sha256: string): Promise<void>;
  /** A folder for fetched files, which goes when it is disposed of. */
  scratch(): Promise<AsyncDisposable & { readonly path: string }>;
}
