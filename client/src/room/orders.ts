// What the hands can do now, in the order a person thinks of it: what lies where, and what to do with it.
import { INFECTED, LinkKind } from '../codes';
import type { Known } from '../known';
import { answering, rollCall } from '../score/words';
import { FixtureAt, LinkAt } from '../protocol';

export interface Choice {
  cell: string; // of the plan
  label: string;
  name: string; // the label with its direction
  harm: boolean; // a blow at one of the team
}

export interface Group {
  title: string;
  choices: Choice[];
}

const WAYS: [letter: string, name: string, dy: number, dx: number][] = [
  ['n', 'North', -1, 0],
  ['e', 'East', 0, 1],
  ['s', 'South', 1, 0],
  ['w', 'West', 0, -1],
];
/** The direction an order goes, by letter and word: "use-e" is ["e", "east"]; null for those without one. */
export function wayOf(order: string): [letter: string, word: string] | null {
  const letter = /(?:^|-)([nesw])['1-6]?$/i.exec(order)?.[1]?.toLowerCase();
  const way = WAYS.find((each) => each[0] === letter);
  return way ? [way[0], way[1].toLowerCase()] : null;
}

const FLIES = /^(?:fly-|load-|(?:hoist|lower|blast)$)/;
const HELP = /^(comfort|tend|give|offer)-/;
const BLOW = /^(strike|shove|rob|shoot)-/;
const HANDS = /^(strike|shove|use|take|give|carry|tend|comfort|release|link|set|wield|rob|offer|shoot)\b|^throw-[a-z]+$/;

/** Orders of the hands that are possible now, by direction; those without one come first. */
export function hands(known: Known): Group[] {
  const possible = [...known.orders].map((code) => known.paper.names.actions[code] ?? '').filter((cell) => HANDS.test(cell));
  const near = ears(known);
  const people = new Set(near.map((each) => each.way));
  const friend = new Set(near.filter((each) => each.mate).map((each) => each.way));
  // Beside people help comes first, and blows last.
  const rank = (cell: string): number => (people.has(cell.at(-1)!) ? Number(BLOW.test(cell)) - Number(HELP.test(cell)) : 0);
  possible.sort((a, b) => rank(a) - rank(b));
  const groups = [group(known, possible, null, friend), ...WAYS.map((way) => group(known, possible, way, friend))];
  return [flown(known), ...groups].filter((each) => each.choices.length > 0);
}

const ARROWS: Readonly<Record<string, string>> = { n: '↑', e: '→', s: '↓', w: '←' };
const FLOWN: Readonly<Record<string, string>> = { hoist: 'lift whoever is below', lower: 'let down', blast: 'strike the disc' };
/** What can be planned for a drone, whoever flies none yet. */
export const OF_DRONES = ['fly', ...Object.keys(FLOWN)];

/** What the drone that one flies can do now. */
function flown(known: Known): Group {
  const possible = [...known.orders].map((code) => known.paper.names.actions[code] ?? '').filter((cell) => FLIES.test(cell));
  const choices = possible.map((cell) => {
    const way = wayOf(cell);
    const words = way ? `fly ${way[1]} ${cell.at(-1)}` : (FLOWN[cell] ?? cell.replace('load-', 'hang on '));
    return { cell, label: way ? `${ARROWS[way[0]]} ${cell.at(-1)}` : words, name: words, harm: cell === 'blast' };
  });
  return { title: 'The drone', choices };
}

function group(known: Known, possible: string[], way: (typeof WAYS)[number] | null, friend: Set<string>): Group {
  const choices = possible
    .filter((cell) => (way ? cell.endsWith(`-${way[0]}`) : !/-[nesw]$/.test(cell)))
    .map((cell) => ({
      cell,
      label: label(cell, linkHere(known)),
      name: label(cell, linkHere(known)) + (way ? ` ${way[1].toLowerCase()}` : ''),
      harm: BLOW.test(cell) && friend.has(cell.at(-1)!),
    }));
  if (!way) return { title: 'Here', choices };
  const there = whatIsAt(known, known.me.y + way[2], known.me.x + way[3]);
  return { title: there ? `${way[1]}: ${there}` : way[1], choices };
}

/** The kind of the link that can be taken from where one is; nobody goes up a facade, or back along a zipline. */
export function linkHere({ paper, me }: Known): LinkKind | undefined {
  const { facade, zipline } = LinkKind;
  const link = paper.links.find(
    ([kind, y0, x0, y1, x1]) =>
      (kind !== zipline && y1 === me.y && x1 === me.x) || (kind !== facade && y0 === me.y && x0 === me.x),
  );
  return link?.[LinkAt.kind];
}

const TAKE: Readonly<Record<LinkKind, string>> = {
  [LinkKind.stairs]: 'take the stairs',
  [LinkKind.ladder]: 'take the ladder',
  [LinkKind.facade]: 'drop down the facade',
  [LinkKind.zipline]: 'ride the zipline',
};

function label(cell: string, link: LinkKind | undefined): string {
  if (cell === 'use') return 'eat';
  if (cell === 'shove') return 'shove the topmost down';
  if (cell === 'link' && link !== undefined) return TAKE[link];
  if (/^(set|throw)-[a-z]+$/.test(cell)) return `${cell.replace('-', ' ')}, down over the edge`;
  const parts = cell.split('-');
  if (/^[nesw]$/.test(parts.at(-1)!)) parts.pop();
  return parts.join(' ');
}

function whatIsAt(known: Known, y: number, x: number): string {
  const fixture = known.paper.fixtures.find((each) => each[FixtureAt.y] === y && each[FixtureAt.x] === x);
  const names = known.bodies.filter((body) => body.now && body.y === y && body.x === x).map((body) => body.name);
  if (fixture) names.push(fixture[FixtureAt.name]);
  return names.join(', ');
}

/** Neighbours one could whisper to now, of the team and others. */
export function ears(known: Known): { way: string; name: string; mate: boolean }[] {
  const { me, bodies, paper } = known;
  return WAYS.flatMap(([letter, , dy, dx]) => {
    const near = bodies.find((body) => body.now && !INFECTED.has(body.nature) && body.y === me.y + dy && body.x === me.x + dx);
    return near ? [{ way: letter, name: near.name, mate: near.body < paper.seats.length }] : [];
  });
}

/** Reflexes as cells, in words that end "Unasked: …". */
export const UNASKED: [cell: string, words: string][] = [
  ['reflex-none', 'do nothing'],
  ['reflex-shove', 'shove what stands in my way'],
  ['reflex-strike', 'strike what stands in my way'],
  ['reflex-shove-around', 'shove what comes beside me'],
  ['reflex-strike-around', 'strike what comes beside me'],
];

/** "reflex-shove": "shove what stands in my way". */
export function unasked(reflex: string): string {
  return UNASKED.find(([cell]) => cell === reflex)?.[1] ?? reflex;
}

/** All that one does unasked: the reflex, and the calls that were agreed on. */
export function alsoUnasked({ reflex, roll, answer }: { reflex: string; roll: string; answer: string }): string {
  const agreed = [roll !== NO_ROLL && rollCall(roll), answer !== NO_ANSWER && answering(answer)];
  return [unasked(reflex), ...agreed.filter(Boolean)].join('; ');
}

export const NO_ROLL = 'roll-none';
export const NO_ANSWER = 'answer-none';

export const VERBS = ['use', 'take', 'give', 'carry', 'tend', 'comfort', 'strike', 'shove', 'rob', 'shoot'] as const;
export const HERE_TOO = ['use', 'take', 'tend', 'shove']; // verbs that need no direction
