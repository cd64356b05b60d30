// A cell of a line as a sign and in words: what the score draws and what a screen reader says.
// Anything it does not know is shown as it is written; the server says what is wrong with it.
import { CODE_WORDS, CUES } from '../cells';
import type { Verb } from '../codes';
import type { Paper } from '../protocol';

export type Sign =
  | 'rest' | 'step' | 'run' | 'sneak' | 'walk' | 'stairs' | 'hand' | 'mouth' | 'palm' | 'eye' | 'fork' | 'bolt' | 'ring' | 'clock' | 'reply'
  | 'unknown'; // prettier-ignore

export interface Note {
  sign: Sign;
  turn: number | null; // degrees from north, for what has a direction
  count: number; // times; Infinity for until something is so
  label: string; // short, to stand beside or under the sign
  words: string;
}

const WAYS: Record<string, [degrees: number, word: string]> = {
  n: [0, 'north'],
  e: [90, 'east'],
  s: [180, 'south'],
  w: [270, 'west'],
};
const TIMES = ['', '', 'twice', 'three times', 'four times', 'five times', 'six times'];
/** Verbs of the hands; the others have signs of their own. */
type Handed = Exclude<keyof typeof Verb, 'wait' | 'step' | 'run' | 'sneak' | 'link' | 'call' | 'whisper' | 'sign'>;
const VERBS: Record<Handed, string> = {
  tend: 'tend', comfort: 'comfort', strike: 'strike', shove: 'shove', use: 'use', take: 'take', give: 'give',
  carry: 'lift and carry', release: 'put down whom one carries', set: 'set', wield: 'wield', throw: 'throw',
  rob: 'take out of the pack of', offer: 'hold out', shoot: 'shoot', fly: 'fly the drone', load: 'hang on the drone',
  hoist: 'lift whoever is below the drone', lower: 'let down what the drone bears', blast: 'strike everybody in the drone’s light',
}; // prettier-ignore
/** Verbs behind which nothing has to be said of where. */
const BARE_VERBS = new Set(['release', 'load', 'hoist', 'lower', 'blast']);
const BARE: Record<string, string> = {
  quiet: 'nothing is heard',
  clear: 'no infected is in sight',
  gripped: 'bitten this beat',
  bitten: 'the bite is infected',
  winded: 'out of breath',
  flying: 'one flies a drone',
};
/** Of whoever is at a cell. */
const THERE: Record<string, string> = { calm: 'shows no fear', down: 'lies there' };
const NUMBERS: Record<string, string> = {
  rate: 'the heart', hp: 'health', loud: 'the loudest sound', beat: 'the beat', fear: 'fear', hunger: 'hunger',
  near: 'steps to the nearest infected', drone: 'cells to the nearest drone', battery: 'the beats left to one’s drone',
}; // prettier-ignore

/** What a cell says, in signs and words. */
export function noteOf(cell: string, paper: Paper): Note {
  const [, body = '', limit] = /^(.*?)(?:\/(\d+))?$/.exec(cell) ?? [];
  const note = cueNote(body) ?? holdNote(body, paper) ?? guardNote(cell, paper) ?? standingNote(body) ?? actNote(body, paper);
  if (limit && !cell.startsWith('?')) note.words += `, at most ${limit} beats`;
  return note;
}

/** Cells in words, for those who listen. */
export function inWords(cells: string[], paper: Paper): string {
  return cells.map((cell) => noteOf(cell, paper).words).join(', ');
}

function note(sign: Sign, label: string, words: string, turn: number | null = null, count = 1): Note {
  return { sign, turn, count, label, words };
}

function cueNote(body: string): Note | null {
  const [, letter, loud] = /^\|([A-H])(!?)$/.exec(body) ?? [];
  if (!letter) return null;
  const code = CODE_WORDS[CUES.indexOf(letter)];
  const how = loud ? `call ${code}` : `hand raised, sign ${code}`;
  return note(loud ? 'mouth' : 'palm', letter, `cue ${letter}: ${how}, and wait for all who have this cue`);
}

function holdNote(body: string, paper: Paper): Note | null {
  if (!body.startsWith('~')) return null;
  return note('eye', short(body.slice(1)), `stay until ${condition(body.slice(1), paper)}`);
}

function guardNote(cell: string, paper: Paper): Note | null {
  const [, asked, then, otherwise] = /^\?(.+?)->([^;]+)(?:;(.+))?$/.exec(cell) ?? [];
  if (!asked || !then) return null;
  const rest = otherwise ? noteOf(otherwise, paper).words : 'nothing';
  const { label } = noteOf(then, paper);
  return note('fork', `${label || then}?`, `if ${condition(asked, paper)}: ${noteOf(then, paper).words}; if not: ${rest}`);
}

/** What stands from here on: a reflex, a roll call, an answer. */
function standingNote(body: string): Note | null {
  const [, roll] = /^roll-(none|[A-Z]+)(?:-\d+(?:-silent)?)?$/.exec(body) ?? [];
  if (roll) return note('clock', briefly(roll), `from here on, ${rollCall(body)}`);
  const [, call, reply, after] = /^answer-(none|[A-Z]+)(?:-([A-Z]+)-(\d+))?$/.exec(body) ?? [];
  if (call) return note('reply', reply ? `${briefly(call)} ${briefly(reply)}${after}` : call, `from here on, ${answering(body)}`);
  const [, verb, around] = /^reflex-(none|shove|strike)(-around)?$/.exec(body) ?? [];
  if (!verb) return null;
  const whom = around ? 'any infected that comes beside one, even while waiting' : 'an infected that is in the way';
  return note(around ? 'ring' : 'bolt', verb, `from here on, unasked: ${verb === 'none' ? 'nothing' : `${verb} ${whom}`}`);
}

/** An order or a walk, perhaps until something is so. */
function actNote(body: string, paper: Paper): Note {
  const [, once = body, until] = /^([^~]+)~(.+)$/.exec(body) ?? [];
  const found = walkNote(once, paper) ?? order(once);
  if (!until) return found;
  const joined = found.sign === 'walk' ? ', but only until' : ' until';
  const label = found.label || short(until);
  return { ...found, count: Infinity, label, words: `${found.words}${joined} ${condition(until, paper)}` };
}

function walkNote(body: string, paper: Paper): Note | null {
  const [, gait, sheet, row, column] = /^@([@']?)([^:@']+):(\d+),(\d+)$/.exec(body) ?? [];
  if (!sheet) return null;
  const how = gait === '@' ? 'run' : gait === "'" ? 'sneak' : 'walk';
  return note('walk', `${gait}${row},${column}`, `${how} to ${spot(`${sheet}:${row},${column}`, paper)}`);
}

/** Orders of the legs, the hands and the voice. */
function order(body: string): Note {
  const [, once = body, times] = /^(.*?)(?:\*(\d+))?$/.exec(body) ?? [];
  const count = Number(times ?? 1);
  const often = count > 1 ? ` ${TIMES[count] ?? `${count} times`}` : '';
  if (once === '.') return note('rest', '', `wait${often ? ` ${count} beats` : ''}`, null, count);
  if (once === 'link') return note('stairs', 'link', `take the stairs, ladder or zipline${often}`, null, count);
  const way = WAYS[once.charAt(0).toLowerCase()];
  if (way && /^[nesw]'?$/i.test(once)) {
    const sign = once.endsWith("'") ? 'sneak' : /[A-Z]/.test(once) ? 'run' : 'step';
    return note(sign, '', `${sign} ${way[1]}${often}`, way[0], count);
  }
  const [verb = '', ...rest] = once.split('-');
  const [, last = '', cells = ''] = /^([nesw])?([1-6])?$/.exec(rest.at(-1) ?? '') ?? [];
  const to = WAYS[last];
  const things = to ? rest.slice(0, -1) : rest;
  const far = cells ? `, ${cells} ${cells === '1' ? 'cell' : 'cells'}` : '';
  const toward = to ? `${verb === 'whisper' ? ' to the' : ''} ${to[1]}` : '';
  if (['call', 'sign', 'whisper'].includes(verb) && things[0]) {
    const sign = verb === 'sign' ? 'palm' : 'mouth';
    const said = verb === 'sign' ? `sign ${things[0]} by hand` : `${verb} ${things[0]}${toward}`;
    const letter = CUES[CODE_WORDS.indexOf(things[0])];
    return note(sign, letter ?? things[0], said + often, to?.[0] ?? null, count);
  }
  const does = (VERBS as Record<string, string>)[verb];
  if (!does) return note('unknown', body, body);
  const whom = to || BARE_VERBS.has(verb) ? toward : verb === 'strike' || verb === 'shove' ? ' whatever hunts beside one' : verb === 'tend' ? ' oneself' : verb === 'use' ? ' here, or eat' : ' here';
  return note('hand', things[0] ?? verb, [does, ...things].join(' ') + whom + far + often, to?.[0] ?? null, count);
}

/** A roll call in words: "roll-SAFE-20" is "call SAFE in one's own beat of every 20". */
export function rollCall(cell: string): string {
  const [, signal, every, silent] = /^roll-([A-Z]+)-(\d+)(-silent)?$/.exec(cell) ?? [];
  if (!signal) return 'no roll call';
  return silent ? `listen who calls ${signal} in their beat of every ${every}` : `call ${signal} in one's own beat of every ${every}`;
}

/** An answer in words: "answer-ANCHOR-BEACON-3" is "call BEACON 3 beats after another voice calls ANCHOR". */
export function answering(cell: string): string {
  const [, call, reply, after] = /^answer-([A-Z]+)-([A-Z]+)-(\d+)$/.exec(cell) ?? [];
  return call ? `call ${reply} ${after} ${after === '1' ? 'beat' : 'beats'} after another voice calls ${call}` : 'no answer';
}

/** A signal as it stands beside a sign: a code word by the letter of its cue. */
function briefly(signal: string): string {
  return CUES[CODE_WORDS.indexOf(signal)] ?? signal;
}

const OF_A_SEAT: Record<string, string> = {
  seen: 'is in sight', kept: 'kept the beat of the roll call', missed: 'missed the beat of the roll call', answered: 'answered as agreed',
}; // prettier-ignore

/** What is asked of a seat or a signal, in words; null if it is neither. */
function ofOthers(text: string, paper: Paper): string | null {
  const [, asked, name, side] = /^(seen|kept|missed|answered)-(\w+)(?:@([nesw]))?$/.exec(text) ?? [];
  if (asked && name) return `${titleOf(name, paper)} ${OF_A_SEAT[asked]}${comingFrom(side)}`;
  const [, when, signal, whose, way] = /^(heard|told)-([A-Z]+)(?:-(\w+))?(?:@([nesw]))?$/.exec(text) ?? [];
  if (!when) return null;
  const from = whose ? ` in the voice of ${titleOf(whose, paper)}, or by hand,` : '';
  if (way) return `${signal}${whose ? ` in the voice of ${titleOf(whose, paper)}` : ''} is heard${comingFrom(way)}`;
  return when === 'heard' ? `${signal}${from} is heard or seen` : `${signal}${from} has been heard or seen`;
}

function comingFrom(side: string | undefined): string {
  return side ? ` from the ${WAYS[side]![1]}` : '';
}

function titleOf(seat: string, paper: Paper): string {
  return paper.seats.find(({ name }) => name === seat)?.title ?? seat;
}

function short(condition: string): string {
  return condition.replace('beat>=', 'to ');
}

/** A condition in words. */
function condition(text: string, paper: Paper): string {
  const others = ofOthers(text, paper);
  if (others) return others;
  const [, name = text, , at, sign, bound] = /^([a-z]+)(@([^<>]+))?(?:(<|>=)(\d+))?$/.exec(text) ?? [];
  const place = at ? (WAYS[at] ? `the cell ${WAYS[at][1]}` : spot(at, paper)) : '';
  if (sign) {
    const what = (NUMBERS[name] ?? name) + (place ? ` from ${place}` : '');
    return `${what} is ${sign === '<' ? 'below' : 'at least'} ${bound}`;
  }
  if (BARE[name]) return BARE[name];
  if (THERE[name]) return `somebody at ${place} ${THERE[name]}`;
  return place ? `${place} is ${name}` : `one stands in ${name === 'lit' ? 'light' : 'the dark'}`;
}

function spot(text: string, paper: Paper): string {
  const [, name, row, column] = /^(.+):(\d+),(\d+)$/.exec(text) ?? [];
  const sheet = paper.sheets.find((each) => each.name === name);
  const where = `row ${row}, column ${column}`;
  return paper.sheets.length > 1 ? `${sheet?.title ?? name}, ${where}` : where;
}
