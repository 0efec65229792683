/**
 * What was computed from stored bytes and can be computed again: fingerprints of pictures, verdicts on pairs.
 * Keys hold the content addresses, kinds hold the version of the computation, so nothing in here grows stale.
 */
export interface DerivedCache extends AsyncDisposable {
  /** What is held under these keys, by key: many at once, since each asking may be a way over the network. */
  get(kind: string, keys: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /**
   * Keeps a value. Of two writers either may win: both computed the same. Nothing waits for another writer, and what could
   * not be kept is computed again.
   */
  put(kind: string, key: string, value: Uint8Array): Promise<void>;
}

/** For tests and one-off runs. */
export function memoryCache(): DerivedCache {
  const held = new Map<string, Uint8Array>();
  return {
    get: async (kind, keys) =>
      new Map(
        keys.flatMap((key) => {
          const value = held.get(`${kind} ${key}`);
          return value ? [[key, value]] : [];
        }),
      ),
    put: async (kind, key, value) => {
      held.set(`${kind} ${key}`, value);
    },
    async [Symbol.asyncDispose]() {
      held.clear();
    },
  };
}
