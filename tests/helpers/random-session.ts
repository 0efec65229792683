import { connect } from 'node:net';

/** A small generator of random numbers (mulberry32): a session can be repeated from its seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface SessionParts {
  readonly url: string;
  readonly cases: readonly string[];
  readonly hashes: readonly string[];
  /** Tokens by role. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly password: string;
}

/** What a session did. */
export interface SessionReport {
  readonly statuses: Map<number, number>;
  /** Requests answered with 5xx: what they were. */
  readonly faults: string[];
  /** Words of comments that were acknowledged: case -> words. */
  readonly acknowledged: Map<string, string[]>;
  broken: number;
}

const junk = [
  '',
  ' ',
  '\0',
  '../../../etc/passwd',
  '%00',
  '<script>alert(1)</script>',
  "' OR 1=1 --",
  '__proto__',
  'constructor',
  '{{7*7}}',
  '${7*7}',
  '=cmd|1',
  '\ud800',
  '𝕏'.repeat(50),
  'a'.repeat(5_000),
  '-1',
  '1e309',
  'NaN',
  'null',
  'undefined',
  '[]',
  '{}',
  '9'.repeat(400),
  '\r\nSet-Cookie: x=1',
  '\u202e',
  'é'.normalize('NFD'),
];
const fieldNames = [
  'field',
  'patient',
  'image',
  'value',
  'reason',
  'accept',
  'reject',
  'do',
  'quote',
  'text',
  'status',
  'label',
  'days',
  'type',
  'day',
  'anchor',
  'quality',
  'layer',
  'kind',
  'purpose',
  'id',
  'rev',
  'title',
  'x',
  'y',
  'width',
  'height',
  'name',
  'password',
  'to',
];
const reviewFields = [
  'offset',
  'sex',
  'age',
  'finding',
  'survival',
  'intubated',
  'went_icu',
  'temperature',
  'view',
  'modality',
  'location',
  'day_zero',
];
const values = [
  '',
  '61',
  '3-5',
  'yes',
  'no',
  'unclear',
  'male',
  'Pneumonia',
  'AP',
  '37,5',
  '?',
  'onset',
  '~4',
  '-2',
];

/** Requests of people who work and of people who attack, mixed. */
export class RandomSession {
  readonly report: SessionReport = { statuses: new Map(), faults: [], acknowledged: new Map(), broken: 0 };
  readonly #parts: SessionParts;
  readonly #random: () => number;
  #marks = 0;

  constructor(parts: SessionParts, seed: number) {
    this.#parts = parts;
    this.#random = randomFrom(seed);
  }

  #pick<T>(list: readonly T[]): T {
    const found = list[Math.floor(this.#random() * list.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }

  async #send(
    method: string,
    path: string,
    options: { as?: string | null; form?: Record<string, string>; headers?: Record<string, string> } = {},
  ): Promise<{ status: number; headers: Headers } | null> {
    const headers = new Headers();
    const token = options.as ? this.#parts.tokens[options.as] : undefined;
    if (token) headers.set('authorization', `Bearer ${token}`);
    for (const [name, value] of Object.entries(options.headers ?? {})) {
      try {
        headers.set(name, value);
      } catch {
        // A header that no client can send.
      }
    }
    if (options.form) headers.set('content-type', 'application/x-www-form-urlencoded');
    try {
      const answer = await fetch(new URL(path, this.#parts.url), {
        method,
        headers,
        redirect: 'manual',
        ...(options.form ? { body: new URLSearchParams(options.form).toString() } : {}),
      });
      await answer.arrayBuffer();
      this.report.statuses.set(answer.status, (this.report.statuses.get(answer.status) ?? 0) + 1);
      if (answer.status >= 500)
        this.report.faults.push(
          `${answer.status} ${method} ${path.slice(0, 120)} ${JSON.stringify(options.form ?? {}).slice(0, 200)}`,
        );
      return { status: answer.status, headers: answer.headers };
    } catch {
      this.report.broken += 1;
      return null;
    }
  }

  /** Reads the revision, then saves on it, as the page does. */
  async #save(id: string, path: string, form: Record<string, string>): Promise<number> {
    const page = await this.#send('GET', `/cases/${id}/fragments`, { as: 'annotator' });
    const etag = page?.headers.get('etag') ?? '"0"';
    return (
      (
        await this.#send('POST', `/cases/${id}/${path}`, {
          as: 'annotator',
          form,
          headers: { 'if-match': etag },
        })
      )?.status ?? 0
    );
  }

  async #work(): Promise<void> {
    const id = this.#pick(this.#parts.cases);
    const image = this.#pick(['i1', 'i2', '']);
    const dice = this.#random();
    if (dice < 0.3) {
      this.#marks += 1;
      const text = `mark ${this.#marks} of ${Math.floor(this.#random() * 1e9)}`;
      const status = await this.#save(id, 'comments', { text, field: '', patient: 'p1', image: '' });
      if (status >= 200 && status < 300)
        this.report.acknowledged.set(id, [...(this.report.acknowledged.get(id) ?? []), text]);
    } else if (dice < 0.5)
      await this.#save(id, 'decisions', {
        field: this.#pick(reviewFields),
        patient: 'p1',
        image,
        value: this.#pick(values),
        reason: this.#pick(['', 'as the text says']),
      });
    else if (dice < 0.56) await this.#save(id, this.#pick(['undo', 'redo']), {});
    else if (dice < 0.6) await this.#save(id, 'status', { status: this.#pick(['done', 'reopened']) });
    else if (dice < 0.64)
      await this.#save(id, 'events', {
        type: this.#pick(['onset', 'admission', 'intubation', 'measurement']),
        patient: 'p1',
        day: this.#pick(['3', '1-2', '?', '-4']),
        anchor: 'onset',
      });
    else if (dice < 0.66)
      await this.#save(id, 'images/i1/quality', { quality: this.#pick(['good', 'poor']) });
    else if (dice < 0.68) await this.#send('POST', '/next', { as: 'annotator' });
    else if (dice < 0.7)
      await this.#send('POST', '/datasets/films/posts', {
        as: 'reader',
        form: { kind: 'question', text: 'Which scanner?' },
      });
    else {
      const paths = [
        '/',
        '/cases',
        '/cases?q=fever',
        `/cases/${id}`,
        `/cases/${id}/history`,
        `/cases/${id}/comments`,
        '/datasets',
        '/datasets/films',
        '/datasets/films/id-mapping.csv',
        '/papers',
        '/agreement',
        '/crawls',
        '/statistics',
        '/healthz',
        '/login',
        `/images/${this.#pick(this.#parts.hashes)}/thumbnail?size=160`,
        `/images/${this.#pick(this.#parts.hashes)}/view`,
      ];
      await this.#send('GET', this.#pick(paths), { as: this.#pick(['reader', 'annotator', 'maintainer']) });
    }
  }

  #junkForm(): Record<string, string> {
    return Object.fromEntries(
      Array.from({ length: Math.floor(this.#random() * 8) }, () => [
        this.#chance(0.8) ? this.#pick(fieldNames) : this.#pick(junk),
        this.#chance(0.6) ? this.#pick(junk) : this.#pick(values),
      ]),
    );
  }

  async #attack(): Promise<void> {
    const id = this.#chance(0.7)
      ? this.#pick(this.#parts.cases)
      : encodeURIComponent(this.#pick(junk.filter((word) => word !== '\ud800')));
    const as = this.#pick(['reader', 'annotator', 'maintainer', 'maintainer', null]);
    const endings = [
      '',
      '/decisions',
      '/comments',
      '/events',
      '/status',
      '/patients',
      '/claim',
      '/undo',
      '/images/i1/cut',
      '/images/i1/assign',
      '/images/zz/quality',
      '/events/none/remove',
      '/cell',
      '/fragments',
      '/offers',
      '/patients/merge',
      '/comments/x/resolve',
    ];
    const paths = [
      `/cases/${id}${this.#pick(endings)}`,
      '/datasets',
      '/datasets/films/posts',
      '/datasets/films/requests',
      `/datasets/${id}`,
      `/images/${id}/view`,
      `/adjudication/${id}`,
      '/agreement/settings',
      '/login',
      '/logout',
      '/cases',
      `/papers/${id}/accept`,
      `/crawls/${id}/stop`,
      `/${id}`,
      '/%',
      '/%zz',
      '/..%2f..%2f',
      '//evil.example/',
      '/cases/%ff',
    ];
    const query = this.#chance(0.4)
      ? `?${this.#pick([...fieldNames, 'page', 'order', 'q', 'size', 't.finding', 't.__proto__'])}=${encodeURIComponent(this.#pick(junk.filter((word) => word !== '\ud800')))}`
      : '';
    const headers: Record<string, string> = {};
    if (this.#chance(0.5))
      headers['if-match'] = this.#pick([
        '"0"',
        '"1"',
        '"999999999999"',
        '*',
        'W/"1"',
        '"-1"',
        'x',
        '"1", "2"',
      ]);
    if (this.#chance(0.2)) headers['sec-fetch-site'] = this.#pick(['cross-site', 'same-site', 'junk']);
    if (this.#chance(0.2))
      headers['cookie'] = this.#pick(['caseline=x', `caseline=${'a'.repeat(43)}`, ';;;=', 'a'.repeat(3_000)]);
    if (this.#chance(0.1)) headers['hx-request'] = 'true';
    if (this.#chance(0.1)) headers['caseline-seen'] = this.#pick(['-1', '0', '99999999', 'x']);
    if (this.#chance(0.1)) headers['accept'] = this.#pick(['application/json', 'image/png', '*/*;q=0', 'x']);
    if (this.#chance(0.05))
      headers['authorization'] = this.#pick(['Bearer x', 'Basic eDp5', 'Bearer csl_000000000000_aaaa', '']);
    const method = this.#pick(['GET', 'POST', 'POST', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']);
    const withForm = method === 'POST' || method === 'PUT' || method === 'PATCH';
    await this.#send(method, this.#pick(paths) + query, {
      as,
      headers,
      ...(withForm ? { form: this.#junkForm() } : {}),
    });
  }

  /** Bytes that are no HTTP at all; the server closes the connection and lives on. */
  async #noise(): Promise<void> {
    const { hostname, port } = new URL(this.#parts.url);
    const bytes = this.#pick([
      'GARBAGE\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      'POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'GET / HTTP/1.1\r\n\r\n',
      `GET / HTTP/1.1\r\nHost: x\r\n${'X: y\r\n'.repeat(3_000)}\r\n`,
      'POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 4\r\n\r\n%%%%',
      '\0\0\0\0',
      '\x16\x03\x01\x02\x00\x01\x00',
    ]);
    const text = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.end(bytes, 'latin1'));
      let answer = '';
      socket.setTimeout(2_000, () => socket.destroy());
      socket.on('data', (chunk) => {
        answer += chunk.toString('latin1');
      });
      socket.on('error', () => resolve(answer)).on('close', () => resolve(answer));
    });
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
    this.report.statuses.set(status, (this.report.statuses.get(status) ?? 0) + 1);
    if (status >= 500 && status !== 505)
      this.report.faults.push(`${status} on ${JSON.stringify(bytes.slice(0, 60))}`);
  }

  /** @param requests how many steps; a save is two requests */
  async run(requests: number): Promise<void> {
    for (let at = 0; at < requests; at += 1) {
      const dice = this.#random();
      if (dice < 0.5) await this.#work();
      else if (dice < 0.98) await this.#attack();
      else await this.#noise();
    }
  }
}
