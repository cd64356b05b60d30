import { expect, it } from 'vitest';
import { command } from './keys';

const press = (key: string, held: Partial<Record<'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey', boolean>> = {}) => ({
  key,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...held,
});

it('arrows step, run and sneak', () => {
  expect(command(press('ArrowUp'), false)).toEqual({ do: 'step', way: 'n', gait: 'walk' });
  expect(command(press('ArrowRight', { shiftKey: true }), false)).toEqual({ do: 'step', way: 'e', gait: 'run' });
  expect(command(press('ArrowLeft', { altKey: true }), false)).toEqual({ do: 'step', way: 'w', gait: 'sneak' });
});

it('letters are cues only behind |', () => {
  expect(command(press('|'), false)).toEqual({ do: 'cues' });
  expect(command(press('c'), true)).toEqual({ do: 'cue', letter: 'C' });
  expect(command(press('c'), false)).toEqual({ do: 'commit' });
  expect(command(press('a'), false)).toBeNull();
  expect(command(press('f'), false)).toEqual({ do: 'flying' });
  expect(command(press('f'), true)).toEqual({ do: 'cue', letter: 'F' });
});

it('undo and redo have two ways each, and the browser keeps its own keys', () => {
  expect(command(press('z', { ctrlKey: true }), false)).toEqual({ do: 'undo' });
  expect(command(press('Z', { ctrlKey: true, shiftKey: true }), false)).toEqual({ do: 'redo' });
  expect(command(press('y', { metaKey: true }), false)).toEqual({ do: 'redo' });
  expect(command(press('u'), false)).toEqual({ do: 'undo' });
  expect(command(press('U', { shiftKey: true }), false)).toEqual({ do: 'redo' });
  expect(command(press('l', { ctrlKey: true }), false)).toBeNull();
  expect(command(press('d', { altKey: true }), false)).toBeNull();
});
