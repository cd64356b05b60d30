import { expect, it } from 'vitest';
import { Pencil } from './pencil.svelte';

function pencil(line = ''): Pencil {
  const made = new Pencil();
  made.open(line);
  return made;
}

it('the same order twice is one cell', () => {
  const line = pencil();
  for (const each of ['e', 'e', 's', 'e', '@a:1,2', '@a:1,2']) line.add(each);
  expect(line.cells).toEqual(['e*2', 's', 'e', '@a:1,2', '@a:1,2']);
});

it('backspace takes one order away at a time', () => {
  const line = pencil('. e*2');
  line.back();
  expect(line.text).toBe('. e');
  line.back();
  line.back();
  line.back();
  expect(line.text).toBe('');
});

it('cells go in where the insertion point is', () => {
  const line = pencil('e @a:1,2');
  line.at = 1;
  line.add('s');
  expect([line.text, line.at]).toEqual(['e s @a:1,2', 2]);
  line.add('s');
  expect([line.text, line.at]).toEqual(['e s*2 @a:1,2', 2]);
  line.remove(0);
  expect([line.text, line.at]).toEqual(['s*2 @a:1,2', 1]);
});

it('everything can be undone and done again', () => {
  const line = pencil('e');
  line.add('e');
  line.add('s');
  line.set('');
  line.undo();
  expect(line.text).toBe('e*2 s');
  line.undo();
  line.undo();
  expect([line.text, line.canUndo]).toEqual(['e', false]);
  line.redo();
  expect([line.text, line.canRedo]).toEqual(['e*2', true]);
  line.add('n');
  expect(line.canRedo).toBe(false);
});

it('a cue is shifted by waits', () => {
  const line = pencil('e |A s');
  line.shift(1, 2);
  expect(line.text).toBe('e .*2 |A s');
  line.shift(2, -1);
  expect(line.text).toBe('e . |A s');
  line.shift(2, -1);
  expect(line.text).toBe('e |A s');
  line.shift(1, -1);
  expect(line.text).toBe('|A e s');
});

it('a reflex stands at the head of the line, once', () => {
  const line = pencil('e s');
  line.at = 1;
  line.lead('reflex', 'reflex-shove');
  expect([line.text, line.at]).toEqual(['reflex-shove e s', 2]);
  line.lead('reflex', 'reflex-strike-around');
  expect([line.text, line.at]).toEqual(['reflex-strike-around e s', 2]);
  line.at = 0;
  line.lead('reflex', null);
  expect([line.text, line.at]).toEqual(['e s', 0]);
  line.set('reflex-none reflex-shove e reflex-none');
  expect(line.head).toEqual(['reflex-none', 'reflex-shove']);
  expect(line.stands('reflex')).toBe('reflex-shove');
  line.undo();
  expect(line.head).toEqual([]);
});

it('a roll call and an answer stand at the head too, each once', () => {
  const line = pencil('reflex-shove e');
  line.lead('roll', 'roll-SAFE-20');
  line.lead('answer', 'answer-ANCHOR-BEACON-3');
  line.lead('roll', 'roll-SAFE-9');
  expect(line.text).toBe('reflex-shove answer-ANCHOR-BEACON-3 roll-SAFE-9 e');
  expect([line.stands('roll'), line.stands('answer'), line.stands('reflex')]).toEqual([
    'roll-SAFE-9', 'answer-ANCHOR-BEACON-3', 'reflex-shove',
  ]); // prettier-ignore
  line.lead('answer', null);
  expect(line.text).toBe('reflex-shove roll-SAFE-9 e');
  line.first('call-GO');
  expect(line.text).toBe('reflex-shove roll-SAFE-9 call-GO e');
});

it('the last act goes on until something is so', () => {
  const line = pencil('s e*3 |A');
  line.until('dark', 20);
  expect([line.act, line.text]).toEqual([null, 's e*3 |A']);
  line.at = 2;
  line.until('dark', 20);
  expect(line.text).toBe('s e~dark/20 |A');
  line.until('beat>=40', null);
  expect([line.act, line.text]).toEqual(['e', 's e~beat>=40 |A']);
  line.undo();
  expect(line.text).toBe('s e~dark/20 |A');
  line.add('e');
  expect(line.text).toBe('s e~dark/20 e |A');
});

it('other cells change places', () => {
  const line = pencil('e s @a:1,2');
  line.shift(0, 1);
  expect(line.text).toBe('s e @a:1,2');
  line.shift(2, -9);
  expect(line.text).toBe('@a:1,2 s e');
});

it('tells of every change', () => {
  let changes = 0;
  const line = new Pencil(() => changes++);
  line.add('e');
  line.set('e'); // the same
  line.undo();
  expect(changes).toBe(2);
});

it('what is done meanwhile is cut off, and what was added stays', () => {
  const line = pencil('e s*2 w');
  line.add('w');
  line.add('n');
  line.passed(['e', 's*2']);
  expect([line.text, line.at]).toEqual(['w*2 n', 2]);
  line.passed(['w']);
  expect([line.text, line.at]).toEqual(['w n', 2]);
  line.undo();
  expect(line.text).toBe('w');
  line.passed(['n']);
  expect(line.text).toBe('w');
});

it('what comes at once is undone at once', () => {
  const line = pencil('e');
  line.add('e*2', 's', 's');
  expect([line.text, line.at]).toEqual(['e*3 s*2', 2]);
  line.undo();
  expect(line.text).toBe('e');
});
