export interface PersonPattern {
  readonly id: string;
  /** What a sentence must hold for the pattern to be tried at all. */
  readonly needs: RegExp;
  readonly pattern: RegExp;
  readonly examples: readonly (readonly [string, 'male' | 'female' | null, number | null])[];
}
