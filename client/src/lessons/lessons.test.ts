import { expect, it } from 'vitest';
import { DOOR, LESSONS, type Moment } from './lessons';

const start: Moment = { line: '', ends: '5,2', stands: '5,2', planning: true, why: [], log: 0, read: false, near: false, shut: false };

it('every lesson is done by doing it, and none before', () => {
  const deeds: Record<string, Partial<Moment>> = {
    'Your line': { line: 'e*4 n*2', ends: DOOR },
    Ink: { line: '', stands: DOOR, why: ['saw', 'done'] },
    'Why it stopped': { log: 1 },
    'What it is': { read: true },
    Halt: { why: ['halt'] },
    'It hears': { line: 'call-COME' },
    'It comes': { line: '', near: true, why: ['near'] },
    'Let it come': { line: '~near<3/20' },
    'Shove, and shut the door': { line: '~near<3/20 shove-e use-e' },
    'One beat each': { line: '', shut: true },
  };
  let now = start;
  for (const { title, done } of LESSONS) {
    const deed = deeds[title];
    if (deed) expect(done?.(now), `${title} before`).toBe(false);
    now = { ...now, ...deed };
    expect(done?.(now) ?? true, title).toBe(true);
  }
});

it('while beats play nothing is done that they have to come to', () => {
  const playing = { ...start, stands: DOOR, why: ['halt' as const], near: true, shut: true, planning: false };
  for (const title of ['Ink', 'Halt', 'It comes', 'One beat each']) {
    expect(LESSONS.find((lesson) => lesson.title === title)!.done!(playing), title).toBe(false);
  }
});

it('what is to be pressed has a key', () => {
  for (const { title, keys } of LESSONS.slice(0, -1)) expect(keys, title).toBeTruthy();
});
