// Marks: what a seat thinks is where it does not see. Their words, and what stands for them on the board.
import { INFECTED, type Nature } from './codes';
import { IN_THE_DARK, LETTERS, placeOf, type Known } from './known';
import { MARK_FADES } from './protocol';
import type { Marking, Paper } from './protocol';
import { terrainOf, WALLS } from './terrain';

export const SURES: readonly (readonly [Marking['sure'], string])[] = [[50, 'maybe'], [75, 'likely'], [95, 'surely']];
export const EMPTY = 'nobody';

/** "A mimic, likely"; "2 shamblers, maybe"; "Su-hyeok, surely". */
export function markWords({ what, count, sure }: Pick<Marking, 'what' | 'count' | 'sure'>, paper: Paper): string {
  const name = nameOf(what, paper);
  const article = /^[aeiou]/.test(name) ? 'an' : 'a';
  const who = !paper.names.natures.includes(what) || what === EMPTY ? name : count > 1 ? `${count} ${name}s` : `${article} ${name}`;
  return `${who}, ${SURES.find(([value]) => value === sure)![1]}`;
}

export function nameOf(what: string, { seats }: Paper): string {
  return seats.find(({ name }) => name === what)?.title ?? what;
}

/** What stands on the board for it, with the initial of a team mate whose mark it is. */
export function markLetter({ what, count, seat }: Marking, { names, seats }: Paper, own: number): string {
  const nature = names.natures.indexOf(what) as Nature;
  const letter = what === EMPTY ? '–' : INFECTED.has(nature) ? LETTERS[nature] : (seats.find(({ name }) => name === what)?.letter ?? 'p');
  return `${seat === own ? '' : `${seats[seat]?.letter ?? ''}:`}${count > 1 ? count : ''}${letter}?`;
}

/** Who thinks so, to oneself: "you think", "Na-ra thinks". */
export function thinker({ seat }: Marking, { seats }: Paper, own: number): string {
  return seat === own ? 'you think' : `${seats[seat]?.title ?? 'somebody'} thinks`;
}

/** How much of a mark is left, from 1 when it is new. */
export function freshness({ beat }: Marking, now: number): number {
  return Math.max(0, 1 - (now - beat) / MARK_FADES);
}

/** Why a cell cannot be marked; "" if it can, as far as the page knows. */
export function unmarkable(known: Known, y: number, x: number): string {
  const place = placeOf(known.paper, y, x);
  if (!place || WALLS.has(terrainOf(place.sheet, place.row, place.column))) return 'Nobody can stand there.';
  return known.seen[y * known.paper.width + x]! >= IN_THE_DARK ? 'You see that cell: what is there you know.' : '';
}
