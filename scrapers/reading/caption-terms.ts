import { viewOf } from '../../data/vocabulary/view-words.ts';
import type { Modality, ModalityTerm, ViewTerm } from './terms.ts';

/**
 * What a caption says its picture is. Captions name other examinations too ("before CT was performed"), so a word
 * counts only where the sentence is about it; `CT` needs a plane, a window or the word scan beside it. Two
 * candidates, or none, give null: a person looks.
 */

const mentions: readonly [RegExp, Modality][] = [
  [/\b(?:x-?rays?|radiographs?|radiography|radiograms?|roentgenograms?|CXR|films?|RX)\b/gi, 'X-ray'],
  [/\bPET(?:[-/ ]CT)?\b/g, 'PET'],
  [/\b(?:HR|NE|CE|MD)?CT(?:PA|A)?s?\b|\b[Cc]omputed [Tt]omograph(?:y|ic)\b|\bTC\b/g, 'CT'],
  [/\b(?:MRI?|magnetic resonance)\b/g, 'MRI'],
  [/\b(?:ultrasound|ultrasonograph(?:y|ic)|sonogra(?:m|phy)|ecograf(?:ia|ico))\b/gi, 'Ultrasound'],
  [/\bmammogra(?:m|phy)s?\b/gi, 'Mammography'],
  [/\b(?:scintigraphy|SPECT)\b/gi, 'Nuclear medicine'],
  [/\b(?:microscopic|microscopy|histolog(?:y|ical)|biopsy specimen)\b/gi, 'Pathology'],
  [/\b(?:electrocardiogram|ECG)\b/g, 'ECG'],
];

/** Words before a mention that make it another examination than the one shown. */
const elsewhere =
  /(?:\b(?:previous|prior|earlier|before|after|since|compared (?:to|with)|than|confirm(?:s|ed|ing)?|correlat\w{0,6}|request\w{0,4}|seen on|visible on|noted on|on (?:the )?(?:initial |recent |previous )?|by|no|without|not? a)\W{0,3}(?:\w{1,14}\W{1,3}){0,2})$/i;
/** Words after it. */
const elsewhereAfter =
  /^\W{0,3}(?:was|were|is|will be|had been) (?:\w{1,14} ){0,2}(?:performed|requested|obtained later|planned|done|not|normal at|unavailable)|^\W{0,2}findings?\b/i;
const shape =
  /\b(?:axial|coronal|sagittal|transverse|transaxial|oblique|window|windows|scans?|slices?|sections?|images?|imaging|examination|views?|reconstructions?|reformat\w{0,8}|reformation|MIP|MPR|VRT|HRCT|NECT|CECT|CTPA|contrast|enhanced|non-contrast|unenhanced|chest|thorax|thoracic|torace|shows?|showing|demonstrates?|reveals?|performed on)\b/i;

/** Words that may stand before the examination that a sentence begins with: "The first chest CT on day 3". */
const leads =
  /^\W{0,3}(?:[a-h][).:]\s{0,2})?(?:(?:an?|the|his|her|initial|first|second|third|last|final|serial|follow-?up|repeat(?:ed)?|control|admission|baseline|emergency|urgent|plain|native|low-dose|brain|head|cranial|cerebral|neck|chest|thoracic|thorax|lung|cardiac|abdominal|abdomen|pelvic|spinal|spine|whole-body|day \d{1,3}|and)\s){0,4}$/i;
/** And behind it: nothing more, or when and what of. */
const goesOn =
  /^\s{0,2}(?:$|[.,;:()\]]|(?:and|at|on|in|of|from|to|for|with|without|obtained|taken|acquired|done|made|after|before|during|upon|day|days|weeks?|months?|later|one|two|three|four|five|six|seven|ten|all['’]|al|alla|di|del|dopo)(?![\p{L}])|\d)/iu;

interface Mention {
  modality: Modality;
  words: string;
  at: number;
}

const isSubject = (text: string, at: number, word: string, modality: Modality): boolean => {
  const before = text.slice(Math.max(0, at - 48), at).replace(/^.*[.;!?]\s/s, '');
  const after = text.slice(at + word.length, at + word.length + 48);
  if (elsewhere.test(before) || elsewhereAfter.test(after)) return false;
  if (modality !== 'CT') return true;
  return (
    /^(?:HR|NE|CE|MD)CT|CTPA/.test(word) ||
    shape.test(`${before.slice(-32)} ${after.slice(0, 32)}`) ||
    (leads.test(before) && goesOn.test(after) && `${before}${after}`.trim() !== '') ||
    /^\s{0,2}:/.test(after)
  );
};

const mentionsIn = (text: string): Mention[] =>
  mentions.flatMap(([pattern, modality]) =>
    [...text.matchAll(pattern)]
      .filter((match) => isSubject(text, match.index, match[0], modality))
      .map((match) => ({ modality, words: match[0], at: match.index })),
  );

const around = (text: string, mention: Mention): string =>
  text
    .slice(Math.max(0, mention.at - 24), mention.at + mention.words.length + 24)
    .replaceAll(/\s{1,20}/g, ' ')
    .trim();

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** Panels named by `a`, `a,b`, `a-c`, `A and B`. */
const panelsOf = (marker: string): Set<string> => {
  const panels = new Set<string>();
  for (const part of marker.toLowerCase().split(/,|&|\band\b|;/)) {
    const [from, to] = part.split(/[-–]/).map((one) => letters.indexOf(one.trim()));
    if (from === undefined || from < 0) continue;
    for (let at = from; at <= (to === undefined || to < from ? from : to); at += 1)
      panels.add(letters.charAt(at));
  }
  return panels;
};

const markerPattern = /\(?\b([A-Za-z](?:\s?(?:,|-|–|&|and)\s?[A-Za-z]){0,8})\)/g;

/**
 * The part of a shared caption that speaks of one panel: `(a,b) Axial … (c) sagittal …`. Words before the first
 * marker belong to every panel. Without markers, or without this panel's, the whole caption.
 */
export const panelCaption = (caption: string, panel: string | null): string => {
  if (panel === null) return caption;
  const markers = [...caption.matchAll(markerPattern)].filter((match) => panelsOf(match[1] ?? '').size > 0);
  const [first] = markers;
  if (!first || markers.length < 2) return caption;
  const trailing =
    first.index > 0 &&
    caption.slice(0, first.index).trim() !== '' &&
    !/[.:;]\s{0,3}$/.test(caption.slice(0, first.index));
  const own = markers.flatMap((marker, index) => {
    if (!panelsOf(marker[1] ?? '').has(panel.toLowerCase())) return [];
    if (trailing) {
      const previous = markers[index - 1];
      return [caption.slice(previous ? previous.index + previous[0].length : 0, marker.index)];
    }
    return [caption.slice(marker.index + marker[0].length, markers[index + 1]?.index ?? caption.length)];
  });
  if (own.length === 0) return caption;
  const common = trailing
    ? caption.slice((markers.at(-1)?.index ?? 0) + (markers.at(-1)?.[0].length ?? 0))
    : caption.slice(0, first.index);
  const words = own.map((part) => part.trim()).join(' ');
  return (trailing ? [words, common.trim()] : [common.trim(), words]).filter(Boolean).join(' ');
};

/** Every modality that a caption names as shown. */
export const captionModalities = (caption: string): Modality[] => [
  ...new Set(mentionsIn(caption).map((mention) => mention.modality)),
];

/** Modality of the picture under a caption, with the words it is read from. */
export const captionModality = (caption: string): ModalityTerm => {
  if (/^\s{0,3}Tab(?:le|ella|\.)\s{0,3}\d{0,3}\b/i.test(caption)) {
    return {
      stated: null,
      value: 'Table',
      reason: `the caption begins with "${caption.slice(0, 20).trim()}"`,
    };
  }
  const found = mentionsIn(caption).sort((a, b) => a.at - b.at);
  const kinds = new Set(found.map((mention) => mention.modality));
  const [mention] = found;
  if (!mention || kinds.size !== 1) return { stated: null, value: null };
  return { stated: null, value: mention.modality, reason: `the caption says "${around(caption, mention)}"` };
};

const radiographViews = ['PA', 'AP', 'AP Supine', 'AP Erect', 'L'];
const viewPattern =
  /\b(?:PA|P-A|AP|A-P|postero-?anterior|antero-?posterior|lateral (?:view|chest|radiograph|film|projection|x-?ray)|lateral|axial|transaxial|coronal|sagittal|sagital|assiale|coronale|sagittale|laterale)\b(?: (?:supine|erect))?/gi;

/** Projection or plane of the picture, when its caption names exactly one that goes with the modality. */
export const captionView = (caption: string, modality: Modality | null): ViewTerm => {
  const words = [...caption.matchAll(viewPattern)].map((match) => match[0]);
  const italian: Record<string, string> = {
    assiale: 'axial',
    coronale: 'coronal',
    sagittale: 'sagittal',
    laterale: 'lateral',
    sagital: 'sagittal',
  };
  if (modality === null && captionModalities(caption).length > 1) return { stated: null, value: null };
  const views = words.flatMap((word) => {
    const view = viewOf(italian[word.toLowerCase()] ?? word);
    if (view === null) return [];
    const film = radiographViews.includes(view);
    if (modality === 'X-ray' && !film) return [];
    if (modality === 'CT' && film) return [];
    if (film && modality !== 'X-ray') return [];
    if (
      view === 'L' &&
      !/lateral[e]? (?:view|chest|radiograph|film|projection|x-?ray)|^laterale$/i.test(word)
    )
      return [];
    return [{ view, word }];
  });
  const [first] = views;
  if (!first || new Set(views.map(({ view }) => view)).size !== 1) return { stated: null, value: null };
  return { stated: null, value: first.view, reason: `the caption says "${first.word}"` };
};
