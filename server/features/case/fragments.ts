import { dayInShort } from '../../../curation/record/day-input.ts';
import type { ReviewedImage } from '../../../curation/record/images.ts';
import {
  allCells,
  type CellGroup,
  cellKey,
  isOwnerOpen,
  openOwners,
} from '../../../curation/review/cells.ts';
import { openComments } from '../../../curation/review/comments.ts';
import { anchorSchema } from '../../../data/format/day.ts';
import { Newest } from '../../../data/newest.ts';
import { view } from '../../shell/render.ts';
import type { CaseView } from './case-view.ts';
import { reopenedRow } from './drift/reopened-view.ts';
import { type CellView, cellId, cellView } from './fields/cell-view.ts';
import { END_LABELS } from './timeline/timeline-axis.ts';
import { timelinePicture } from './timeline/timeline-picture.ts';

const countId = (group: CellGroup): string => `n${cellId(cellKey(group, '')).slice(1)}`;

/** A cell as it was drawn: equal `shown` is equal HTML. */
interface DrawnCell {
  readonly shown: string;
  readonly html: string;
}

const drawn = new WeakMap<CaseView, ReadonlyMap<string, string>>();

/** The cells of a case as they were drawn last: a key changes one of them, and the others need not be drawn again. */
const lastCells = new Newest<ReadonlyMap<string, DrawnCell>>(32);

/**
 * The moving parts of a case page by element id. The page is made of them, and an answer to a save sends those
 * whose HTML has changed: what a person sees and what a save sends cannot drift apart.
 */
export function fragmentsOf(caseView: CaseView): ReadonlyMap<string, string> {
  const held = drawn.get(caseView);
  if (held) return held;
  const { id } = caseView.record;
  const { parts, cells } = draw(caseView, lastCells.get(id) ?? new Map());
  drawn.set(caseView, parts);
  lastCells.put(id, cells);
  return parts;
}

/** All that a cell is drawn from: of its field the name stands for the rest, which never changes. */
const drawnFrom = ({ cell, field, ...said }: CellView): string =>
  JSON.stringify([cell.target, field.name, said]);

/** Whether a patient has a field left for which nothing was found. */
const hasRest = ({ groups, isWaiting }: CaseView, { patient }: CellGroup): boolean =>
  !isWaiting &&
  groups.some(
    (group) =>
      group.patient === patient &&
      group.cells.some((cell) => cell.open && cell.proposals[0]?.kind === 'silence'),
  );

/** What is left for a person to decide one by one, whose an image is among it. */
const todoIn = ({ groups, sure }: CaseView): number =>
  allCells(groups).filter((cell) => cell.open && !sure.has(cell.key)).length + openOwners(groups);

const REST_BUTTON =
  '<button type="button" class="tool" data-silence-rest title="Records what nothing was found for as not stated, undone as one">Not stated for the rest<kbd aria-hidden="true">b</kbd></button>';

/** Whether the patient of an image has others that answers can be taken on to. */
const hasOthers = ({ groups }: CaseView, { patient, image }: CellGroup): boolean =>
  image !== null && patient !== null && groups.filter((one) => one.patient === patient).length > 2;

function draw(caseView: CaseView, earlier: ReadonlyMap<string, DrawnCell>) {
  const parts = new Map<string, string>();
  const cells = new Map<string, DrawnCell>();
  const comments = openComments(caseView.review, caseView.layer);
  for (const group of caseView.groups) {
    const owner = isOwnerOpen(group, caseView.groups) ? 1 : 0;
    const waiting = group.cells.filter((cell) => cell.open).length + owner;
    const id = countId(group);
    const words = waiting === 0 ? 'all decided' : `${waiting} open`;
    const rest = group.image === null && hasRest(caseView, group) ? REST_BUTTON : '';
    parts.set(id, `<span class="group-count" id="${id}">${rest}${words}</span>`);
    for (const cell of group.cells) {
      const shown = cellView(cell, {
        isWaiting: caseView.isWaiting,
        comments: comments.get(cell.key)?.length ?? 0,
        hasOthers: hasOthers(caseView, group),
        isSure: caseView.sure.has(cell.key),
      });
      const key = drawnFrom(shown);
      const was = earlier.get(shown.id);
      const html =
        was?.shown === key ? was.html : view('case/fields/cell', { caseId: caseView.record.id, shown });
      cells.set(shown.id, { shown: key, html });
      parts.set(shown.id, html);
    }
  }
  const rows = caseView.reopened.map((one) => reopenedRow(caseView, one));
  parts.set('drift', view('case/drift/drift', { rows, caseId: caseView.record.id }));
  parts.set('asked', view('case/fields/asked', { caseView, todo: todoIn(caseView) }));
  parts.set('settling', view('case/saving/settling', { caseView }));
  parts.set('progress', view('case/saving/progress', { caseView }));
  parts.set(
    'strip',
    view('case/image/strip', {
      caseView,
      dayOf: (image: ReviewedImage) => dayOf(caseView, image),
      viewOf: (image: string, patient: string | null) => viewOf(caseView, image, patient),
    }),
  );
  parts.set(
    'timeline',
    view('case/timeline/timeline', { caseView, pictures: timelinePicture(caseView), endLabels: END_LABELS }),
  );
  return { parts, cells };
}

/** The day of an image for its thumbnail, as decided, else as proposed. @returns day as a number, short with its anchor */
function dayOf({ cells }: CaseView, { id, patient }: ReviewedImage) {
  const cell = cells.get(cellKey({ patient, image: id }, 'offset'));
  const told = cell?.decision ?? cell?.proposals.find(({ kind }) => kind === 'suggestion');
  const zero = cells.get(cellKey({ patient, image: null }, 'day_zero'))?.decision?.value;
  const number = typeof told?.value === 'number' ? told.value : null;
  const day = told?.day ?? { from: number, to: number, anchor: 'unknown' as const };
  const short = dayInShort(day, anchorSchema.catch('unknown').parse(zero));
  return { day: number, short, settled: Boolean(cell?.decision) };
}

/** The view of an image, as decided, else as proposed; empty where neither tells. */
function viewOf({ cells }: CaseView, image: string, patient: string | null): string {
  const cell = cells.get(cellKey({ patient, image }, 'view'));
  const proposed = cell?.proposals.find(({ kind }) => kind === 'suggestion')?.value;
  return String((cell?.decision ? cell.decision.value : proposed) ?? '');
}

/** Ids of cells in order: when this changes, the whole panel is drawn anew. */
const skeleton = (caseView: CaseView): string =>
  caseView.groups
    .map(
      (group) =>
        `${group.patient}/${group.image}/${group.label}:${group.cells.map((cell) => cellId(cell.key)).join()}`,
    )
    .join(';');

export const fieldsPanel = (
  caseView: CaseView,
  parts: ReadonlyMap<string, string> = fragmentsOf(caseView),
): string => view('case/fields/fields', { caseView, parts, cellId, countId });

/** The panel of a page just opened: its first open field stands open from the first paint. */
export function freshPanel(caseView: CaseView): string {
  const parts = new Map(fragmentsOf(caseView));
  const first = caseView.groups.flatMap((group) => group.cells).find((cell) => cell.open);
  const id = first ? cellId(first.key) : '';
  const html = parts.get(id);
  if (html) parts.set(id, html.replace('class="cell ', 'class="cell active '));
  return fieldsPanel(caseView, parts);
}

/** One piece of an answer: what replaces the element of this id. */
export const partial = (id: string, html: string, swap = 'outerMorph'): string =>
  `<hx-partial hx-target="#${id}" hx-swap="${swap}">${html}</hx-partial>`;

/** What changed between two states of a page, as partials for htmx. Null `before`: everything. */
export function changes(before: CaseView | null, after: CaseView): string {
  const old = before ? fragmentsOf(before) : new Map<string, string>();
  const now = fragmentsOf(after);
  const whole = before === null || skeleton(before) !== skeleton(after);
  const changed = [...now].filter(([id, html]) => old.get(id) !== html && !(whole && /^[cn]-/.test(id)));
  const cells = whole ? partial('fields', fieldsPanel(after, now)) : '';
  return cells + changed.map(([id, html]) => partial(id, html)).join('');
}
