// "What is around me": in words, everything the board shows. With the log it is all one needs to play without seeing.
import { EventKind, Gait, INFECTED, LinkKind, Nature, NO_SIGNAL, State, Terrain, UNREAD } from './codes';
import { MANNERS, swings } from './fixtures';
import { FixtureAt, LinkAt } from './protocol';
import type { Link, Paper } from './protocol';
import { laddersOf, ladderWords } from './board/ladders';
import { regionAt } from './board/places';
import { cellsOf, ended, FIRM, hangsOn, IN_LIGHT, isCaptured, OTHERS, placeOf, spotOf, thingWords, warnBeats, WATERS, waterWords } from './known';
import { terrainOf, WALLS } from './terrain';
import type { Body, CellThing, FixtureSeen, Known } from './known';
import { gone } from './panel/wellbeing';

export interface Line {
  text: string;
  /** A cell one could walk to. */
  at?: [y: number, x: number];
  /** The card of whoever has the name that the text begins with. */
  card?: string;
}

export interface Section {
  title: string;
  lines: Line[];
}

const SIGHTS = ['not seen yet', 'out of sight', 'in the dark', 'in the light']; // by how a cell is known
const MOODS = ['calm', 'uneasy', 'afraid', 'terrified'];
const HURTS = ['', 'hurt', 'badly hurt', 'near death'];
const WADES = ['', 'a run is a walk, and every move is heard', 'a cell takes two beats, and what spoils is lost', 'there is no air'];
const LEVELS = ['dry', 'ankle-deep', 'chest-deep', 'over the head'];
const STEPS: [string, number, number][] = [
  ['North', -1, 0],
  ['East', 0, 1],
  ['South', 1, 0],
  ['West', 0, -1],
];

export function around(known: Known): string[] {
  return surroundings(known).flatMap((section) => section.lines.map((line) => line.text));
}

export function surroundings(known: Known): Section[] {
  if (ended(known.me)) return [{ title: 'You', lines: [{ text: gone(known) }, { text: 'You see and hear nothing more.' }] }];
  const team = known.paper.seats.length;
  const others = known.bodies.filter((body) => body.body >= team);
  const sections: Section[] = [
    { title: 'You', lines: here(known) },
    { title: 'Ways from here', lines: ways(known) },
    { title: 'Your team', lines: mates(known) },
    { title: 'Infected', lines: infected(known) },
    {
      title: 'Other people',
      lines: others.filter((body) => !INFECTED.has(body.nature)).map((body) => seen(known, body, said(known, body))),
    },
    { title: 'Drones', lines: drones(known) },
    { title: 'Sounds', lines: known.heard.map((heard) => ({ text: sentence(`${heard.text}, ${loudness(heard.loud)}`) })) },
    { title: 'Light', lines: lights(known) },
    { title: 'Where you are to go', lines: goals(known) },
    { title: 'What is set, and burns', lines: laid(known) },
    { title: 'Water', lines: waters(known) },
    { title: 'Doors and things', lines: fixtures(known) },
    { title: 'Ways off this sheet', lines: links(known) },
  ];
  return sections.filter((section) => section.lines.length > 0);
}

/** "2 north, 3 east"; "here". */
export function offset(dy: number, dx: number): string {
  const parts = [];
  if (dy) parts.push(`${Math.abs(dy)} ${dy < 0 ? 'north' : 'south'}`);
  if (dx) parts.push(`${Math.abs(dx)} ${dx < 0 ? 'west' : 'east'}`);
  return parts.join(', ') || 'here';
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** As the log has it: FAINT and CLEAR of encode/words.py. */
function loudness(loud: number): string {
  return loud <= 2 ? 'faint' : loud <= 6 ? 'clear' : 'loud';
}

/** Where a cell is from oneself: by steps on the own sheet, by its name on others. */
export function where(known: Known, y: number, x: number): string {
  const { me, paper } = known;
  const own = placeOf(paper, me.y, me.x);
  const other = placeOf(paper, y, x);
  if (!other) return 'out of here';
  if (own?.sheet === other.sheet) return offset(y - me.y, x - me.x);
  return `on ${other.sheet.title}, row ${other.row}, column ${other.column}`;
}

function ago(known: Known, beat: number): string {
  const beats = known.me.beat - beat;
  return `last seen ${beats} ${beats === 1 ? 'beat' : 'beats'} ago`;
}

function here(known: Known): Line[] {
  const { me, paper } = known;
  const place = placeOf(paper, me.y, me.x);
  const state = paper.names.states[me.state];
  const region = regionAt(paper, me.y, me.x);
  const hangs = known.bodies.some((body) => body.body === known.seat && body.hangs);
  const lines: Line[] = [
    { text: place ? `You are on ${place.sheet.title}, row ${place.row}, column ${place.column}.` : 'You are out of here.' },
    { text: `You ${hangs ? `hang ${hangsOn(paper, me.y, me.x)}` : me.state === State.up ? 'stand' : `are ${state},`} in the ${me.lit ? 'light' : 'dark'}.` },
  ];
  const wet = known.things.get(me.y * paper.width + me.x);
  if (wet?.water) lines.push({ text: `You are in ${waterWords(wet)}: ${WADES[wet.water]}.` });
  if (me.under) lines.push({ text: `You are under water: ${count(paper.tuning['breath_held']! - me.under)} of air.` });
  if (region) lines.push({ text: `The place is called ${region}.` });
  if (me.exposed) lines.push({ text: `A drone’s light is on you: ${me.exposed} of ${paper.numbers.warn_beats} beats.` });
  if (me.gripped) lines.push({ text: 'Something has hold of you.' });
  if (me.load) lines.push({ text: `You carry ${paper.seats[me.load - 1]?.title ?? 'somebody'}.` });
  if (me.carrier) lines.push({ text: `${paper.seats[me.carrier - 1]?.title ?? 'Somebody'} carries you.` });
  if (me.timer >= 0) lines.push({ text: `You are bitten: ${me.timer} beats until you turn.` });
  if (me.winded) lines.push({ text: 'You are out of breath: a run is a walk, and you are heard.' });
  if (me.bleed && me.state === State.up) lines.push({ text: `You bleed: a point of health in ${me.bleed} ${me.bleed === 1 ? 'beat' : 'beats'}.` });
  if (me.stun) lines.push({ text: `You fell, and are on the ground for ${me.stun} more ${me.stun === 1 ? 'beat' : 'beats'}.` });
  if (me.flame) lines.push({ text: `A flare burns in your hand, for ${me.flame} more ${me.flame === 1 ? 'beat' : 'beats'}.` });
  if (me.rounds) lines.push({ text: `Your pistol has ${me.rounds} ${me.rounds === 1 ? 'cartridge' : 'cartridges'}.` });
  if (me.torch) lines.push({ text: `The torch in your hand shines ${paper.names.directions[me.facing]}.` });
  if (me.spent) lines.push({ text: 'You are off balance: in the next beat you can only wait, call or show a sign.' });
  if (me.late >= 0) lines.push({ text: 'Your hands shake: the order that slipped happens next beat.' });
  return lines;
}

function count(beats: number): string {
  return `${Math.max(0, beats)} more ${beats === 1 ? 'beat' : 'beats'}`;
}

function ways(known: Known): Line[] {
  const { me, paper } = known;
  const place = placeOf(paper, me.y, me.x);
  if (!place) return [];
  const { sheet } = place;
  const terrain = (y: number, x: number): Terrain => terrainOf(sheet, y - sheet.top, x - sheet.left);
  const fixtureAt = new Map(paper.fixtures.map((fixture, k) => [fixture[FixtureAt.y] * paper.width + fixture[FixtureAt.x], k]));
  const obstacle = (y: number, x: number): string => {
    const ground = terrain(y, x);
    if (ground === Terrain.glass) return 'glass';
    const set = known.things.get(y * paper.width + x);
    if (set && FIRM.has(set.thing)) return setWords(known, set);
    const fixture = fixtureAt.get(y * paper.width + x);
    return WALLS.has(ground) ? 'a wall' : fixture === undefined ? '' : doorWords(known, fixture);
  };
  return STEPS.map(([name, dy, dx]) => {
    const runs: { cells: number; ground: string; sight: string }[] = [];
    let [y, x] = [me.y + dy, me.x + dx];
    let stop = '';
    for (; !(stop = obstacle(y, x)); y += dy, x += dx) {
      const wet = known.things.get(y * paper.width + x)?.water ?? 0;
      const ground = paper.names.terrain[terrain(y, x)]! + (wet ? ` under ${WATERS[wet]}` : '');
      const sight = SIGHTS[known.seen[y * paper.width + x]!]!;
      const last = runs.at(-1);
      if (last?.ground === ground && last.sight === sight) last.cells++;
      else runs.push({ cells: 1, ground, sight });
    }
    if (!runs.length) return { text: `${name}: ${stop}.` };
    const told = runs.map(({ cells, ground, sight }, k) => {
      const first = k ? '' : cells === 1 ? ' cell' : ' cells';
      return `${cells}${first}${ground === runs[k - 1]?.ground ? '' : ` of ${ground}`} ${sight}`;
    });
    return { text: `${name}: ${told.join(', ')}, then ${stop}.`, at: [y - dy, x - dx] };
  });
}

function mates(known: Known): Line[] {
  return known.paper.seats.flatMap((seat, index) => {
    if (index === known.seat) return [];
    const body = known.bodies.find((each) => each.body === index);
    const { natures } = known.paper.names;
    if (!body) return [{ text: `${seat.title}: not seen yet; a rehearsal has them at their start.`, card: natures[Nature.person]! }];
    return [{ ...seen(known, body), card: natures[body.nature]! }];
  });
}

function infected(known: Known): Line[] {
  const team = known.paper.seats.length;
  const bodies = known.bodies.filter((body) => body.body >= team && INFECTED.has(body.nature));
  const near = (body: Body): number => (body.now ? 0 : 1000) + distance(known, body.y, body.x);
  const lines = bodies.sort((a, b) => near(a) - near(b)).map((body) => seen(known, body));
  return bodies.some((body) => body.now) ? lines : [{ text: 'None in sight.' }, ...lines];
}

function distance(known: Known, y: number, x: number): number {
  return Math.abs(y - known.me.y) + Math.abs(x - known.me.x);
}

/** What somebody did in this beat that wants an answer: "holds out planks to you", "whispers HELP". */
function said({ events, seat, paper, bodies }: Known, { body, now }: Body): string[] {
  const { names } = paper;
  const to = (whom: number): string => (whom === seat ? ' to you' : whom < 0 ? '' : ` to ${paper.seats[whom]?.title ?? bodies.find((each) => each.body === whom)?.name ?? 'somebody'}`);
  return events.flatMap(([kind, who, whom, , , value]) => {
    if (who !== body || !now) return [];
    if (kind === EventKind.offered) return [`holds out ${names.objects[value]}${to(whom)}`];
    if (kind === EventKind.whispered) return [`whispers ${names.signals[value]}${to(whom)}`];
    return kind === EventKind.called ? [`calls ${names.signals[value]}`] : [];
  });
}

function seen(known: Known, body: Body, also: readonly string[] = []): Line {
  const { names } = known.paper;
  const parts = [`${body.name}: ${where(known, body.y, body.x)}`];
  const turned = body.body < known.paper.seats.length && INFECTED.has(body.nature);
  if (turned) parts.push(`turned, a ${names.natures[body.nature]}`);
  if (body.state === State.away) return { text: sentence(`${body.name}: got out`) };
  if (body.state !== State.up) parts.push(names.states[body.state]!);
  else if (body.asleep) parts.push('asleep');
  else if (body.gait !== Gait.still) parts.push(`${names.gaits[body.gait]} ${names.directions[body.facing]}`);
  else parts.push(`facing ${names.directions[body.facing]}`);
  if (body.hangs) parts.push(`hanging ${hangsOn(known.paper, body.y, body.x)}`);
  if (!INFECTED.has(body.nature) && OTHERS[body.side] !== body.name) parts.push(OTHERS[body.side]);
  if (body.now && body.armed) parts.push('armed');
  if (body.carried) parts.push(INFECTED.has(body.nature) ? 'on the shoulders of another' : 'carried');
  if (body.sign !== NO_SIGNAL) parts.push(`signs ${names.signals[body.sign]}`);
  if (body.mood !== UNREAD && !INFECTED.has(body.nature) && body.now) parts.push(MOODS[body.mood] ?? '');
  if (HURTS[body.hurt]) parts.push(HURTS[body.hurt]!);
  if (body.now && body.left >= 0) parts.push(`${body.left} beats left`);
  parts.push(...also);
  if (!body.now) parts.push(ago(known, body.beat));
  const text = sentence(parts.filter(Boolean).join(', '));
  return INFECTED.has(body.nature) && body.state !== State.dead ? { text } : { text, at: [body.y, body.x] };
}

function drones(known: Known): Line[] {
  return known.drones.map((drone) => {
    const { paper, flown } = known;
    const whose = flown === drone ? 'the drone that you fly' : isCaptured(paper, drone.drone) ? 'a captured drone' : 'a drone';
    const shows = flown === drone ? '; its lamp shows you what is there, and you hear nothing of it' : '';
    const light = drone.lit ? `lighting ${paper.numbers.drone_light} cells around${shows}` : 'on the ground, dark';
    const parts = [`${whose}: ${where(known, drone.y, drone.x)}, ${light}`];
    if (drone.battery) parts.push(`battery for ${count(drone.battery)}`);
    if (drone.object) parts.push(`under it ${paper.names.objects[drone.object - 1]!}`);
    if (drone.warned) parts.push(`warning for ${drone.warned} of ${warnBeats(paper, drone.drone)} beats`);
    if (!drone.now) parts.push(ago(known, drone.beat));
    return { text: sentence(parts.join(', ')) };
  });
}

/** The state of a door or gate in words; "" for other fixtures. */
function doorWords(known: Known, index: number): string {
  const [kind, , , name] = known.paper.fixtures[index]!;
  const { names } = known.paper;
  if (!swings(kind)) return '';
  const seenAs = known.fixtures[index];
  return seenAs ? `${name}, ${names.doors[seenAs.state]}` : `${name}, not seen yet`;
}

function fixtures(known: Known): Line[] {
  const { me, paper } = known;
  const own = placeOf(paper, me.y, me.x)?.sheet;
  return paper.fixtures
    .map((fixture, index) => ({ fixture, index, steps: distance(known, fixture[FixtureAt.y], fixture[FixtureAt.x]) }))
    .filter(({ fixture, index }) => known.fixtures[index] || placeOf(paper, fixture[FixtureAt.y], fixture[FixtureAt.x])?.sheet === own)
    .sort((a, b) => a.steps - b.steps)
    .map(({ fixture, index }) => ({ text: fixtureWords(known, index), at: [fixture[FixtureAt.y], fixture[FixtureAt.x]] }));
}

function fixtureWords(known: Known, index: number): string {
  const { names } = known.paper;
  const [kind, y, x, name] = known.paper.fixtures[index]!;
  const seenAs = known.fixtures[index];
  const kindName = names.fixtures[kind]!;
  const title = name.startsWith(kindName) ? name : `${name} (${kindName})`;
  const manner = MANNERS[kind];
  const parts = [`${title}: ${where(known, y, x)}`];
  if (!seenAs) parts.push('not seen yet');
  else if (manner === 'swings') parts.push(names.doors[seenAs.state]!);
  else if (manner === 'holds') parts.push(seenAs.full ? 'holds something' : 'empty');
  else if (manner === 'runs') parts.push(seenAs.on ? 'open' : 'shut');
  else if (manner === 'works' || manner === 'sounds') parts.push(seenAs.on ? 'on' : 'off');
  if (seenAs && !seenAs.now) parts.push(ago(known, seenAs.beat));
  const pipe = known.pipes.get(index);
  if (pipe) parts.push(joined(known, pipe));
  return sentence(parts.filter(Boolean).join(', '));
}

function setWords({ paper }: Known, each: CellThing): string {
  return thingWords(each, paper.names) + (each.now ? '' : ', remembered');
}

/** What is set, burns or smokes, the nearest first. */
function laid(known: Known): Line[] {
  return [...known.things.values()]
    .filter(({ thing, fire, smoke }) => thing || fire || smoke)
    .sort((a, b) => distance(known, a.y, a.x) - distance(known, b.y, b.x))
    .map((each) => ({ text: sentence(`${setWords(known, each)}: ${where(known, each.y, each.x)}`), at: [each.y, each.x] }));
}

/** How high water stands, of each level the nearest cell, and what is known of valves. */
function waters(known: Known): Line[] {
  const wet = [...known.things.values()].sort((a, b) => distance(known, a.y, a.x) - distance(known, b.y, b.x));
  return [1, 2, 3].flatMap((level): Line[] => {
    const near = wet.find(({ water }) => water === level);
    if (!near) return [];
    const cells = wet.filter(({ water }) => water === level).length;
    const how = cells === 1 ? '' : `, the nearest of ${cells} cells`;
    return [{ text: sentence(`${waterWords(near)}: ${where(known, near.y, near.x)}${how}${near.now ? '' : ', remembered'}`), at: [near.y, near.x] }];
  });
}

/** What a valve joins: "between the cistern, dry, and a basin, chest-deep"; "" where nothing is known of it. */
function joined({ paper }: Known, { one, other, one_level, other_level }: FixtureSeen): string {
  const side = (basin: number, level: number): string => {
    const depth = level === UNREAD ? '' : (LEVELS[level] ?? '');
    const name = paper.basins[basin - 1] ?? (depth ? 'a basin' : '');
    return [name, depth].filter(Boolean).join(', ');
  };
  const [first, second] = [side(one, one_level), side(other, other_level)];
  return first && second ? `between ${first}${one_level === UNREAD ? '' : ','} and ${second}` : '';
}

/** Where light falls in sight, but for where one stands: a lamp that is on, a gauge that burns. Of each patch the nearest cell. */
function lights(known: Known): Line[] {
  const { me, paper, seen } = known;
  const left = new Set([...seen.keys()].filter((at) => seen[at] === IN_LIGHT));
  const patch = (first: number): number[] => {
    const cells = [first];
    left.delete(first);
    for (const at of cells) for (const by of [1, -1, paper.width, -paper.width]) if (left.delete(at + by)) cells.push(at + by);
    return cells;
  };
  const own = me.y * paper.width + me.x;
  if (left.has(own)) patch(own);
  const far = ([y, x]: [number, number]): number => distance(known, y, x);
  const patches: [number, number][][] = [];
  for (const first of left) patches.push(patch(first).map((at): [number, number] => [Math.floor(at / paper.width), at % paper.width]).sort((a, b) => far(a) - far(b)));
  return patches.sort((a, b) => far(a[0]!) - far(b[0]!)).map((cells): Line => {
    const [at] = cells as [[number, number]];
    const names = [...new Set(cells.map(([y, x]) => regionAt(paper, y, x)))].filter((name) => name && name !== regionAt(paper, me.y, me.x));
    const more = cells.length === 1 ? '' : `, the nearest of ${cells.length} cells`;
    return { text: sentence([`${where(known, ...at)}${more}`, ...names].join(', ')), at };
  });
}

/** Where the objectives are met: of each place the nearest cell. */
function goals(known: Known): Line[] {
  const by = new Map(known.paper.goals.filter((goal) => goal.place && goal.cells.length).map((goal) => [goal.place, goal]));
  return [...by.values()].flatMap(({ place, cells }) => {
    const [at] = cellsOf(cells).toSorted((a, b) => distance(known, ...a) - distance(known, ...b));
    return at ? [{ text: sentence(`${place}: ${where(known, ...at)}`), at }] : [];
  });
}

/** What is said of either end of a link that leads one way. */
const ONE_WAY: Readonly<Partial<Record<LinkKind, (link: Link) => [string, string]>>> = {
  [LinkKind.facade]: (link) => [', nobody walks up it', `, a drop of ${link[LinkAt.height]}`],
  [LinkKind.zipline]: (link) => [`, a ride of ${link[LinkAt.beats]} beats, one at a time`, ', where it lands: nobody rides back'],
};

function links(known: Known): Line[] {
  const { me, paper } = known;
  const own = placeOf(paper, me.y, me.x)?.sheet;
  const lines: Line[] = [];
  const ladders = laddersOf(known);
  for (const link of paper.links) {
    const ends: [number, number][] = [
      [link[LinkAt.y0], link[LinkAt.x0]],
      [link[LinkAt.y1], link[LinkAt.x1]],
    ];
    for (const [k, [y, x]] of ends.entries()) {
      if (placeOf(paper, y, x)?.sheet !== own) continue;
      const [otherY, otherX] = ends[1 - k]!;
      const to = placeOf(paper, otherY, otherX)?.sheet.title ?? '';
      const oneWay = ONE_WAY[link[LinkAt.kind]]?.(link)[k] ?? '';
      const ladder = ladders.find(({ ends: [base] }) => base[0] === link[LinkAt.y0] && base[1] === link[LinkAt.x0]);
      const on = ladder ? `, ${ladderWords(ladder)}` : '';
      lines.push({ text: sentence(`${paper.names.links[link[LinkAt.kind]]} to ${to}${oneWay}: ${where(known, y, x)}${on}`), at: [y, x] });
    }
  }
  const exits = paper.exits.filter(([y, x]) => placeOf(paper, y, x)?.sheet === own);
  for (const [y, x] of nearest(known, exits)) {
    lines.push({ text: sentence(`the way out: ${where(known, y, x)}, ${spotOf(paper, y, x)}`), at: [y, x] });
  }
  return lines;
}

/** Exits side by side are one way out: the nearest of them stands for it. */
function nearest(known: Known, cells: Paper['exits']): Paper['exits'] {
  const sorted = cells.toSorted((a, b) => distance(known, ...a) - distance(known, ...b));
  const groups: Paper['exits'] = [];
  for (const cell of sorted) {
    if (!groups.some(([y, x]) => Math.abs(y - cell[0]) + Math.abs(x - cell[1]) <= 8)) groups.push(cell);
  }
  return groups;
}
