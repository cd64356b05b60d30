import { expect, it } from 'vitest';
import { tagsOf } from './tags';

it('reads names and texts', () => {
  expect(tagsOf('')).toEqual({});
  expect(tagsOf('condition=dark; session = 3 b;')).toEqual({ condition: 'dark', session: '3 b' });
});

it('says what is no tag, and that a room takes eight', () => {
  for (const typed of ['dark', '=dark', 'Condition=dark', 'a=', `a=${'x'.repeat(41)}`]) expect(() => tagsOf(typed)).toThrow('is no tag');
  expect(() => tagsOf([...'abcdefghi'].map((name) => `${name}=1`).join(';'))).toThrow('takes 8 tags');
});
