// What became of one's own orders: marks under the beats that are over.
import { EventKind, Reason } from '../codes';
import type { Known } from '../known';
import { HappeningAt, type Paper, type Past } from '../protocol';

export const POUNDING = 120; // beats a minute from which a heart asks for a decision; the server stops the beats there

export interface Played {
  beat: number;
  cell: string; // the order as a cell of a plan
  late: boolean; // hands slipped: it happened a beat later
  refused: string | null; // why it did not happen
  lost: number; // health
  pounding: boolean;
}

/** Why one's own order came to nothing in a beat, or came late. */
export function refusal({ events, seat }: Known): Reason {
  const own = events.findLast(
    (event) => [EventKind.refused, EventKind.bumped].some((kind) => kind === event[HappeningAt.kind]) && event[HappeningAt.who] === seat,
  );
  return own ? (own[HappeningAt.value] as Reason) : Reason.allowed;
}

/** One entry a beat, the first beat first. */
export function played(past: Past, paper: Paper): Played[] {
  return past.did.slice(1).map((did, k) => {
    const beat = k + 1;
    const reason = past.refused[beat] ?? Reason.allowed;
    const late = reason === Reason.handsSlipped;
    return {
      beat,
      cell: paper.names.actions[did] || '.',
      late,
      refused: reason === Reason.allowed || late ? null : (paper.names.reasons[reason] ?? ''),
      lost: Math.max(0, (past.hp[k] ?? 0) - (past.hp[beat] ?? 0)),
      pounding: (past.rate[beat] ?? 0) >= POUNDING,
    };
  });
}

/** The same entries; those that are as before are the objects they were, and so are not drawn anew. */
export function keep(before: Played[], now: Played[]): Played[] {
  return now.map((one, k) => {
    const was = before[k];
    return was && (Object.keys(one) as (keyof Played)[]).every((key) => one[key] === was[key]) ? was : one;
  });
}

/** The marks of a beat in words, "" if there are none. */
export function remarks(one: Played): string {
  const said = [
    one.late && 'hands slipped, a beat late',
    one.refused && `refused: ${one.refused}`,
    one.lost > 0 && `lost ${one.lost} health`,
    one.pounding && 'heart pounding',
  ];
  return said.filter(Boolean).join(', ');
}
