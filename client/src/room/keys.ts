// What a key means in a room. Text fields, dialogs and whatever has its own use of a key are asked before.
import type { Gait } from '../cells';

export type Command =
  | { do: 'step'; way: string; gait: Gait }
  | { do: 'cue'; letter: string }
  | { do: 'wait' | 'link' | 'back' | 'undo' | 'redo' | 'commit' | 'halt' | 'talk' | 'guess' | 'help' | 'flying' | 'view' }
  | { do: 'board' | 'log' | 'around' | 'me' | 'plan' | 'cues' | 'holds' | 'hands' };

export type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>;

const ARROWS: Record<string, string> = { ArrowUp: 'n', ArrowRight: 'e', ArrowDown: 's', ArrowLeft: 'w' };
const PLAIN: Record<string, Command> = {
  '.': { do: 'wait' },
  '>': { do: 'link' },
  Backspace: { do: 'back' },
  u: { do: 'undo' },
  U: { do: 'redo' },
  Enter: { do: 'commit' },
  c: { do: 'commit' },
  h: { do: 'halt' },
  t: { do: 'talk' },
  g: { do: 'guess' },
  f: { do: 'flying' },
  v: { do: 'view' },
  '?': { do: 'help' },
  b: { do: 'board' },
  l: { do: 'log' },
  o: { do: 'around' },
  m: { do: 'me' },
  p: { do: 'plan' },
  '|': { do: 'cues' },
  '~': { do: 'holds' },
  x: { do: 'hands' },
};

/** The command of a key; `cueing` after `|`, when a letter names a cue. */
export function command(press: Press, cueing: boolean): Command | null {
  const { key, shiftKey, altKey } = press;
  if (press.ctrlKey || press.metaKey) {
    const letter = key.toLowerCase();
    if (letter === 'z') return { do: shiftKey ? 'redo' : 'undo' };
    return letter === 'y' ? { do: 'redo' } : null;
  }
  const way = ARROWS[key];
  if (way) return { do: 'step', way, gait: altKey ? 'sneak' : shiftKey ? 'run' : 'walk' };
  if (altKey) return key === '|' ? PLAIN['|']! : null; // on some keyboards | is typed with Alt
  if (cueing && /^[a-hA-H]$/.test(key)) return { do: 'cue', letter: key.toUpperCase() };
  return PLAIN[key] ?? null;
}

/** For the help: keys, and what they do. */
export const KEYS: [string[], string][] = [
  [['←', '↑', '→', '↓'], 'a step that way'],
  [['Shift', 'an arrow'], 'run two cells'],
  [['Alt', 'an arrow'], 'sneak'],
  [['.'], 'wait a beat'],
  [['>'], 'take the stairs, ladder or zipline here'],
  [['|', 'A to H'], 'a cue: wait for those with the same letter'],
  [['~'], 'a hold: wait until something is so; Enter adds it, Escape leaves'],
  [['X'], 'the hands: an order for later in the line; Enter adds it, Escape leaves'],
  [['T'], 'talk: a ring of words, who would hear them, and a cell to point at'],
  [['G'], 'a guess: pencil what you think is at the cell under the board’s cursor, or at one you choose'],
  [['F'], 'while you fly a drone, arrows fly it a cell, with Shift two, and Enter on the board flies it there. F, and they are steps, which take you away from the console; F again, and they fly it'],
  [['V'], 'the board goes to the drone that you fly, and back to you'],
  [['Backspace'], 'take the last order away'],
  [['U'], 'undo (also Ctrl Z)'],
  [['Shift', 'U'], 'redo (also Ctrl Y)'],
  [['Enter'], 'commit (also C)'],
  [['H'], 'plan again: halt the beats, or take the line out of ink'],
  [['B'], 'to the board: arrows move its cursor, Enter walks there, or flies your drone there, Enter again commits, Escape takes it away, and then leaves'],
  [['I'], 'on the board: what there is to know of what is under the cursor'],
  [['O'], 'what is around'],
  [['L'], 'the log'],
  [['M'], 'me: heart, fear, hunger, what I carry'],
  [['P'], 'the plan'],
  [['?'], 'this help'],
];
