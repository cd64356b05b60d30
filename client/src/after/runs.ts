// What each seat went through, beat by beat: the numbers behind the plots of the after-action page.
import { INFECTED, State } from '../codes';
import { ended, placeOf } from '../known';
import { MeAt, SoundAt } from '../protocol';
import type { Paper, Reel } from '../protocol';

export interface Run {
  title: string;
  letter: string;
  fate: string; // "got out, beat 84", "alive", ...
  lost: boolean; // dead or turned
  rate: (number | null)[];
  fear: (number | null)[];
  hp: (number | null)[];
  apart: (number | null)[]; // cells to the nearest of the team on the same sheet
  loud: (number | null)[]; // the loudest sound heard
}

/** One run a seat, from every seat's reel in the order of the seats. Whoever is gone has no numbers from then on. */
export function runs(reels: Reel[]): Run[] {
  const paper = reels[0]?.paper;
  if (!paper) return [];
  const ends = reels.map(goneAt);
  return reels.map((reel, k) => {
    const gone = ends[k] ?? Infinity;
    const info = paper.seats[k];
    const alive = <T>(pick: (beat: number) => T): (T | null)[] =>
      reel.views.map((_, beat) => (beat < gone ? pick(beat) : null));
    const column = (at: number): (number | null)[] => alive((beat) => reel.views[beat]?.me[at] ?? 0);
    return {
      title: info?.title ?? '',
      letter: info?.letter ?? '',
      ...fate(reel, gone),
      rate: column(MeAt.rate),
      fear: column(MeAt.fear),
      hp: column(MeAt.hp),
      apart: alive((beat) => nearest(paper, reels, ends, k, beat)),
      loud: alive((beat) => Math.max(0, ...(reel.views[beat]?.heard ?? []).map((row) => row[SoundAt.loud]))),
    };
  });
}

/** The first beat in which a seat is dead, away or turned; Infinity if it was there to the end. */
function goneAt(reel: Reel): number {
  const beat = reel.views.findIndex(({ me }) => ended({ state: me[MeAt.state], nature: me[MeAt.nature] }));
  return beat < 0 ? Infinity : beat;
}

function fate(reel: Reel, gone: number): { fate: string; lost: boolean } {
  const me = (reel.views[gone] ?? reel.views.at(-1))?.me;
  if (!me) return { fate: 'unknown', lost: false };
  if (gone === Infinity) return { fate: me[MeAt.state] === State.down ? 'down, alive' : 'alive', lost: false };
  if (INFECTED.has(me[MeAt.nature])) return { fate: `turned, beat ${gone}`, lost: true };
  const out = me[MeAt.state] === State.away;
  return { fate: `${out ? 'got out' : 'died'}, beat ${gone}`, lost: !out };
}

/** Cells to the nearest other who is still there on the same sheet, as a king moves; null if nobody is. */
function nearest(paper: Paper, reels: Reel[], ends: number[], k: number, beat: number): number | null {
  const spot = (seat: number): { y: number; x: number; sheet: string } | null => {
    const me = reels[seat]?.views[beat]?.me;
    if (!me || beat >= (ends[seat] ?? Infinity)) return null;
    const [y, x] = [me[MeAt.y], me[MeAt.x]];
    return { y, x, sheet: placeOf(paper, y, x)?.sheet.name ?? '' };
  };
  const own = spot(k);
  const far = reels.flatMap((_, seat) => {
    const other = seat === k ? null : spot(seat);
    if (!own || !other || other.sheet !== own.sheet) return [];
    return [Math.max(Math.abs(other.y - own.y), Math.abs(other.x - own.x))];
  });
  return far.length ? Math.min(...far) : null;
}
