// What a sentence of the log is about. The server writes these sentences (warbell/encode/words.py), one an event, so
// that a verb tells the kind; who is of the team tells a blow given from a blow taken.
import type { Paper, Said } from '../protocol';

export type Kind = 'harm' | 'help' | 'doors' | 'signals' | 'endings' | 'other';
export const KINDS: Exclude<Kind, 'other'>[] = ['harm', 'help', 'doors', 'signals', 'endings'];

export interface Moment {
  beat: number;
  text: string;
  kind: Kind;
}

const ENDINGS = / got out\.?$|^Done: |^It is over/;
const HELP = / (tended|comforted|gave|lifted) | came back up| was cured| put .+ down/;
const SIGNALS = / (called|whispered|signed|warned) /;
const DOORS = / (opened|shut|locked|barricaded|barred|switched|broke)\b/;

export function kindOf(text: string, titles: string[]): Kind {
  const befell = titles.some((title) => text.startsWith(`${title} `) && /^ (went down|died|turned)/.test(text.slice(title.length))); // prettier-ignore
  const taken = titles.some((title) => text.includes(` bit ${title}`) || text.includes(` struck ${title} for `));
  if (befell || taken) return 'harm';
  if (ENDINGS.test(text)) return 'endings';
  if (HELP.test(text)) return 'help';
  if (SIGNALS.test(text)) return 'signals';
  return DOORS.test(text) ? 'doors' : 'other';
}

/** The log with the kind of each sentence. */
export function moments(log: Said[], paper: Paper): Moment[] {
  const titles = paper.seats.map((seat) => seat.title);
  return log.map(([beat, text]) => ({ beat, text, kind: kindOf(text, titles) }));
}

/** The same sentence said again and again. */
export interface Stretch extends Omit<Moment, 'beat'> {
  first: number;
  last: number;
  times: number;
}

const PAUSE = 3; // beats after which what happens again is another story

/** Moments with repetitions put together, by their first beat. */
export function stretches(all: Moment[]): Stretch[] {
  const found: Stretch[] = [];
  const open = new Map<string, Stretch>();
  for (const { beat, text, kind } of all) {
    const before = open.get(text);
    if (before && beat - before.last <= PAUSE) {
      before.last = beat;
      before.times++;
    } else {
      const begun = { text, kind, first: beat, last: beat, times: 1 };
      open.set(text, begun);
      found.push(begun);
    }
  }
  return found;
}
