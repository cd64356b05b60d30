import { expect, it } from 'vitest';
import type { Paper, Room } from '../protocol';
import type { Game } from '../game.svelte';
import { clock, list, lonelyCue, orderError, phaseWords, reasonWords, unreadWords, whyWords, wrongWords } from './phrases';

it('says why the beats stopped', () => {
  expect(whyWords(['saw', 'heart', 'done'], 3)).toBe('It stopped: you saw something new, your heart jumped, and your line is done.');
  expect(whyWords(['done', 'saw', 'hurt'], 3)).toBe('It stopped: you were hurt, you saw something new, and your line is done.');
  expect(whyWords(['halt'], 3)).toBe('It stopped: you called a halt.');
  expect(whyWords([], 3)).toBe('It stopped for somebody else.');
  expect(whyWords([], 3, true)).toBe('It stopped for somebody else. Your line runs on.');
  expect(whyWords([], 1)).toBe('');
});

it('says what the clock cut off, and what the server does not take', () => {
  const cut = (line: string, played: string): string => unreadWords({ line, played, clock: true });
  expect(cut('s*2 ouch', 's*2')).toBe('The clock ran out: only “s*2” of your line could be read.');
  expect(cut('ouch', '')).toBe('The clock ran out: nothing of your line could be read.');
  expect(cut('ouch', 'e')).toBe('The clock ran out: your line could not be read, and “e” counted.');
  expect(unreadWords({ line: 'e s', played: '', clock: false })).toBe('The game went on without your line “e s”; Undo brings it back.');
  expect(unreadWords(null)).toBe('');
  expect(orderError('onjo:1:7: found city:0,0, expected a cell that is not solid')).toBe(
    '“city:0,0” cannot be: it should be a cell that is not solid.',
  );
  expect(orderError('300 cells; a line has at most 200')).toBe('300 cells; a line has at most 200');
});

it('says what was probably meant by what is no cell', () => {
  expect(wrongWords('>')).toBe('“>” is no cell of a plan: is “link” meant?');
  expect(wrongWords('use-east')).toBe('“use-east” is no cell of a plan: is “use-e” meant?');
  expect(wrongWords('ouch')).toBe('“ouch” is no cell of a plan.');
});

it('names are listed, and time is told in minutes', () => {
  expect([list([]), list(['A']), list(['A', 'B', 'C'])]).toEqual(['', 'A', 'A, B and C']);
  expect([clock(65_000), clock(100), clock(0)]).toEqual(['1:05', '0:01', '0:00']);
});

it('a cue that nobody else has is noticed, unless a line is hidden', () => {
  const seat = (name: string, holder: 'person' | 'mind', line: string | null, answers = false) =>
    ({ name, holder, who: name, here: true, ready: false, stand_in: false, line, answers, reason: '' }) as const;
  const room = (...seats: ReturnType<typeof seat>[]) => ({ seats }) as unknown as Room;
  expect(lonelyCue(['e', '|A'], room(seat('a', 'person', null), seat('b', 'mind', null)), 'a')).toBe('A');
  expect(lonelyCue(['|A/30'], room(seat('a', 'person', ''), seat('b', 'person', 's |A!')), 'a')).toBeNull();
  expect(lonelyCue(['|B'], room(seat('a', 'person', ''), seat('b', 'person', 's |A!')), 'a')).toBe('B');
  expect(lonelyCue(['|B'], room(seat('a', 'person', ''), seat('b', 'person', null)), 'a')).toBeNull();
  expect(lonelyCue(['|A'], room(seat('a', 'person', ''), seat('b', 'mind', 's |A!')), 'a')).toBeNull();
  expect(lonelyCue(['|A'], room(seat('a', 'person', ''), seat('b', 'mind', 's', true)), 'a')).toBeNull();
});

it('says when nobody of the people can act any more, as far as one knows', () => {
  const seats = ['ann', 'bo', 'cy'].map((name) => ({ name, holder: name === 'cy' ? 'mind' : 'person' }));
  const words = (state: number): string => {
    const known = { bodies: [{ body: 1, state, nature: 1 }] };
    const game = { seat: 'ann', alive: false, room: { phase: 'playing', seats }, paper: {}, mine: {}, known, watching: 'ann' };
    return reasonWords(game as unknown as Game);
  };
  expect(words(2)).toBe('Nobody of you can act any more; the rest plays itself out.');
  expect(words(1)).toBe('You can do nothing more but watch.');
});

it('awaits the line of whoever can still act, and of the others for all one may know', () => {
  const paper = { seats: ['ann', 'bo'].map((name) => ({ name, title: name.toUpperCase() })) } as unknown as Paper;
  const seats = ['ann', 'bo'].map((name) => ({ name, holder: 'person', ready: false, stand_in: false }));
  const room = { phase: 'planning', seats } as unknown as Room;
  expect(phaseWords(paper, { room, seat: 'ann', alive: true, down: false })).toBe('Your line');
  expect(phaseWords(paper, { room, seat: 'ann', alive: false, down: false })).toBe('Waiting for BO');
  expect(phaseWords(paper, { room, seat: 'ann', alive: true, down: true })).toBe('Waiting for BO');
  expect(phaseWords(paper, { room, seat: null, alive: true, down: false })).toBe('Waiting for ANN and BO');
});
