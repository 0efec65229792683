import type { RouteGroup } from './router.ts';

/**
 * A page of the workbench with its fragments: the folder `features/<name>/` holds its routes, its views (`list.eta` is the
 * view `<name>/list`), its style (every `.css`) and its client script (`client.js`). Declared here once: the router with
 * the role of each route, the menu, the stylesheet and the scripts of a page follow.
 */
export interface Feature {
  readonly name: string;
  readonly routes: readonly RouteGroup[];
  /** Its entry in the main menu; entries stand in the order of the features. */
  readonly nav?: { readonly label: string; readonly path: string };
  /** The feature under whose entry of the menu its pages stand, when it has none of its own. */
  readonly under?: string;
  /** `client.js` runs on every page, not only on the feature's own. */
  readonly everywhere?: true;
  /** Style that comes from elsewhere, beside the folder's own. */
  readonly styles?: string;
}

/** What the layout asks of the features. */
export interface Site {
  readonly nav: readonly { readonly name: string; readonly label: string; readonly path: string }[];
  /** Which entry of the menu a feature's pages stand under; empty for none. */
  sectionOf(feature: string): string;
  /** Client scripts of a feature's pages, as addresses below the static base. */
  scriptsOf(feature: string): readonly string[];
}

const SHELL_SCRIPT = 'shell/client/client.js';

/** @param isServed whether there is a file of this address below the static base */
export function siteOfFeatures(features: readonly Feature[], isServed: (name: string) => boolean): Site {
  const named = new Map(features.map((feature) => [feature.name, feature]));
  return {
    nav: features.flatMap(({ name, nav }) => (nav ? [{ name, ...nav }] : [])),
    sectionOf: (name) => {
      const { nav, under = '' } = named.get(name) ?? {};
      return nav ? name : under;
    },
    scriptsOf: (name) => [
      SHELL_SCRIPT,
      ...features
        .filter((feature) => feature.everywhere || feature.name === name)
        .map((feature) => `features/${feature.name}/client.js`)
        .filter(isServed),
    ],
  };
}
