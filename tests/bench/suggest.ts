import * as chrono from 'chrono-node';
import { suggest } from '../../curation/suggest/suggest.ts';
import type { Case } from '../../data/format/case.ts';
import { completeCase } from '../../data/format/read.ts';

/**
 * Suggestions over many synthetic cases, against chrono-node alone (which finds dates and durations, nothing
 * else) on the same texts in the same run, and their growth with the length of a text.
 * `CASES=1000 npm run bench suggest` for a shorter run.
 */

const total = Number(process.env['CASES'] ?? 100_000);

/** A small linear congruential generator: the same texts in every run. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

function prose(random: (below: number) => number): string[] {
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const [age, days, later] = [18 + random(75), 1 + random(14), 1 + random(12)];
  const sex = pick(['man', 'woman', 'male patient', 'female patient']);
  const opening = pick([
    `A ${age}-year-old ${sex} presented to the emergency department with a ${days}-day history of fever, dry cough and dyspnoea.`,
    `On March ${1 + random(28)}, 2020, a ${age}-year-old ${sex} was admitted to our hospital with fever and fatigue for ${days} days.`,
    `A ${age} year-old ${sex} with hypertension and diabetes attended after ${days} days of malaise and cough.`,
  ]);
  const course = pick([
    `On examination, temperature was 38.${random(9)} °C, heart rate 104 beats per minute and oxygen saturation ${80 + random(19)}% on room air.`,
    `Laboratory tests showed white blood cell count 7.${random(9)} × 109/L and C-reactive protein ${random(200)} mg/L.`,
    'Supplemental oxygen was given through a nasal cannula, and azithromycin 500 mg was started for 5 days.',
  ]);
  const outcome = pick([
    `The patient was intubated on day ${days + later} and transferred to the intensive care unit.`,
    `RT-PCR for SARS-CoV-2 was positive. The patient was discharged on day ${days + later + 4}.`,
    'He had no family history of lung disease and had never smoked. His wife remained well.',
    `The patient died ${later} days after admission despite mechanical ventilation.`,
  ]);
  const first = pick([
    'Chest X-ray at admission showed bilateral consolidation.',
    'Posteroanterior chest radiograph: lungs clear.',
  ]);
  const second = `AP supine chest radiograph obtained ${later} days later shows progression of the opacities.`;
  return [`${opening} ${course} ${outcome}`, first, second];
}

function caseFrom(texts: readonly string[], id: number): Case {
  const image = (at: number) => ({
    id: `i${at}`,
    patient: 'p1',
    study: null,
    order: at,
    url: null,
    sha256: null,
    file: `film-${id}-${at}.jpg`,
    width: null,
    height: null,
    mime: null,
    modality: { stated: null, value: null },
    view: { stated: null, value: null },
    caption: at === 0 ? null : `t${at}`,
  });
  return completeCase({
    id: `local-${id}`,
    source: {
      site: 'local',
      key: `${id}`,
      url: null,
      retrievedAt: '2026-01-01T00:00:00Z',
      parser: 'bench/1',
      pageSha256: null,
    },
    document: {
      title: null,
      doi: null,
      licence: { code: null, stated: null },
      institution: null,
      citation: null,
      credit: null,
      published: null,
    },
    texts: texts.map((text, at) => ({
      id: `t${at}`,
      kind: at === 0 ? ('presentation' as const) : ('caption' as const),
      language: 'en',
      images: at === 0 ? [] : [`i${at}`],
      text,
    })),
    patients: [{ id: 'p1', sex: null, age: null, location: null }],
    studies: [],
    images: texts.length > 1 ? [image(1), image(2)] : [image(1)].map((one) => ({ ...one, caption: null })),
  });
}

const percentile = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

const ms = (value: number): string => `${value.toFixed(3)} ms`;
const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;

/** Case by case, so that no more than one case is held: what is timed is the work on it alone. */
function measure(name: string, work: (record: Case, texts: readonly string[]) => number): object {
  const random = generator(42);
  const taken = new Float64Array(total);
  let [found, characters, peak, cpu] = [0, 0, 0, 0];
  for (let at = 0; at < total; at += 1) {
    const texts = prose(random);
    const record = caseFrom(texts, at);
    characters += texts.reduce((sum, text) => sum + text.length, 0);
    const [started, before] = [performance.now(), process.cpuUsage()];
    found += work(record, texts);
    taken[at] = performance.now() - started;
    const { user, system } = process.cpuUsage(before);
    cpu += (user + system) / 1000;
    if (at % 1000 === 0) peak = Math.max(peak, process.memoryUsage().heapUsed);
  }
  taken.sort();
  return {
    what: name,
    cases: total,
    'characters a case': Math.round(characters / total),
    'processor a case': ms(cpu / total),
    median: ms(percentile(taken, 0.5)),
    '99 %': ms(percentile(taken, 0.99)),
    'found a case': (found / total).toFixed(1),
    'heap at most': megabytes(peak),
  };
}

/** One text of growing length: time a kilobyte must stay as it is. */
function growth(kilobytes: number): object {
  const random = generator(7);
  let text = '';
  while (text.length < kilobytes * 1024) text += `${prose(random).join(' ')} `;
  const record = caseFrom([text], kilobytes);
  suggest(record);
  const before = process.cpuUsage();
  suggest(record);
  const { user, system } = process.cpuUsage(before);
  const spent = (user + system) / 1000;
  return {
    what: `one text of ${kilobytes} kB`,
    'processor a case': ms(spent),
    'a kilobyte': ms(spent / kilobytes),
  };
}

export async function run(): Promise<readonly object[]> {
  return [
    measure('suggestions', (record) => suggest(record).length),
    measure('chrono-node alone', (_, texts) =>
      texts.reduce((sum, text) => sum + chrono.parse(text).length, 0),
    ),
    ...[4, 16, 64, 256].map(growth),
  ];
}
