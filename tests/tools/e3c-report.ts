import { personNamed } from '../../curation/suggest/clauses/named.ts';
import { type Assertion, assertionOf } from '../../curation/suggest/clauses/whether.ts';
import { timeExpressions } from '../../curation/suggest/days/expressions/time-expressions.ts';
import { readTexts } from '../../curation/suggest/texts/read-texts.ts';
import type { Sentence } from '../../curation/suggest/texts/reading.ts';
import { caseOf } from '../curation/suggest/helpers.ts';
import { type E3cDocument, readE3c } from './e3c.ts';
import { durationValue } from './e3c-values.ts';
import { deniedAt } from './negex.ts';

/**
 * Scores the reading passes on clinical cases that others marked:
 * `npx node tests/tools/e3c-report.ts FILE.jsonl [--json] [--list NAME]`
 * Marked events and persons are given; the passes say which are denied, not actual, or of somebody else. Expressions of
 * time are found. NegEx, from its published description, is asked of the same events in the same run.
 */

interface Verdict {
  readonly said: boolean;
  readonly true: boolean;
  readonly line: string;
}

interface Score {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly said: number;
  readonly marked: number;
}

const ratio = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1000) / 1000;

function scored(precise: readonly [number, number], found: readonly [number, number]): Score {
  const [precision, recall] = [ratio(...precise), ratio(...found)];
  const f1 =
    precision === null || recall === null || precision + recall === 0
      ? null
      : Math.round(((2 * precision * recall) / (precision + recall)) * 1000) / 1000;
  return { precision, recall, f1, said: precise[1], marked: found[1] };
}

const scoreOf = (verdicts: readonly Verdict[]): Score => {
  const right = verdicts.filter((one) => one.said && one.true).length;
  return scored(
    [right, verdicts.filter(({ said }) => said).length],
    [right, verdicts.filter((one) => one.true).length],
  );
};

const names = ['timex', 'timexExact', 'values', 'denied', 'notActual', 'otherPerson'] as const;
type Name = (typeof names)[number];
type Scores = Readonly<Record<Name, Score>> & { readonly negEx: Score };

/** Words around a span, for a person who reads what went wrong. */
const around = (text: string, start: number, end: number): string =>
  `${text.slice(Math.max(0, start - 70), start)}<<${text.slice(start, end)}>>${text.slice(end, end + 50)}`.replace(
    /\s+/g,
    ' ',
  );

const lines: Record<Name, string[]> = {
  timex: [],
  timexExact: [],
  values: [],
  denied: [],
  notActual: [],
  otherPerson: [],
};

function sentencesOf(text: string): readonly Sentence[] {
  return readTexts(caseOf({ texts: [{ text, images: [] }] })).sentences;
}

const sentenceAt = (sentences: readonly Sentence[], place: number): Sentence | undefined =>
  sentences.findLast(({ start }) => start <= place);

function judged(
  document: E3cDocument,
  name: Name | null,
  spans: readonly { readonly start: number; readonly end: number }[],
  truth: readonly boolean[],
  say: (words: string, start: number, end: number, sentence: Sentence) => boolean,
  sentences: readonly Sentence[],
): Verdict[] {
  return spans.flatMap(({ start, end }, at) => {
    const sentence = sentenceAt(sentences, start);
    if (!sentence) return [];
    const said = say(sentence.words, start - sentence.start, end - sentence.start, sentence);
    const marked = truth[at] ?? false;
    const line = `${document.id} ${said ? (marked ? 'right' : 'wrong') : marked ? 'missed' : 'silent'} ${around(document.text, start, end)}`;
    if (said !== marked && name !== null) lines[name].push(line);
    return [{ said, true: marked, line }];
  });
}

/** "Hypothetical, hedged, generic" of the corpus. */
const notActual = ({ hypothetical, general }: Assertion): boolean => hypothetical || general;

/** Documents in which nobody marked a time were not read for times: what is found there is neither right nor wrong. */
const markedTimes = ({ timex }: E3cDocument): boolean => timex.length > 0;

function timesOf(document: E3cDocument, sentences: readonly Sentence[]) {
  const told = sentences.flatMap(({ words, start: from }) =>
    timeExpressions(words).map((one) => ({ ...one, start: from + one.start, end: from + one.end })),
  );
  const touches = (a: { start: number; end: number }, b: { start: number; end: number }) =>
    a.start < b.end && b.start < a.end;
  for (const one of told)
    if (!document.timex.some((other) => touches(one, other)))
      lines.timex.push(`${document.id} wrong ${around(document.text, one.start, one.end)}`);
  for (const one of document.timex)
    if (!told.some((other) => touches(one, other)))
      lines.timex.push(
        `${document.id} missed ${one.timex3Class} ${around(document.text, one.start, one.end)}`,
      );
  const same = (a: { start: number; end: number }, b: { start: number; end: number }) =>
    a.start === b.start && a.end === b.end;
  const valued = document.timex.flatMap((one) => {
    const value = one.timex3Class === 'DURATION' ? durationValue(one.value) : null;
    const own = told.find((other) => touches(one, other));
    if (value === null) return [];
    const right = own?.value === value;
    if (!right)
      lines.values.push(
        `${document.id} ${own?.value ?? null} for ${value} (${one.value}) ${around(document.text, one.start, one.end)}`,
      );
    return [{ said: own?.value !== undefined && own.value !== null, right }];
  });
  return {
    said: told.length,
    marked: document.timex.length,
    precise: told.filter((one) => document.timex.some((other) => touches(one, other))).length,
    found: document.timex.filter((one) => told.some((other) => touches(one, other))).length,
    exact: told.filter((one) => document.timex.some((other) => same(one, other))).length,
    values: valued.length,
    valuesSaid: valued.filter(({ said }) => said).length,
    valuesRight: valued.filter(({ right }) => right).length,
  };
}

function scoresOf(documents: readonly E3cDocument[]): Scores {
  const [denied, actual, others, peer]: Verdict[][] = [[], [], [], []];
  const sum = {
    said: 0,
    marked: 0,
    precise: 0,
    found: 0,
    exact: 0,
    values: 0,
    valuesSaid: 0,
    valuesRight: 0,
  };
  for (const document of documents) {
    const sentences = sentencesOf(document.text);
    const { events, actors } = document;
    const neg = events.map(({ polarity }) => polarity === 'NEG');
    denied?.push(
      ...judged(
        document,
        'denied',
        events,
        neg,
        (words, start, end, { told }) => assertionOf(words, start, end, told).negated,
        sentences,
      ),
    );
    peer?.push(...judged(document, null, events, neg, deniedAt, sentences));
    actual?.push(
      ...judged(
        document,
        'notActual',
        events,
        events.map(({ contextualModality }) => contextualModality !== 'ACTUAL'),
        (words, start, end, { told }) => notActual(assertionOf(words, start, end, told)),
        sentences,
      ),
    );
    others?.push(
      ...judged(
        document,
        'otherPerson',
        actors,
        actors.map(({ role }) => role !== 'PATIENT'),
        (words, start, end, { told }) => personNamed(words, start, end, told).person !== 'patient',
        sentences,
      ),
    );
    if (!markedTimes(document)) continue;
    const times = timesOf(document, sentences);
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += times[key];
  }
  return {
    timex: scored([sum.precise, sum.said], [sum.found, sum.marked]),
    timexExact: scored([sum.exact, sum.said], [sum.exact, sum.marked]),
    values: scored([sum.valuesRight, sum.valuesSaid], [sum.valuesRight, sum.values]),
    denied: scoreOf(denied ?? []),
    notActual: scoreOf(actual ?? []),
    otherPerson: scoreOf(others ?? []),
    negEx: scoreOf(peer ?? []),
  };
}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const args = process.argv.slice(2);
const [file] = args.filter((arg) => arg.endsWith('.jsonl'));
if (file === undefined)
  throw new Error('Name the file of documents: node tests/tools/e3c-report.ts FILE.jsonl');
const documents = readE3c(file);
const listed = args.includes('--list') ? args[args.indexOf('--list') + 1] : undefined;
const all = scoresOf(documents);

if (args.includes('--json')) {
  const { negEx, ...scores } = all;
  print(JSON.stringify({ ...scores, peer: { name: 'NegEx', denied: negEx } }));
} else if (listed !== undefined) {
  for (const line of lines[listed as Name] ?? []) print(line);
} else {
  const share = (value: number | null): string => (value === null ? '–' : value.toFixed(3));
  const table = (title: string, scores: Scores): void => {
    print(`${title.padEnd(24)} precision  recall      F1`);
    for (const [name, { precision, recall, f1, said, marked }] of Object.entries(scores))
      print(
        `${name.padEnd(24)} ${share(precision).padStart(9)} ${share(recall).padStart(7)} ${share(f1).padStart(7)}   ${said} said, ${marked} marked`,
      );
    print('');
  };
  table(`${documents.length} documents`, all);
  for (const language of [...new Set(documents.map(({ language }) => language))].sort())
    table(language, scoresOf(documents.filter((one) => one.language === language)));
}
