import type { Case, CaseDraft } from '../../../data/format/case.ts';
import type { ImageStore } from '../../../data/ports/images.ts';
import { labelKey } from '../article/label-key.ts';
import { pictureDifference, type SmallPicture, smallPicture } from './picture-likeness.ts';

type Held = Case['images'][number];
type Fresh = CaseDraft['images'][number];

/** Grey levels of 255 in the mean: the same picture compressed or scaled another way stays below the first. */
const alike = 5;
/** With the same figure and panel letter a picture may differ more: other margins, letters printed or not. */
const alikeByLabel = 24;
/** Width to height may differ by this factor. */
const sameShape = 1.04;

const placeOf = ({
  figure,
  panel,
}: {
  figure?: string | null | undefined;
  panel?: string | null | undefined;
}): string | null => (figure ? `${labelKey(figure)}|${(panel ?? '').toLowerCase()}` : null);

const hashesOf = ({ sha256, viewSha256 }: Pick<Held, 'sha256' | 'viewSha256'>): string[] =>
  [sha256, viewSha256].filter((hash): hash is string => typeof hash === 'string');

const shapeFits = (one: Pick<Held, 'width' | 'height'>, other: Pick<Fresh, 'width' | 'height'>): boolean => {
  const [a, b] = [(one.width ?? 0) / (one.height ?? 1), (other.width ?? 0) / (other.height ?? 1)];
  return a > 0 && b > 0 && Math.max(a, b) / Math.min(a, b) <= sameShape;
};

/** Small copies of kept pictures, each made once. */
class Pictures {
  readonly #images: ImageStore;
  readonly #made = new Map<string, Promise<SmallPicture | null>>();

  constructor(images: ImageStore) {
    this.#images = images;
  }

  async difference(
    one: Pick<Held, 'sha256' | 'viewSha256'>,
    other: Pick<Fresh, 'sha256' | 'viewSha256'>,
  ): Promise<number> {
    const [a, b] = await Promise.all([this.#of(one), this.#of(other)]);
    return a === null || b === null ? Number.POSITIVE_INFINITY : pictureDifference(a, b);
  }

  #of({
    sha256,
    viewSha256,
  }: {
    sha256?: string | null | undefined;
    viewSha256?: string | null | undefined;
  }): Promise<SmallPicture | null> {
    const hash = viewSha256 ?? sha256;
    if (!hash) return Promise.resolve(null);
    const known = this.#made.get(hash);
    if (known !== undefined) return known;
    const made = this.#images
      .viewable(hash)
      .then(async (picture) => smallPicture(await picture.read()))
      .catch(() => null);
    this.#made.set(hash, made);
    return made;
  }
}

/**
 * Which image of a new reading is which image of the held case: by their bytes, by figure and panel with a like
 * picture, by the picture alone. One to one.
 * @returns held image id by new image id
 */
export async function sameImages(
  held: readonly Held[],
  fresh: readonly Fresh[],
  images: ImageStore,
): Promise<Map<string, string>> {
  const pairs = new Map<string, string>();
  const left = new Map(held.map((image) => [image.id, image]));
  const pair = (one: Fresh, other: Held): void => {
    pairs.set(one.id, other.id);
    left.delete(other.id);
  };
  for (const one of fresh) {
    const hashes = new Set(hashesOf(one as Held));
    const equal = [...left.values()].filter((other) => hashesOf(other).some((hash) => hashes.has(hash)));
    const chosen = equal.find((other) => placeOf(other) === placeOf(one)) ?? equal[0];
    if (chosen !== undefined) pair(one, chosen);
  }
  const pictures = new Pictures(images);
  const closest = async (one: Fresh, among: readonly Held[], limit: number): Promise<void> => {
    let best: { other: Held; difference: number } | null = null;
    for (const other of among) {
      if (!shapeFits(other, one)) continue;
      const difference = await pictures.difference(other, one);
      if (difference <= (best?.difference ?? limit)) best = { other, difference };
    }
    if (best !== null) pair(one, best.other);
  };
  const unpaired = (): Fresh[] => fresh.filter(({ id }) => !pairs.has(id));
  for (const one of unpaired()) {
    const place = placeOf(one);
    const same = place === null ? [] : [...left.values()].filter((other) => placeOf(other) === place);
    await closest(one, same, alikeByLabel);
  }
  for (const one of unpaired()) await closest(one, [...left.values()], alike);
  return pairs;
}
