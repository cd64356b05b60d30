import { describe, expect, it } from 'vitest';
import * as codes from '../codes';
import type { Paper } from '../protocol';
import { BESIDES, cardOf, Terms } from './names';
import { bare, CARDS, filled, read } from './texts';

describe('a page of cards', () => {
  const cards = read('# Page\n\n- **strike** (a blow, struck): Takes `some` points.\n  It is heard.\n- **gate**: Moves.\n\n## Next\n');

  it('gives a card to each name, without its article', () => {
    expect([...cards.keys()]).toEqual(['strike', 'blow', 'struck', 'gate']);
    expect(cards.get('blow')).toEqual({ title: 'strike', text: 'Takes `some` points. It is heard.' });
  });

  it('has numbers in place of their names, and one of a thing as one', () => {
    expect(filled('`a` cells, `b` cells, `c`', { a: 1, b: 21 })).toBe('1 cell, 21 cells, c');
    expect(filled('in `a` of 1000 cases', { a: 550 })).toBe('in 55 % of cases');
  });
});

it.each(BESIDES)('%s has a card', (name) => {
  expect(CARDS.get(bare(name))).toBeDefined();
});

it('a card of the hands is that of the verb', () => {
  expect(['strike-n', 'use', 'use-e', 'set-planks-n'].map(cardOf)).toEqual(['strike', 'food', 'use', 'planks']);
  for (const verb of Object.keys(codes.Verb)) expect(CARDS.get(cardOf(verb)), verb).toBeDefined();
});

describe('what has a card in a sentence', () => {
  const names = Object.fromEntries(
    (['natures', 'fixtures', 'objects', 'things', 'links', 'sounds', 'terrain', 'events', 'signals'] as const).map((family) => [family, [] as string[]]),
  );
  names['natures'] = ['nobody', 'person', 'hybrid', 'shambler'];
  names['fixtures'] = ['door', 'gate'];
  names['signals'] = ['COME', 'GO'];
  names['sounds'] = ['silence', 'a call', 'running'];
  names['terrain'] = ['edge', 'floor', 'street', 'rubble', 'channel', 'garden', 'rail', 'wall', 'glass'];
  const terms = new Terms({ names } as unknown as Paper);
  const found = (text: string) => terms.split(text).filter((part) => part.card).map((part) => [part.text, part.card]);

  it('is its kind, in whatever number', () => {
    expect(found('Two shamblers at the west gate.')).toEqual([['shamblers', 'shambler'], ['gate', 'gate']]);
    expect(found('A call, 3 north, over rubble.')).toEqual([['A call', 'a call'], ['rubble', 'rubble']]);
  });

  it('is a phrase, and no part of a word', () => {
    expect(found('Ga-ram went down; a doorman investigates.')).toEqual([['went down', 'down']]);
    expect(found('Ga-ram: 2 north, down, hurt.')).toEqual([['down', 'down']]);
    expect(found('Ga-ram struck a shambler down.')).toEqual([['shambler', 'shambler']]);
  });

  it('is how somebody or something is, where that is said of them', () => {
    expect(found('Nam-ra: 2 east, facing north, afraid, badly hurt.')).toEqual([['afraid', 'fear']]);
    expect(found('Gate 3: 2 south, locked.')).toEqual([['Gate', 'gate'], ['locked', 'locked']]);
    expect(found('You stand in the dark.')).toEqual([['dark', 'dark']]);
    expect(found('Something has hold of you.')).toEqual([['hold of you', 'held']]);
    expect(found('On-jo opened a locked room and went on in afraid silence.')).toEqual([]);
  });

  it('is a signal where one is given, and no word like it', () => {
    expect(found('On-jo signed COME.')).toEqual([['COME', 'COME']]);
    expect(found('They come and go.')).toEqual([]);
  });

  it('leaves no letter out', () => {
    for (const text of ['', 'A drone over the gate.', 'Nothing.']) expect(terms.split(text).map((part) => part.text).join('')).toBe(text);
  });
});
