// Another team of the same night, as it walks beside one's own.
import type { Ghost } from './ghosts';
import { regionAt } from '../board/places';
import { State } from '../codes';
import { placeOf } from '../known';
import { GhostAtAt, type Ghosts, type Paper } from '../protocol';

/** Its people on the map in a beat; after its last one as they were then. `team` is what it is called. */
export function ghostsAt({ beats, names }: Ghosts, beat: number, paper: Paper, team: string): Ghost[] {
  const row = beats[Math.min(beat, beats.length - 1)] ?? [];
  return row.map((each) => {
    const who = each[GhostAtAt.who];
    const state = each[GhostAtAt.state];
    const how = state === State.up ? '' : `, ${paper.names.states[state]}`;
    return { y: each[GhostAtAt.y], x: each[GhostAtAt.x], letter: paper.seats[who]?.letter ?? '', words: `${names[who]} of ${team}${how}` };
  });
}

/** Where a ghost is, in words: "city 10,31, Avenue". */
export function whereabouts({ y, x }: Ghost, paper: Paper): string {
  const place = placeOf(paper, y, x);
  const region = regionAt(paper, y, x);
  return place ? `${place.sheet.name} ${place.row},${place.column}${region && `, ${region}`}` : '';
}
