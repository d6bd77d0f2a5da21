/** The rows as the keyboard goes through them: each has one button that opens it. */

const ROW = '[data-row]';

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(ROW)];

export const isRow = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement && target.matches(ROW);

export function focusFirstRow(): boolean {
  const [first] = rows();
  first?.focus();
  return first !== undefined;
}

export type Move = 'next' | 'previous' | 'first' | 'last';

/** Moves the focus from a row; `false` where there is no row that way. */
export function moveFocus(from: HTMLElement, move: Move): boolean {
  const all = rows();
  const index = all.indexOf(from);
  const to = { next: index + 1, previous: index - 1, first: 0, last: all.length - 1 }[move];
  const row = all[to];
  row?.focus();
  row?.scrollIntoView({ block: 'nearest' });
  return row !== undefined;
}

/** Back to the row of an activity, if it is there. */
export function focusRow(activityId: string): void {
  rows()
    .find(({ dataset }) => dataset.row === activityId)
    ?.focus();
}
