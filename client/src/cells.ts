// The cells of a seat's line, as docs/plan-format.md has them. Whether an order is possible is the server's to say; here
// is only what a cell looks like.
import { FIRST_CODE_WORD, Signal } from './codes';

export type Kind = 'wait' | 'move' | 'goto' | 'hand' | 'signal' | 'cue' | 'hold' | 'guard' | 'standing';

/** What stays in force from its cell on: the word before the first hyphen. */
export type Standing = 'reflex' | 'roll' | 'answer';

export interface Cell {
  kind: Kind;
  /** Beats it takes at least; a walk's length is not known here and counts one. */
  beats: number;
  cue?: string;
  times?: number;
}

export const MOST_TIMES = 9999;
export const CUES = 'ABCDEFGH';
export const SIGNALS = Object.keys(Signal);
export const CODE_WORDS = SIGNALS.slice(FIRST_CODE_WORD); // of the cues, in their order
export const WAYS = 'nesw';
export type Gait = 'walk' | 'run' | 'sneak';

const LIMIT = String.raw`(?:\/\d{1,4})?`;
const SPOT = String.raw`[a-z][\w-]*:\d{1,4},\d{1,4}`;
const PLACE = String.raw`(?:@(?:[nesw]|${SPOT}))`;
const SIGNAL = `(?:${SIGNALS.join('|')})`;
const SEAT = '[a-z][a-z0-9_]*';
const MOVE = String.raw`(?:[NESW]|[nesw]'?|link)`;
const HAND = String.raw`(?:(?:give|carry|comfort|rob|shoot|(?:wield|offer)-[a-z]+)-[nesw]|(?:strike|shove|use|take|tend|set-[a-z]+)(?:-[nesw])?|throw-[a-z]+(?:-[nesw][1-6])?|release|fly-[nesw][12]|load-[a-z]+|hoist|lower|blast)`;
const CALL = String.raw`(?:(?:call|sign)-${SIGNAL}|whisper-${SIGNAL}-[nesw])`;
const CONDITION = [
  'quiet|clear|gripped|bitten|winded|flying',
  `(?:lit|dark)${PLACE}?`,
  `(?:open|shut|locked|free|calm|down)${PLACE}`,
  String.raw`(?:near|drone)${PLACE}?(?:<|>=)\d{1,4}`,
  String.raw`(?:rate|fear|hunger|hp|beat|loud|battery)(?:<|>=)\d{1,4}`,
  `(?:heard-${SIGNAL}(?:-${SEAT})?(?:@[nesw])?|told-${SIGNAL}(?:-${SEAT})?)`,
  `(?:kept-${SEAT}(?:@[nesw])?|(?:seen|missed|answered)-${SEAT})`,
].join('|');
const UNTIL = `(?:~(?:${CONDITION}))`;
const WALK = `@[@']?${SPOT}${UNTIL}?${LIMIT}`;
const TIMES = String.raw`(?:\*\d{1,4}|${UNTIL})?${LIMIT}`;
const ACT = `(?:(?:\\.|${MOVE}|${HAND}|${CALL})${TIMES}|${WALK})`;

const SHAPES = Object.entries({
  wait: `\\.${TIMES}`,
  move: MOVE + TIMES,
  goto: WALK,
  hand: HAND + TIMES,
  signal: CALL + TIMES,
  cue: String.raw`\|[A-H]!?${LIMIT}`,
  hold: `~(?:${CONDITION})${LIMIT}`,
  guard: String.raw`\?(?:${CONDITION})->${ACT}(?:;${ACT})?`,
  standing: String.raw`reflex-(?:none|(?:shove|strike)(?:-around)?)|roll-(?:none|${SIGNAL}-\d{1,4}(?:-silent)?)|answer-(?:none|(${SIGNAL})-(?!\1-)${SIGNAL}-\d{1,4})`,
} satisfies Record<Kind, string>).map(([kind, shape]) => [kind as Kind, new RegExp(`^(?:${shape})$`)] as const);

/** A line's cells: it is apart by blanks. */
export function split(line: string): string[] {
  return line.split(/\s+/).filter(Boolean);
}

/** What a cell is; null for what is none. */
export function cell(text: string): Cell | null {
  for (const [kind, shape] of SHAPES) {
    if (!shape.test(text)) continue;
    const times = kind === 'guard' ? 1 : Number(/\*(\d+)/.exec(text)?.[1] ?? 1);
    if (times < 1) return null;
    const made: Cell = { kind, beats: least(kind, text) * times };
    if (kind === 'cue') made.cue = text[1]!;
    if (times > 1) made.times = times;
    return made;
  }
  return null;
}

/** Beats one time of it takes at least: what asks a condition may take none, a sneaked step takes two. */
function least(kind: Kind, text: string): number {
  if (kind === 'standing' || /[~?]/.test(text)) return 0;
  return kind === 'move' && text[1] === "'" ? 2 : 1;
}

/** The first text of a line that is no cell; null if all are. */
export function wrongIn(line: string): string | null {
  return split(line).find((text) => !cell(text)) ?? null;
}

const PLAINLY: [RegExp, string][] = [
  [/^(?:[<>]|stairs?|ladders?|link-\w)$/, 'link'],
  [/^(?:wait|rest)$/, '.'],
  [/\bnorth\b/, 'n'],
  [/\beast\b/, 'e'],
  [/\bsouth\b/, 's'],
  [/\bwest\b/, 'w'],
  [/^(?:step|walk|go)-/, ''],
  [/^run-([nesw])$/, '@$1'],
  [/^sneak-([nesw])$/, "$1'"],
  [/^call-(.+)$|^say-(.+)$/, 'call-$1$2'],
  [/^(\d+)x?(\D+)$/, '$2*$1'],
  [/^eat$/, 'use'],
  [/^heal/, 'tend'],
  [/^lift/, 'carry'],
  [/^(?:hit|attack|kill)/, 'strike'],
  [/^push/, 'shove'],
  [/^(?:open|close|shut)-/, 'use-'],
];

/** The cell that a text which is none was probably meant to be; null if that is no guess either. */
export function meant(text: string): string | null {
  let guess = text.toLowerCase().replaceAll('_', '-');
  for (const [shape, plain] of PLAINLY) guess = guess.replace(shape, plain);
  if (/^@[nesw]$/.test(guess)) guess = guess[1]!.toUpperCase();
  guess = guess.replace(/^(call|sign|whisper)-([a-z]+)/, (_, verb: string, word: string) => `${verb}-${word.toUpperCase()}`);
  return guess !== text && cell(guess) ? guess : null;
}

/** An order and how many times: "e*3" is ["e", 3]; null for cells that cannot be counted or have an end of their own. */
export function repeated(text: string): [order: string, times: number] | null {
  const found = cell(text);
  if (!found || !['wait', 'move', 'hand', 'signal'].includes(found.kind) || /[~/]/.test(text)) return null;
  return [text.replace(/\*\d+$/, ''), found.times ?? 1];
}

/** An order so many times: ("e", 3) is "e*3". */
export function repeat(order: string, times: number): string {
  return times > 1 ? `${order}*${times}` : order;
}

/** The act of a cell, to be repeated until something holds: "use-e*3" is "use-e"; null for cells that are none. */
export function act(text: string): string | null {
  const kind = cell(text)?.kind;
  if (!kind || !['wait', 'move', 'goto', 'hand', 'signal'].includes(kind)) return null;
  return text.replace(/[*~/].*$/, '');
}

/** A step in a gait: ("e", "run") is "E". */
export function step(way: string, gait: Gait): string {
  return gait === 'run' ? way.toUpperCase() : gait === 'sneak' ? `${way}'` : way;
}

/** A walk to a spot in a gait: ("city:10,4", "run") is "@@city:10,4". */
export function walk(spot: string, gait: Gait): string {
  return `${gait === 'run' ? '@@' : gait === 'sneak' ? "@'" : '@'}${spot}`;
}
