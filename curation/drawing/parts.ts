import { escapeHtml } from '../../data/escape-html.ts';

/** Parts of pictures drawn as SVG text, alike for charts, timelines and maps. Pure. */

/** A place or a length to a tenth of a unit. */
export const rounded = (value: number): number => Math.round(value * 10) / 10;

/** At most so many letters, the last an ellipsis where some are left out. */
export const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

/** Colours of a picture by name: light, dark, and the system colour of forced colours. */
export type Palette = Readonly<Record<string, readonly [light: string, dark: string, forced: string]>>;

/**
 * Rules that give a picture its colours as `--name`, by the scheme of the system and by that of the page.
 * @param selector of the picture, one class
 */
export function palette(selector: string, colours: Palette): string {
  const rule = (at: 0 | 1 | 2, before = ''): string =>
    `${before}${selector}{${Object.entries(colours)
      .map(([name, values]) => `--${name}:${values[at]}`)
      .join(';')}}`;
  return `${rule(0)}
@media (prefers-color-scheme:dark){${rule(1)}}
${rule(0, '[data-theme=light] ')}
${rule(1, '[data-theme=dark] ')}
@media (forced-colors:active){${[rule(2), rule(2, '[data-theme] ')].join('')}${selector}{forced-color-adjust:none}}
`;
}

export interface Root {
  readonly className: string;
  readonly width: number;
  readonly height: number;
  /** A picture whose parts are links is a group, any other is one image. */
  readonly role: 'img' | 'group';
  /** The name, and where `id` (unique on the page: letters, digits and dashes) is given its description. */
  readonly title: string;
  readonly id?: string;
  readonly described?: string;
  /** It is as large as its units say, and not as its place: of a table of few columns letters stay letters. */
  readonly isOwnSize?: true;
  /** Rules to carry along, for a file of its own; on a page they stand in its style sheet. */
  readonly style?: string;
}

/** The picture around its parts. */
export function root(
  { className, width, height, role, title, id, described = '', isOwnSize, style = '' }: Root,
  body: string,
): string {
  const named = id
    ? `aria-labelledby="${id}-title${described ? ` ${id}-description` : ''}"`
    : `aria-label="${escapeHtml(title)}"`;
  const words = id
    ? `<title id="${id}-title">${escapeHtml(title)}</title>${described ? `<desc id="${id}-description">${escapeHtml(described)}</desc>` : ''}`
    : '';
  const size = isOwnSize ? ` width="${width}" height="${height}"` : '';
  return `<svg class="${className}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"${size} role="${role}" ${named}>${style ? `<style>${style}</style>` : ''}${words}${body}</svg>`;
}

/** Words at a place. */
export const words = (
  className: string,
  x: number,
  y: number,
  text: string,
  anchor?: 'middle' | 'end',
): string =>
  `<text class="${className}" x="${x}" y="${y}"${anchor ? ` text-anchor="${anchor}"` : ''}>${escapeHtml(text)}</text>`;
