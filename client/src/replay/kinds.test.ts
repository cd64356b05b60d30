import { expect, it } from 'vitest';
import { kindOf, stretches } from './kinds';

it.each([
  ['A shambler bit On-jo, and the bite is infected.', 'harm'],
  ['Drone 7 struck Nam-ra for 3.', 'harm'],
  ['On-jo went down, by a shambler.', 'harm'],
  ['Nam-ra died.', 'harm'],
  ['On-jo turned, by Nam-ra.', 'harm'],
  ['A shambler died, by On-jo.', 'other'],
  ['On-jo struck a shambler for 2.', 'other'],
  ['On-jo tended Nam-ra.', 'help'],
  ['Nam-ra came back up, by On-jo.', 'help'],
  ['On-jo put Nam-ra down.', 'help'],
  ['On-jo opened door 3.', 'doors'],
  ['The checkpoint gate broke.', 'doors'],
  ['On-jo called GO.', 'signals'],
  ['The drone warned On-jo.', 'signals'],
  ['On-jo got out.', 'endings'],
  ['Done: The fire alarm rings.', 'endings'],
  ['It is over.', 'endings'],
  ['On-jo took food from cache 1.', 'other'],
])('%s is %s', (text, kind) => {
  expect(kindOf(text, ['On-jo', 'Nam-ra'])).toBe(kind);
});

it('puts together what is said again and again', () => {
  const said = (beat: number, text: string) => ({ beat, text, kind: 'help' as const });
  expect(stretches([said(1, 'a'), said(1, 'b'), said(2, 'a'), said(5, 'a'), said(9, 'a')])).toEqual([
    { text: 'a', kind: 'help', first: 1, last: 5, times: 3 },
    { text: 'b', kind: 'help', first: 1, last: 1, times: 1 },
    { text: 'a', kind: 'help', first: 9, last: 9, times: 1 },
  ]);
});
