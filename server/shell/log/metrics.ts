import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Upper ends of the duration buckets, seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Series {
  count: number;
  seconds: number;
  readonly buckets: number[];
}

const label = (value: string): string =>
  value.replace(/[\\"\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`));

/** Counts what the server does, as Prometheus reads it. Labels are route patterns: their number is fixed. */
export class Metrics {
  readonly #requests = new Map<string, number>();
  readonly #durations = new Map<string, Series>();
  readonly #delay = monitorEventLoopDelay({ resolution: 20 });
  readonly #started = Date.now();
  #under = 0;

  constructor() {
    this.#delay.enable();
  }

  began(): void {
    this.#under += 1;
  }

  ended(method: string, route: string, status: number, milliseconds: number): void {
    this.#under -= 1;
    const known = /^(GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH)$/.test(method) ? method : 'other';
    const key = `method="${known}",route="${label(route)}",status="${status}"`;
    this.#requests.set(key, (this.#requests.get(key) ?? 0) + 1);
    const name = `route="${label(route)}"`;
    let series = this.#durations.get(name);
    if (!series) {
      series = { count: 0, seconds: 0, buckets: BUCKETS.map(() => 0) };
      this.#durations.set(name, series);
    }
    const seconds = milliseconds / 1_000;
    series.count += 1;
    series.seconds += seconds;
    BUCKETS.forEach((end, at) => {
      if (seconds <= end && series) series.buckets[at] = (series.buckets[at] ?? 0) + 1;
    });
  }

  /** @param gauges name (without prefix) -> label text or none -> value, measured by the caller */
  text(
    gauges: readonly { name: string; help: string; values: readonly (readonly [string, number])[] }[] = [],
  ): string {
    const lines: string[] = [];
    const family = (name: string, type: string, help: string): void => {
      lines.push(`# HELP caseline_${name} ${help}`, `# TYPE caseline_${name} ${type}`);
    };
    family('requests_total', 'counter', 'Requests answered.');
    for (const [key, count] of this.#requests) lines.push(`caseline_requests_total{${key}} ${count}`);
    family('request_duration_seconds', 'histogram', 'Time to answer, by route.');
    for (const [name, series] of this.#durations) {
      BUCKETS.forEach((end, at) => {
        lines.push(
          `caseline_request_duration_seconds_bucket{${name},le="${end}"} ${series.buckets[at] ?? 0}`,
        );
      });
      lines.push(
        `caseline_request_duration_seconds_bucket{${name},le="+Inf"} ${series.count}`,
        `caseline_request_duration_seconds_sum{${name}} ${series.seconds.toFixed(6)}`,
        `caseline_request_duration_seconds_count{${name}} ${series.count}`,
      );
    }
    const own = [
      { name: 'requests_in_progress', help: 'Requests being answered.', values: [['', this.#under]] },
      {
        name: 'uptime_seconds',
        help: 'Since the server started.',
        values: [['', Math.round((Date.now() - this.#started) / 1_000)]],
      },
      {
        name: 'memory_bytes',
        help: 'Resident memory of the process.',
        values: [['', process.memoryUsage.rss()]],
      },
      {
        name: 'event_loop_delay_seconds',
        help: '99th percentile of the event loop delay.',
        values: [['', this.#delay.percentile(99) / 1e9]],
      },
    ] as const;
    for (const { name, help, values } of [...own, ...gauges]) {
      family(name, 'gauge', help);
      for (const [key, value] of values)
        lines.push(`caseline_${name}${key === '' ? '' : `{${key}}`} ${value}`);
    }
    return `${lines.join('\n')}\n`;
  }

  close(): void {
    this.#delay.disable();
  }
}

/** `status="done"`: one label of a gauge. */
export const labelled = (name: string, value: string): string => `${name}="${label(value)}"`;
