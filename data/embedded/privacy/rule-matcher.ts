import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Case } from '../../format/case.ts';
import type { Members } from '../../format/dataset.ts';
import { termsAsked } from '../../ports/case-query.ts';
import { type CaseSummary, searchedWords, termsOf } from '../../ports/case-summary.ts';
import { matchOf } from '../index/queries.ts';
import { WORDS_TABLE } from '../index/schema.ts';

/** By what cases join a dataset. */
export type Rule = NonNullable<Members['rule']>;

/** Looks for words in one case at a time, as the index does in all of them: it holds no case afterwards. */
class WordProbe {
  readonly #database = new DatabaseSync(':memory:');
  readonly #insert: StatementSync;
  readonly #match: StatementSync;
  readonly #delete: StatementSync;

  constructor() {
    this.#database.exec(WORDS_TABLE);
    this.#insert = this.#database.prepare('INSERT INTO words (rowid, title, body) VALUES (1, ?, ?)');
    this.#match = this.#database.prepare('SELECT 1 FROM words WHERE words MATCH ?');
    this.#delete = this.#database.prepare('DELETE FROM words WHERE rowid = 1');
  }

  /** For each text whether the case holds all its words. */
  holds(record: Case, texts: readonly string[]): boolean[] {
    const { title, body } = searchedWords(record);
    this.#insert.run(title, body);
    try {
      return texts.map((text) => {
        const match = matchOf(text);
        return match !== null && this.#match.get(match) !== undefined;
      });
    } finally {
      this.#delete.run();
    }
  }

  close(): void {
    this.#database.close();
  }
}

/** Kinds of terms that come of a case alone: no review brings one or takes it away. */
const ofCase = new Set(['site', 'licence', 'modality', 'language']);

const asksWords = (rule: Rule): rule is Rule & { text: string } => (rule.text ?? '').trim() !== '';

/** Tells which rules a case meets, from the case and its review alone: the same answers as the index would give. */
export class RuleMatcher {
  readonly #rules: readonly { readonly rule: Rule; readonly terms: readonly [string, string][] }[];
  #probe: WordProbe | null = null;

  constructor(rules: readonly Rule[]) {
    this.#rules = rules.map((rule) => {
      const { site, status, terms } = rule;
      return {
        rule,
        terms: termsAsked({
          ...(site ? { site } : {}),
          ...(status ? { status } : {}),
          ...(terms ? { terms } : {}),
        }),
      };
    });
  }

  /**
   * Places, in the list given, of the rules that the case meets.
   * @param isReviewLost what a review decided is not known: a rule that asks for that is met, as it may have been
   */
  matching(record: Case, summary: CaseSummary, isReviewLost = false): number[] {
    const own = new Set(termsOf(summary, record.source.site).map((pair) => pair.join('\n')));
    const met = this.#rules.flatMap(({ rule, terms }, at) =>
      terms.every((pair) => own.has(pair.join('\n')) || (isReviewLost && !ofCase.has(pair[0])))
        ? [{ rule, at }]
        : [],
    );
    const texts = met.flatMap(({ rule }) => (asksWords(rule) ? [rule.text] : []));
    if (texts.length === 0) return met.map(({ at }) => at);
    this.#probe ??= new WordProbe();
    const holds = this.#probe.holds(record, texts);
    return met.flatMap(({ rule, at }) => (asksWords(rule) && !holds.shift() ? [] : [at]));
  }

  close(): void {
    this.#probe?.close();
  }
}
