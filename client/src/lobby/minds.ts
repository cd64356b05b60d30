// What the lobby says about whom a seat can be given to, and about how a room is played.
import type { Settings } from '../protocol';

export const ME = 'me';
export const OPEN = 'open';

const MINDS: Record<string, string> = {
  caution: 'keeps out of sight and looks after itself alone; at a door that takes two it pulls without waiting for help',
  sprint: 'runs for the way out and hopes',
  wait: 'stands still, wherever it is',
  walkthrough: 'plays the model plan of the episode, to the beat',
  random: 'does anything that is possible',
};

export function mindWords(mind: string): string {
  return MINDS[mind] ?? 'plays by itself';
}

export const PACES: [Settings['pace'], string, string][] = [
  ['thinking', 'Thinking', 'Everybody plans for as long as they like; beats pass once all lines are in ink.'],
  ['timed', 'Timed', 'Everybody plans by the same clock; what is in pencil when it runs out counts.'],
  ['live', 'Live', 'Beats pass by themselves, and a line can be written anew at any of them.'],
];

export const DROPOUTS: [Settings['dropout'], string][] = [
  ['pause', 'the game pauses, up to the countdown'],
  ['mind', 'caution plays for them until they are back'],
  ['wait', 'their body stands still'],
  ['end', 'the game ends'],
];

/** How a room is played, in a sentence for those who come to it. */
export function settingsWords({ pace, seconds, tempo, dropout, grace, shared_paper }: Settings): string {
  const beat = tempo ? `${tempo / 1000} s a beat` : 'beats without a pause';
  const how = {
    thinking: `No clock for planning, ${beat}`,
    timed: `${seconds} seconds to plan each turn, ${beat}`,
    live: `Live, ${beat}`,
  }[pace];
  const paper = shared_paper ? 'the team sees each other’s lines' : 'nobody sees another’s line';
  const after = grace ? ` after ${grace} seconds` : ' at once';
  const lost = {
    pause: `the game pauses for ${grace} seconds at most`,
    mind: `caution plays for them${after}`,
    wait: `their body stands still${after}`,
    end: `the game ends${after}`,
  }[dropout];
  return `${how}; ${paper}; if somebody’s connection is lost, ${lost}.`;
}
