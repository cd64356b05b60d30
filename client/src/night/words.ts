// What is said of games that are listed, and of one's own in a line that spoils nothing.
import type { Outcome, RoomCard, Run } from '../protocol';

const OUTCOMES: Record<Outcome['outcome'], string> = { won: 'won', lost: 'lost', timeout: 'time ran out', abandoned: 'left' };

/** "won, 3 of 4 out, 212 beats"; "won, 3 of 4 and 2 more out, 212 beats", who have no seat. */
export function gameWords({ outcome, saved, beats, others }: Pick<Outcome, 'outcome' | 'saved' | 'beats' | 'others'>, seats: number): string {
  const more = others ? ` and ${others} more` : '';
  return `${OUTCOMES[outcome]}, ${saved} of ${seats}${more} out, ${beats} ${beats === 1 ? 'beat' : 'beats'}`;
}

/** "3 of the team and 2 more got out, 1 died, in 212 beats. Score 412." */
export function outcomeWords({ saved, others, dead, turned, beats, score }: Outcome): string {
  const parts = [`${saved}${others ? ` of the team and ${others} more` : ''} got out`];
  if (dead) parts.push(`${dead} died`);
  if (turned) parts.push(`${turned} turned`);
  return `${parts.join(', ')}, in ${beats} beats. Score ${score}.`;
}

/** Who played it: "Hana, Jun and 2 minds". */
export function teamWords({ who }: Pick<Run, 'who'>, seats: number): string {
  const minds = seats - who.length;
  return `${who.join(', ')}${minds > 0 ? ` and ${minds} ${minds === 1 ? 'mind' : 'minds'}` : ''}`;
}

/** The line to share of a night of a day: no seed, no place, no ending. */
export function shareLine({ day, title, outcome, seats }: Pick<RoomCard, 'day' | 'title' | 'outcome' | 'seats'>): string {
  return day && outcome ? `warbell, night of ${day}, ${title}: ${gameWords(outcome, seats.length)}` : '';
}

/** "5 h 12 min". */
export function leftWords(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
