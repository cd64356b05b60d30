import { expect, it } from 'vitest';
import { LESSONS, type Moment } from './lessons';

const start: Moment = { line: '', phase: 'planning', turn: 1, beat: 0, around: 0, log: 0, understood: 0 };

it('every lesson is done by doing it, and none before', () => {
  const deeds: Partial<Moment>[] = [
    { line: 'w' },
    { around: 1 },
    { line: 'w @city:6,2' },
    { line: 'w' },
    { phase: 'playing' },
    { phase: 'planning', turn: 2, beat: 5, line: '' },
    { log: 1 },
    { understood: 1 },
    { line: '~dark/20' },
    { understood: 2 },
  ];
  let now = start;
  for (const [k, lesson] of LESSONS.entries()) {
    expect(lesson.done(now, now), `${lesson.title} before`).toBe(false);
    const then = now;
    now = { ...now, ...deeds[k] };
    expect(lesson.done(now, then), lesson.title).toBe(true);
  }
});

it('whoever commits early is not left behind', () => {
  const played = { ...start, phase: 'playing', turn: 2, beat: 3 };
  expect(LESSONS[4]!.done(played, start)).toBe(true);
  expect(LESSONS[5]!.done({ ...played, phase: 'over' }, played)).toBe(true);
});
