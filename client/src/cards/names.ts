// By what name things have a card. The cards are written in docs/rules/cards.md, and fetched when one is first wanted;
// what can be said of them before is which there are: one for every name of the codes that can be met, and these.
import { INFECTED, Nature, State, Terrain } from '../codes';
import type { Known } from '../known';
import { placeOf } from '../known';
import { FixtureAt, LinkAt, type Paper } from '../protocol';

/** Cards of what is no code. */
export const BESIDES = [
  'ankle-deep', 'asleep', 'bleeding', 'bond', 'chest-deep', 'civilian', 'code word', 'cue', 'dark', 'drone', 'fear', 'fire', 'health', 'heart', 'held', 'hold', 'hunger', 'lamp', 'light', 'living ladder',
  'lit', 'off balance', 'out of breath', 'over the head', 'raider', 'smoke', 'soldier', 'stranger', 'trembling', 'unasked',
] as const; // prettier-ignore

/** Words of sentences, and the card that each speaks of, where that has another name. */
const PHRASES: Record<string, string> = {
  'went down': 'down',
  '(?<=, |^)down': 'down',
  '(?<=, |^)dead': 'dead',
  '(?<=, |^)(?:uneasy|afraid|terrified)': 'fear',
  '(?<=, )locked': 'locked',
  '(?<=, )barricaded': 'barricaded',
  '(?<=in the |, )dark': 'dark',
  '(?<=in the )light': 'light',
  '(?<=, )lit': 'lit',
  'hold of you': 'held',
  bit: 'bitten',
  'your hands (?:tremble|slipped|shake)': 'trembling',
  'ways? out': 'exit',
  'drone’s light': 'drone',
};

/** Finds what has a card in sentences of an episode. */
export class Terms {
  readonly #cards: [phrase: RegExp, card: string][];
  readonly #all: RegExp;

  constructor({ names }: Paper) {
    const { natures, fixtures, objects, things, links, sounds, terrain, events, signals } = names;
    const special = terrain.filter((_, code) => isSpecial(code as Terrain));
    const people = [Nature.nobody, Nature.person].map((code) => natures[code]!);
    const plain = [...natures, ...fixtures, ...objects, ...things.slice(1), ...links, ...sounds.slice(1), ...special, ...events.slice(1), ...BESIDES].filter(
      (name) => !people.includes(name) && !TOO_COMMON.has(name),
    );
    const given = signals.map((name): [string, string] => [`(?<=called |whispered |signed |signs |call: |whisper: )${name}`, name]);
    const all: [string, string][] = [...Object.entries(PHRASES), ...given, ...plain.map((name): [string, string] => [name, name])];
    all.sort(([a], [b]) => b.length - a.length);
    this.#cards = all.map(([phrase, card]) => [new RegExp(`^${phrase.replace(/\(\?<=.*?\)/, '')}s?$`, 'i'), card]);
    this.#all = new RegExp(`(?<![\\w’-])(?:${all.map(([phrase]) => phrase).join('|')})s?(?![\\w-])`, 'gi');
  }

  /** A sentence in parts: those with a card, and what is between them. */
  split(text: string): { text: string; card: string }[] {
    const parts: { text: string; card: string }[] = [];
    let end = 0;
    for (const { 0: found, index } of text.matchAll(this.#all)) {
      if (index > end) parts.push({ text: text.slice(end, index), card: '' });
      parts.push({ text: found, card: this.#cards.find(([phrase]) => phrase.test(found))?.[1] ?? '' });
      end = index + found.length;
    }
    if (end < text.length || !parts.length) parts.push({ text: text.slice(end), card: '' });
    return parts;
  }
}

/** Events and sounds whose name is too common a word to be one of them wherever it stands. */
const TOO_COMMON = new Set(['took', 'gave', 'ended', 'called', 'died', 'running', 'light', 'dark', 'lit']);

/** Ground that is more than ground. */
function isSpecial(code: Terrain): boolean {
  return ![Terrain.edge, Terrain.floor, Terrain.street, Terrain.wall].some((plain) => plain === code);
}

/** The cards of what is known to be in a cell, who moves first; of a body only what can be seen of it. */
export function cardsAt(known: Known, y: number, x: number): string[] {
  const { paper, seat } = known;
  const { names } = paper;
  const found: string[] = [];
  for (const body of known.bodies) {
    if (body.y !== y || body.x !== x || body.body === seat || body.state === State.away) continue;
    if (INFECTED.has(body.nature) || body.nature === Nature.hybrid) found.push(names.natures[body.nature]!);
    if (body.state !== State.up) found.push(names.states[body.state]!);
    else if (body.asleep) found.push('asleep');
  }
  if (known.drones.some((drone) => drone.y === y && drone.x === x)) found.push('drone');
  const fixture = paper.fixtures.findIndex((each) => each[FixtureAt.y] === y && each[FixtureAt.x] === x);
  if (fixture >= 0) {
    found.push(names.fixtures[paper.fixtures[fixture]![FixtureAt.kind]]!);
    const state = names.doors[known.fixtures[fixture]?.state ?? 0]!;
    if (['locked', 'barricaded'].includes(state)) found.push(state);
  } else if (paper.exits.some((exit) => exit[0] === y && exit[1] === x)) found.push('exit');
  for (const link of paper.links) {
    const ends = [[link[LinkAt.y0], link[LinkAt.x0]], [link[LinkAt.y1], link[LinkAt.x1]]]; // prettier-ignore
    if (ends.some((end) => end[0] === y && end[1] === x)) found.push(names.links[link[LinkAt.kind]]!);
  }
  const place = placeOf(paper, y, x);
  const ground = place ? (Number(place.sheet.terrain[place.row]![place.column]) as Terrain) : Terrain.edge;
  if (isSpecial(ground)) found.push(names.terrain[ground]!);
  return [...new Set(found)];
}

/** The card of an order of the hands, as a plan writes it: "strike-n". */
export function cardOf(cell: string): string {
  const [verb = '', object = ''] = cell.split('-');
  if (cell === 'use') return 'food';
  return object && ['set', 'wield', 'throw'].includes(verb) ? object : verb;
}
