import { expect, it } from 'vitest';
import manual from '../../docs/plan-format.md?raw';
import { act, cell, repeated, split, step, walk, wrongIn } from './cells';

it.each([
  ['.', 'wait', 1],
  ['.*4', 'wait', 4],
  ['e', 'move', 1],
  ['E*3', 'move', 3],
  ["s'*2", 'move', 4],
  ['link', 'move', 1],
  ['@city:10,4', 'goto', 1],
  ['@@city:10,4/30', 'goto', 1],
  ["@'city:10,4", 'goto', 1],
  ['strike-n', 'hand', 1],
  ['use', 'hand', 1],
  ['use-n*3', 'hand', 3],
  ['set-planks-n', 'hand', 1],
  ['set-rope', 'hand', 1],
  ['throw-bottle-n4', 'hand', 1],
  ['throw-flare', 'hand', 1],
  ['release', 'hand', 1],
  ['call-GO', 'signal', 1],
  ['whisper-GO-n', 'signal', 1],
  ['|A', 'cue', 1],
  ['|A!/30', 'cue', 1],
  ['~dark@city:11,8/30', 'hold', 0],
  ['~beat>=80', 'hold', 0],
  ['~drone@n>=4', 'hold', 0],
  ['?near<3->shove-n;.', 'guard', 0],
  ['?shut@city:37,31->use-e', 'guard', 0],
  ['use-e~open@city:37,31/12', 'hand', 0],
  ['comfort-e~told-ANCHOR', 'hand', 0],
  ["n'~dark", 'move', 0],
  ['@@city:10,4~drone<6', 'goto', 0],
  ['.~heard-NOW/30', 'wait', 0],
  ['call-GO~locked@e', 'signal', 0],
  ['?clear->e~lit@n;.~told-GO/3', 'guard', 0],
  ['?clear->e*3;.', 'guard', 0],
  ['?bitten->sign-HELP*2', 'guard', 0],
  ['?winded->.~calm@n', 'guard', 0],
  ['?down@city:10,4->strike', 'guard', 0],
  ['shove*2', 'hand', 2],
  ['reflex-none', 'standing', 0],
  ['reflex-strike-around', 'standing', 0],
  ['roll-SAFE-20', 'standing', 0],
  ['roll-none', 'standing', 0],
  ['answer-ANCHOR-BEACON-3', 'standing', 0],
  ['answer-none', 'standing', 0],
  ['~heard-HELP-namra', 'hold', 0],
  ['.~told-SAFE-on_jo', 'wait', 0],
  ['?kept-namra->e;.', 'guard', 0],
  ['?kept-namra@w->e;.', 'guard', 0],
  ['~heard-HELP-namra@n/20', 'hold', 0],
  ['roll-SAFE-20-silent', 'standing', 0],
  ['~answered-namra/5', 'hold', 0],
  ['~seen-namra', 'hold', 0],
  ['~missed-namra', 'hold', 0],
] as const)('%s is a %s of at least %i beats', (written, kind, beats) => {
  expect(cell(written)).toMatchObject({ kind, beats });
});

it.each([
  '', 'x', 'e*0', '|I', '@city:1', 'give', 'whisper-GO', 'call-HELLO', '~near', '?dark', '~open', 'e**2', 'e*2~dark',
  'e~dark*2', 'e~', 'e~told', '@city:1,2*3', 'throw-bottle-n', 'throw-bottle-n7', 'wield-flare', 'reflex', 'reflex-none-around', 'roll', 'roll-SAFE', 'roll-none-20', 'answer-ANCHOR-ANCHOR-3', 'answer-ANCHOR-3', '~kept', '~heard-namra', 'reflex-kick', '?clear->reflex-shove',
])(
  '%j is none',
  (written) => {
    expect(cell(written)).toBeNull();
  },
);

it('whatever cell the manual shows is one', () => {
  const cells = manual.slice(manual.indexOf('## Cells'), manual.indexOf('### Moves'));
  const shown = [...cells.matchAll(/^\| (`.*?) \|/gm)].flatMap((row) => row[1]!.split(' ')).map((text) => text.replaceAll('`', ''));
  const written = shown.filter((text) => !/SHEET|CONDITION|ORDER/.test(text));
  expect(written.length).toBeGreaterThan(50);
  expect(written.filter((text) => !cell(text))).toEqual([]);
});

it('lines are read and written', () => {
  const line = 'e*3 @city:10,4 |A ~dark/20 use-n';
  expect(split(`  ${line.replaceAll(' ', '   ')} `).join(' ')).toBe(line);
  expect(cell(split(line)[2]!)?.cue).toBe('A');
  expect(wrongIn(line)).toBeNull();
  expect(wrongIn('e nonsense s')).toBe('nonsense');
});

it('orders are repeated, walks and limited cells are not', () => {
  expect(repeated("e'*3")).toEqual(["e'", 3]);
  expect(repeated('use-n')).toEqual(['use-n', 1]);
  expect(repeated('e/3')).toBeNull();
  expect(repeated('@city:1,2')).toBeNull();
  expect(repeated('e~dark')).toBeNull();
});

it('acts can go on until something is so', () => {
  expect(['use-e*3', '@city:1,2/9', "n'~dark/3", '.'].map(act)).toEqual(['use-e', '@city:1,2', "n'", '.']);
  expect(['|A', '~dark', '?clear->e', 'reflex-none', 'x'].map(act)).toEqual([null, null, null, null, null]);
});

it('gaits have their marks', () => {
  expect([step('e', 'walk'), step('e', 'run'), step('e', 'sneak')]).toEqual(['e', 'E', "e'"]);
  expect([walk('a:1,2', 'walk'), walk('a:1,2', 'run'), walk('a:1,2', 'sneak')]).toEqual(['@a:1,2', '@@a:1,2', "@'a:1,2"]);
});
