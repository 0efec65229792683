import { casePage, signInPage, userPage } from '../pages/radiopaedia-case.ts';
import { searchPage } from '../pages/radiopaedia-search.ts';
import {
  type RadiopaediaEra,
  renditionFile,
  renditionSize,
  renditions,
  stacksJson,
  studyPage,
  viewerJson,
} from '../pages/radiopaedia-viewer.ts';
import { mimeOf, renderOriginal, renderReduced } from '../picture.ts';
import { html, image, json, redirect, type SampleAnswer, type SiteRoute } from '../server.ts';
import {
  picturesOfSeries,
  type RadiopaediaImage,
  type RadiopaediaStory,
  type RadiopaediaStudy,
} from '../story.ts';

export interface RadiopaediaOptions {
  era: RadiopaediaEra;
  /** Origins, known once the servers listen. */
  origin: () => string;
  imageOrigin: () => string;
  /** Results a page; the site shows 20. */
  pageSize?: number;
  /** 2026: the case page's script loads the viewer JSON of its studies. */
  eagerViewer?: boolean;
  /** Listings name the case by this slug instead of its newest. */
  slugFor?: (story: RadiopaediaStory) => string;
  /** 2026: what old stacks addresses answer. */
  lateStacks?: 'not-found' | 'html';
}

interface Indexed {
  bySlug: Map<string, { story: RadiopaediaStory; current: boolean }>;
  byRid: Map<string, RadiopaediaStory>;
  byStudy: Map<string, { story: RadiopaediaStory; study: RadiopaediaStudy }>;
  byImage: Map<string, RadiopaediaImage>;
}

const indexOf = (stories: readonly RadiopaediaStory[]): Indexed => {
  const index: Indexed = { bySlug: new Map(), byRid: new Map(), byStudy: new Map(), byImage: new Map() };
  for (const story of stories) {
    index.byRid.set(String(story.rid), story);
    index.bySlug.set(story.slug, { story, current: true });
    for (const alias of story.aliases ?? []) index.bySlug.set(alias, { story, current: false });
    for (const study of story.studies) {
      index.byStudy.set(String(study.id), { story, study });
      for (const stored of study.series.flatMap(picturesOfSeries))
        index.byImage.set(String(stored.id), stored);
    }
  }
  return index;
};

const caseAnswer = (key: string, index: Indexed, options: RadiopaediaOptions): SampleAnswer | null => {
  const numbered = index.byRid.get(key);
  if (numbered) return redirect(`${options.origin()}/cases/${numbered.slug}?lang=us`);
  const named = index.bySlug.get(key);
  if (!named) return null;
  if (named.story.private) return redirect(`${options.origin()}/users/sign_in`, 302);
  if (!named.current) return redirect(`${options.origin()}/cases/${named.story.slug}?lang=us`);
  return html(
    casePage(named.story, {
      era: options.era,
      origin: options.origin(),
      imageOrigin: options.imageOrigin(),
      ...(options.eagerViewer === undefined ? {} : { eagerViewer: options.eagerViewer }),
    }),
  );
};

const studyAnswer = (
  id: string,
  what: string,
  index: Indexed,
  options: RadiopaediaOptions,
): SampleAnswer | null => {
  const found = index.byStudy.get(id);
  if (!found) return null;
  if (what === 'annotated_viewer_json') {
    return options.era === '2026' ? json(viewerJson(found.story, found.study)) : null;
  }
  if (options.era !== '2026') return json(stacksJson(found.study, options.imageOrigin(), options.era));
  return options.lateStacks === 'html' ? html('<!DOCTYPE html><html><body>Moved</body></html>') : null;
};

/** Pages and JSON of a Radiopaedia-like site. */
export const radiopaediaRoute = (
  stories: readonly RadiopaediaStory[],
  options: RadiopaediaOptions,
): SiteRoute => {
  const index = indexOf(stories);
  return ({ url }) => {
    const path = url.pathname;
    if (path === '/search') {
      const value = (name: string): string | null => url.searchParams.get(name);
      return html(
        searchPage(
          stories,
          {
            text: value('q') ?? '',
            modality: value('modality'),
            systems: [...url.searchParams.getAll('system'), ...url.searchParams.getAll('system[]')],
            page: Math.max(1, Number(value('page') ?? '1') || 1),
            pageSize: options.pageSize ?? 20,
            sort: value('sort'),
          },
          options.imageOrigin(),
          options.slugFor,
        ),
      );
    }
    if (path === '/users/sign_in') return html(signInPage());
    const [, user] = /^\/users\/([\w-]+)$/.exec(path) ?? [];
    if (user) {
      const story = stories.find((candidate) => candidate.author.login === user);
      return story ? html(userPage(story)) : null;
    }
    const [, viewed] = /^\/cases\/\d+\/studies\/(\d+)$/.exec(path) ?? [];
    if (viewed) {
      const found = index.byStudy.get(viewed);
      return found ? html(studyPage(found.story, found.study, options.imageOrigin(), options.era)) : null;
    }
    const [, key] = /^\/cases\/([\w-]+)$/.exec(path) ?? [];
    if (key) return caseAnswer(key, index, options);
    const [, study, what] = /^\/studies\/(\d+)\/(stacks|annotated_viewer_json)$/.exec(path) ?? [];
    if (study && what) return studyAnswer(study, what, index, options);
    return null;
  };
};

/** The image host. Names are matched as they stand: a wrong file name of a known image is 404. */
export const radiopaediaImageRoute = (
  stories: readonly RadiopaediaStory[],
  options: Pick<RadiopaediaOptions, 'imageOrigin'>,
): SiteRoute => {
  const { byImage } = indexOf(stories);
  return async ({ url }) => {
    const [, id, rest] = /^\/images\/(\d+)\/(.+)$/.exec(url.pathname) ?? [];
    const stored = id === undefined ? undefined : byImage.get(id);
    if (!stored || rest === undefined) return null;
    const file = decodeURIComponent(rest);
    if (file === 'download') {
      return redirect(`${options.imageOrigin()}/images/${stored.id}/${encodeURIComponent(stored.file)}`, 302);
    }
    if (file === stored.file || (stored.unnamedOriginal && file === 'dr-original.jpg')) {
      return image(await renderOriginal(stored), mimeOf(stored.encoding));
    }
    if (stored.unnamedOriginal && file === 'dr-gallery.jpg')
      return image(await renderReduced(stored, 630), 'image/jpeg');
    const rendition = renditions.find((name) => renditionFile(stored.file, name) === file);
    return rendition ? image(await renderReduced(stored, renditionSize[rendition]), 'image/jpeg') : null;
  };
};
