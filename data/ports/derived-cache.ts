/**
 * What was computed from stored bytes and can be computed again: fingerprints of pictures, verdicts on pairs.
 * Keys hold the content addresses, kinds hold the version of the computation, so nothing in here grows stale.
 */
export interface DerivedCache {
  get(kind: string, key: string): Uint8Array | undefined;
  put(kind: string, key: string, value: Uint8Array): void;
  close(): void;
}

/** For tests and one-off runs. */
export function memoryCache(): DerivedCache {
  const held = new Map<string, Uint8Array>();
  return {
    get: (kind, key) => held.get(`${kind} ${key}`),
    put: (kind, key, value) => {
      held.set(`${kind} ${key}`, value);
    },
    close: () => held.clear(),
  };
}
