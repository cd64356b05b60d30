import { expect, it } from 'vitest';
import type { Paper } from '../protocol';
import { noteOf } from './words';

const paper = {
  sheets: [{ name: 'city', title: 'Customs quarter' }, { name: 'up', title: 'Upper floor' }],
  seats: [{ name: 'ana', title: 'ANA' }],
} as unknown as Paper; // prettier-ignore

it.each([
  ['.', 'wait'],
  ['.*3', 'wait 3 beats'],
  ['e*3', 'step east three times'],
  ['N', 'run north'],
  ["s'*12", 'sneak south 12 times'],
  ['link', 'take the stairs, ladder or zipline'],
  ['@city:10,4', 'walk to Customs quarter, row 10, column 4'],
  ["@'up:1,2/9", 'sneak to Upper floor, row 1, column 2, at most 9 beats'],
  ['use-e', 'use east'],
  ['use', 'use here, or eat'],
  ['tend', 'tend oneself'],
  ['set-planks-n', 'set planks north'],
  ['release', 'put down whom one carries'],
  ['call-GO', 'call GO'],
  ['whisper-STOP-w', 'whisper STOP to the west'],
  ['sign-NOW*2', 'sign NOW by hand twice'],
  ['|B!/20', 'cue B: call BEACON, and wait for all who have this cue, at most 20 beats'],
  ['~dark@city:11,8/30', 'stay until Customs quarter, row 11, column 8 is dark, at most 30 beats'],
  ['~beat>=80', 'stay until the beat is at least 80'],
  ['~lit', 'stay until one stands in light'],
  ['~heard-GO', 'stay until GO is heard or seen'],
  ['?near<3->shove-n;.', 'if steps to the nearest infected is below 3: shove north; if not: wait'],
  ['?shut@e->use-e', 'if the cell east is shut: use east; if not: nothing'],
  ['use-e~open@city:37,31/12', 'use east until Customs quarter, row 37, column 31 is open, at most 12 beats'],
  ['comfort-e~told-ANCHOR', 'comfort east until ANCHOR has been heard or seen'],
  ["n'~dark", 'sneak north until one stands in the dark'],
  ['.~locked@e', 'wait until the cell east is locked'],
  ['@@up:1,2~near<3', 'run to Upper floor, row 1, column 2, but only until steps to the nearest infected is below 3'],
  ['?clear->e~lit;w', 'if no infected is in sight: step east until one stands in light; if not: step west'],
  ['reflex-none', 'from here on, unasked: nothing'],
  ['roll-SAFE-20', "from here on, call SAFE in one's own beat of every 20"],
  ['roll-none', 'from here on, no roll call'],
  ['answer-ANCHOR-BEACON-1', 'from here on, call BEACON 1 beat after another voice calls ANCHOR'],
  ['answer-none', 'from here on, no answer'],
  ['~heard-HELP-ana', 'stay until HELP in the voice of ANA, or by hand, is heard or seen'],
  ['~told-HELP', 'stay until HELP has been heard or seen'],
  ['~kept-ana@n', 'stay until ANA kept the beat of the roll call from the north'],
  ['~heard-HELP-ana@e', 'stay until HELP in the voice of ANA is heard from the east'],
  ['~heard-HELP@s', 'stay until HELP is heard from the south'],
  ['~kept-ana/9', 'stay until ANA kept the beat of the roll call, at most 9 beats'],
  ['roll-SAFE-20-silent', 'from here on, listen who calls SAFE in their beat of every 20'],
  ['~answered-nobody', 'stay until nobody answered as agreed'],
  ['reflex-shove', 'from here on, unasked: shove an infected that is in the way'],
  ['reflex-strike-around', 'from here on, unasked: strike any infected that comes beside one, even while waiting'],
  ['zzz', 'zzz'],
])('%s is: %s', (cell, words) => {
  expect(noteOf(cell, paper).words).toBe(words);
});

it('has a sign with a direction', () => {
  expect(noteOf("w'*2", paper)).toMatchObject({ sign: 'sneak', turn: 270, count: 2 });
  expect(noteOf('comfort-s', paper)).toMatchObject({ sign: 'hand', turn: 180, label: 'comfort' });
  expect(noteOf("n'~dark", paper)).toMatchObject({ sign: 'sneak', turn: 0, count: Infinity, label: 'dark' });
  expect(noteOf('use-e~open@e', paper)).toMatchObject({ sign: 'hand', turn: 90, count: Infinity, label: 'use' });
  expect(noteOf('reflex-strike', paper)).toMatchObject({ sign: 'bolt', label: 'strike' });
  expect(noteOf('roll-SAFE-20', paper)).toMatchObject({ sign: 'clock', label: 'SAFE' });
  expect(noteOf('answer-ANCHOR-BEACON-3', paper)).toMatchObject({ sign: 'reply', label: 'A B3' });
  expect(noteOf('|C', paper)).toMatchObject({ sign: 'palm', label: 'C' });
});
