import { type Blocked, NotFound } from '../../../../data/errors.ts';

/**
 * An address that robots.txt forbids by itself, though not its section: it is left out and the others go on. Where
 * nothing can go on without it (a search page, or every case), `refusal` gives the stop it is then.
 */
export class LeftOut extends NotFound {
  readonly refusal: () => Promise<Blocked>;

  constructor(url: string, refusal: () => Promise<Blocked>) {
    super('robots-forbids', `${url}: robots.txt forbids this address; it is left out, and not requested`);
    this.refusal = refusal;
  }
}
