import { FixtureKind, INFECTED, LinkKind, NO_SIGNAL, State } from '../codes';
import { MANNERS } from '../fixtures';
import { hangsOn, IN_LIGHT, IN_THE_DARK, isCaptured, placeOf, REMEMBERED, thingWords, warnBeats, type Known } from '../known';
import { markWords, thinker } from '../marks';
import { FixtureAt, type Marking } from '../protocol';
import { chartOf } from './chart';
import type { Overlay } from './frame';
import { laddersOf, ladderWords } from './ladders';
import { regionAt } from './places';

/** A cell in words: "city 10,4, Market Street: street, in sight, lit; a shambler here". */
export function caption(known: Known, y: number, x: number, marks: readonly Marking[] = [], over: Overlay | null = null): string {
  const place = placeOf(known.paper, y, x);
  if (!place) return '';
  const { paper } = known;
  const { names } = paper;
  const chart = chartOf(paper, place.sheet);
  const at = place.row * chart.columns + place.column;
  const ground = [names.terrain[chart.terrain[at]!] ?? ''];
  const index = chart.fixtures.get(at);
  if (index !== undefined) ground.push(fixture(known, index));
  else if (chart.exits.has(at)) ground.push('a way out');
  const set = known.things.get(y * paper.width + x);
  if (set) ground.push(thingWords(set, names));
  const stair = chart.stairs.get(at);
  const to = stair && placeOf(paper, ...stair.to);
  const high = stair?.kind === LinkKind.facade ? ` of ${stair.height} ${stair.height === 1 ? 'storey' : 'storeys'}` : '';
  const end = stair?.kind === LinkKind.zipline && (stair.up ? 'where a zipline lands, from' : `a zipline of ${stair.beats} beats to`);
  const stairs = stair && `${names.links[stair.kind]}${high} ${stair.up ? 'up' : 'down'} to`;
  if (to) ground.push(`${end || stairs} ${to.sheet.title} ${to.row},${to.column}`);
  if (known.seat >= 0) ground.push(sight(known.seen[y * paper.width + x]!, known.afar.has(y * paper.width + x))); // a referee sees everything

  const ladder = laddersOf(known).find(({ ends }) => ends.some(([endY, endX]) => endY === y && endX === x));
  if (ladder) ground.push(ladderWords(ladder));

  const there: string[] = [];
  for (const body of known.bodies) {
    if (body.y !== y || body.x !== x || body.state === State.away) continue;
    const turned = body.body < paper.seats.length && INFECTED.has(body.nature);
    const words = [body.body === known.seat ? 'you' : turned ? `${body.name}, turned` : body.name];
    if (body.state !== State.up) words.push(names.states[body.state]!);
    if (body.hangs) words.push(`hanging ${hangsOn(paper, body.y, body.x)}`);
    if (body.carried) words.push(INFECTED.has(body.nature) ? 'on the shoulders of another' : 'carried');
    if (body.hurt && body.state !== State.dead) words.push(`${body.hurt} of 4 quarters hurt`);
    if (body.now && body.left >= 0 && body.body !== known.seat) words.push(`${body.left} beats left`);
    if (body.now && body.sign !== NO_SIGNAL) words.push(`signs ${names.signals[body.sign]}`);
    if (body.asleep && body.state === State.up) words.push('asleep');
    else if (body.now && body.body !== known.seat && body.state === State.up) words.push(`faces ${names.directions[body.facing]}`);
    if (!body.now && body.body !== known.seat) words.push(ago(known.me.beat - body.beat));
    there.push(words.join(', '));
  }
  for (const drone of known.drones) {
    if (drone.y !== y || drone.x !== x) continue;
    const words = [isCaptured(paper, drone.drone) ? 'a captured drone' : 'a drone'];
    if (!drone.lit) words.push('on the ground, dark');
    if (drone.object) words.push(`under it ${names.objects[drone.object - 1]}`);
    if (drone.warned) words.push(`warned ${drone.warned} of ${warnBeats(paper, drone.drone)}`);
    if (!drone.now) words.push(ago(known.me.beat - drone.beat));
    there.push(words.join(', '));
  }
  for (const mark of marks) {
    if (mark.y === y && mark.x === x) there.push(`${thinker(mark, paper, known.seat)}: ${markWords(mark, paper)}`);
  }
  if (over) there.push(...over.at(y, x));
  const region = regionAt(paper, y, x);
  const text = `${place.sheet.name} ${place.row},${place.column}${region && `, ${region}`}: ${ground.filter(Boolean).join(', ')}`;
  return there.length ? `${text}; ${there.join('; ')}` : text;
}

function ago(beats: number): string {
  return `seen ${beats} ${beats === 1 ? 'beat' : 'beats'} ago`;
}

function sight(seen: number, afar: boolean): string {
  if (afar) return 'by the lamp of your drone, unheard';
  if (seen === IN_LIGHT) return 'in sight, lit';
  if (seen === IN_THE_DARK) return 'in sight, dark';
  return seen === REMEMBERED ? 'remembered' : 'never seen';
}

function fixture(known: Known, index: number): string {
  const { fixtures, names } = known.paper;
  const kind = fixtures[index]![FixtureAt.kind];
  const name = fixtures[index]![FixtureAt.name];
  const seen = known.fixtures[index];
  if (!seen) return name;
  if (MANNERS[kind] === 'swings') return `${name} ${names.doors[seen.state]}`;
  if (MANNERS[kind] === 'holds') return seen.full ? name : `${name}, empty`;
  if (MANNERS[kind] === 'runs') return `${name}, ${seen.on ? 'open' : 'shut'}`;
  return kind === FixtureKind.switch || seen.on ? `${name} ${seen.on ? 'on' : 'off'}` : name;
}
