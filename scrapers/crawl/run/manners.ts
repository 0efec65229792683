import { BadUsage, InvalidInput } from '../../../data/errors.ts';
import type { CaseStore } from '../../../data/ports/cases.ts';
import type { Crawls } from '../../../data/ports/crawl/crawls.ts';
import type { ImageStore } from '../../../data/ports/images.ts';
import { isLoopbackHost } from '../door/requests/addresses.ts';
import type { HostPolicy } from '../door/requests/host-policy.ts';
import type { Source } from '../source.ts';

/** Requests a UTC day and host unless the workspace says otherwise (DESIGN's manners). */
const DEFAULT_BUDGET = 2_000;

/** What the workspace says about a source; `caseline.json`, `sources.<name>`. */
export interface SourceSettings {
  readonly dailyBudget?: number | undefined;
  /** Seconds; only ever lengthens the source's own floor, but for a copy on this machine. */
  readonly delay?: number | undefined;
  /** A copy of the site on this machine, asked instead of it. */
  readonly baseUrl?: string | undefined;
  readonly permission?: { readonly who: string; readonly what: string; readonly when: string } | undefined;
}

/** The workspace as a crawl needs it; an open one is such. */
export interface CrawlWorkspace {
  readonly crawls: Crawls;
  readonly cases: CaseStore;
  readonly images: ImageStore;
  readonly config: {
    /** Mail address or page for sites to turn to; part of the User-Agent. */
    readonly contact: string;
    readonly sources: Readonly<Record<string, SourceSettings | undefined>>;
  };
}

/** How a source is asked from a workspace. */
export interface SourceManners {
  /** Least pause between two requests, milliseconds. */
  readonly floor: number;
  /** Requests a UTC day and host, null for none. */
  readonly budget: number | null;
  /** Whom the site may turn to. */
  readonly contact: string;
}

/**
 * Where a source is asked from this workspace: an address that was given, else the copy that its settings name.
 * @throws InvalidInput when that copy is not on this machine
 */
export const baseUrlOf = (
  { name }: Pick<Source, 'name'>,
  { sources }: CrawlWorkspace['config'],
  given: string | undefined,
): string | undefined => {
  const set = sources[name]?.baseUrl;
  if (given !== undefined || set === undefined) return given;
  if (URL.canParse(set) && isLoopbackHost(new URL(set).hostname)) return set;
  throw new InvalidInput(
    'bad-base-url',
    `sources.${name}.baseUrl in caseline.json is '${set}', which is no address of this machine; ` +
      'name a copy such as http://127.0.0.1:4000, or take the setting away to ask the site itself.',
  );
};

/** @throws InvalidInput saying what is missing */
const checkAllowed = (source: Source, settings: SourceSettings, contact: string): void => {
  if (source.needsPermission !== null && settings.permission === undefined) {
    throw new InvalidInput(
      'permission-missing',
      `${source.name} is not crawled without permission: ${source.needsPermission}. Ask for it, then record who granted what and ` +
        `when in caseline.json: "sources": {"${source.name}": {"permission": {"who": "...", "what": "...", "when": "..."}}}.`,
    );
  }
  if (contact.trim() === '') {
    throw new InvalidInput(
      'contact-missing',
      'sites must be able to reach you: set "contact" in caseline.json to a mail address or page.',
    );
  }
};

/** @throws InvalidInput where nobody has recorded that the site agrees to be asked with a person's session */
export const checkSession = (
  source: Pick<Source, 'name'>,
  { sources }: CrawlWorkspace['config'],
  session: readonly unknown[],
): void => {
  if (session.length === 0 || sources[source.name]?.permission !== undefined) return;
  throw new InvalidInput(
    'permission-missing',
    `a person's session is used only where the site has agreed to it: record who granted what and when in caseline.json: ` +
      `"sources": {"${source.name}": {"permission": {"who": "...", "what": "...", "when": "..."}}}, or crawl without --session.`,
  );
};

/** The pause between requests, milliseconds. @throws BadUsage */
const floorOf = (source: Source, local: boolean, settings: SourceSettings, delay?: number): number => {
  if (delay === undefined && local) return 1000 * (settings.delay ?? source.floorSeconds);
  if (delay === undefined) return 1000 * Math.max(source.floorSeconds, settings.delay ?? 0);
  if (!Number.isFinite(delay) || delay < 0)
    throw new BadUsage('bad-delay', `--delay ${delay} is no number of seconds`);
  if (delay < source.floorSeconds && !local) {
    throw new BadUsage(
      'delay-too-short',
      `--delay ${delay} is less than ${source.name}'s floor of ${source.floorSeconds} s; ` +
        'a shorter one is allowed only with --base-url on this machine.',
    );
  }
  return 1000 * delay;
};

/**
 * How a source is to be asked from this workspace.
 * @param delay `--delay`, seconds
 * @throws InvalidInput when the source may not be crawled from here
 * @throws BadUsage when `delay` is shorter than the source's floor and the site is not on this machine
 */
export const mannersFor = (
  source: Source,
  { loopback }: HostPolicy,
  { contact, sources }: CrawlWorkspace['config'],
  delay?: number,
): SourceManners => {
  const settings = sources[source.name] ?? {};
  if (!loopback) checkAllowed(source, settings, contact);
  return {
    floor: floorOf(source, loopback, settings, delay),
    budget: settings.dailyBudget ?? (loopback ? null : DEFAULT_BUDGET),
    contact,
  };
};
