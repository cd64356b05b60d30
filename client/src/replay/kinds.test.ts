import { expect, it } from 'vitest';
import { EventKind, NO_EVENT } from '../codes';
import { kindOf, type Kind } from './kinds';

const [ONJO, NAMRA, SHAMBLER] = [0, 1, 7]; // of a team of two

it.each<[keyof typeof EventKind, number, number, Kind]>([
  ['bitten', SHAMBLER, ONJO, 'harm'],
  ['droneStruck', 0, NAMRA, 'harm'],
  ['struck', NAMRA, ONJO, 'harm'],
  ['fell', ONJO, SHAMBLER, 'harm'],
  ['died', NAMRA, -1, 'harm'],
  ['turned', ONJO, NAMRA, 'harm'],
  ['died', SHAMBLER, ONJO, 'other'],
  ['struck', ONJO, SHAMBLER, 'other'],
  ['fell', -1, ONJO, 'other'], // somebody, nobody knows who
  ['tended', ONJO, NAMRA, 'help'],
  ['doorMoved', ONJO, 3, 'doors'],
  ['called', ONJO, -1, 'signals'],
  ['escaped', ONJO, -1, 'endings'],
  ['took', ONJO, 1, 'other'],
])('%s by %i of %i is %s', (name, who, whom, kind) => {
  expect(kindOf([9, 'What happened.', EventKind[name], who, whom], 2)).toBe(kind);
});

it('is about nothing of it when no event is told', () => {
  expect(kindOf([9, '“Nam-ra died.”', NO_EVENT, -1, -1], 2)).toBe('other');
});
