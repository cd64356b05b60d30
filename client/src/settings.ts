// How a room is played: unless somebody wants it otherwise, and in words.
import type { Settings } from './protocol';

export const DEFAULTS: Settings = {
  pace: 'thinking',
  seconds: 60,
  tempo: 500,
  dropout: 'pause',
  grace: 60,
  shared_paper: true,
  spectators: true,
  delay: 20,
  listed: true,
};

/** How a room is played, in a sentence for those who come to it. */
export function settingsWords({ pace, seconds, tempo, dropout, grace, shared_paper, spectators, delay }: Settings): string {
  const beat = tempo ? `${tempo / 1000} s a beat` : 'beats without a pause';
  const how = {
    thinking: `No clock for planning, ${beat}`,
    timed: `${seconds} seconds to plan each turn, ${beat}`,
    live: `Live, ${beat}`,
  }[pace];
  const paper = shared_paper ? 'the team sees each other’s lines' : 'nobody sees another’s line';
  const after = grace ? ` after ${grace} seconds` : ' at once';
  const lost = {
    pause: `the beats wait for ${grace} seconds at most`,
    mind: `caution plays for them${after}`,
    wait: `their body stands still${after}`,
    end: `the game ends${after}`,
  }[dropout];
  const others = spectators ? `who looks on ${delay ? `sees it ${delay} beats later` : 'sees it live'}` : 'nobody may look on';
  return `${how}; ${paper}; ${others}; if somebody’s connection is lost, ${lost}.`;
}
