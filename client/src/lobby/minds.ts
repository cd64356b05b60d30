// What the lobby says about whom a seat can be given to, and about how a room is played.
import type { Settings } from '../protocol';

export const ME = 'me';
export const OPEN = 'open';

const MINDS: Record<string, string> = {
  follow: 'keeps with the nearest of you, comforts, lends a hand at a gate, waits at your cues; stays, comes or goes where you tell it',
  caution: 'keeps out of sight and looks after itself, but waits at your cues and pulls when it is told',
  selfish: 'walks its own way and strikes what stands in it; hears nobody',
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
