/**
 * `id` of the field it answers, empty when it is about none.
 * @typedef {{ action: string, values: Readonly<Record<string, string>>, id: string, outcome: import('./messages.ts').SaveOutcome }} Answer
 */

/**
 * Answers in line, in the order they were given; the first is sent alone. It leaves the line when the server has taken or
 * refused it, never before. One that did not arrive makes the line rest.
 */
export class Line {
  /** @type {Answer[]} */
  #waiting = [];
  /** The one that is being sent. @type {Answer | null} */
  sending = null;
  isResting = false;

  get length() {
    return this.#waiting.length;
  }

  /** The field answered last; empty without one. */
  get newest() {
    return this.#waiting.at(-1)?.id ?? '';
  }

  /** Whether a change is in line that may ask for other fields: an undo, an image given away, left out or cut. */
  get isRedrawing() {
    return this.#waiting.some(
      ({ id, action, values }) =>
        id === '' && values.status === undefined && !/\/comments(?:\/|$)/.test(action),
    );
  }

  get isFinishing() {
    return this.#waiting.some(({ values }) => values.status === 'done');
  }

  /** How many answers to a field are in line, the one the server is just answering left out. @param {string} id */
  countOf(id) {
    return this.#waiting.filter(
      (one) => one.id === id && !['saved', 'asked', 'refused'].includes(one.outcome),
    ).length;
  }

  /** Whether an answer to a field is in line, also while what came of it is drawn. @param {string} id */
  has(id) {
    return this.#waiting.some((one) => one.id === id);
  }

  /** @param {Omit<Answer, 'outcome'>} answer */
  add(answer) {
    this.#waiting.push({ ...answer, outcome: '' });
  }

  /** The answer to send now; null while another is on its way, the line rests or is empty. */
  next() {
    const [first] = this.#waiting;
    if (this.sending || this.isResting || !first) return null;
    first.outcome = 'unreached';
    this.sending = first;
    return first;
  }

  /** Takes out what must not follow a refusal: calling the case done. True when it was there. */
  dropFinish() {
    const at = this.#waiting.findIndex((one) => one !== this.sending && one.values.status === 'done');
    if (at >= 0) this.#waiting.splice(at, 1);
    return at >= 0;
  }

  /** The request of an answer has ended, whatever became of it. False when it is not the one sent. @param {Answer} answer */
  ended(answer) {
    if (answer !== this.sending) return false;
    this.sending = null;
    if (answer.outcome === 'unreached') this.isResting = true;
    else if (answer.outcome !== 'again') this.#waiting.shift();
    return true;
  }
}
