import { expect, it } from 'vitest';
import type { Known } from '../known';
import { cell } from '../cells';
import { Nature } from '../codes';
import { UNASKED, ears, hands, unasked, wayOf } from './orders';

const known = {
  me: { y: 5, x: 5 },
  orders: new Set([0, 1, 2, 3, 4, 5]),
  bodies: [{ body: 1, now: true, y: 4, x: 5, name: 'Bo', harm: false }],
  paper: {
    seats: [{}, {}],
    fixtures: [[0, 5, 6, 'door 1']],
    links: [],
    names: { actions: ['.', 'use', 'comfort-n', 'use-e', 'set-planks-e', 'call-GO'] },
  },
} as unknown as Known;

it('hands are grouped by direction, with what is there', () => {
  expect(hands(known)).toEqual([
    { title: 'Here', choices: [{ cell: 'use', label: 'eat', name: 'eat', harm: false }] },
    { title: 'North: Bo', choices: [{ cell: 'comfort-n', label: 'comfort', name: 'comfort north', harm: false }] },
    {
      title: 'East: door 1',
      choices: [
        { cell: 'use-e', label: 'use', name: 'use east', harm: false },
        { cell: 'set-planks-e', label: 'set planks', name: 'set planks east', harm: false },
      ],
    },
  ]);
});

it('what a drone can do stands first, whatever is about', () => {
  const paper = { ...known.paper, names: { ...known.paper.names, actions: ['.', 'use', 'fly-n2', 'load-planks', 'blast', 'hoist'] } };
  const [drone] = hands({ ...known, paper } as unknown as Known);
  expect(drone).toEqual({
    title: 'The drone',
    choices: [
      { cell: 'fly-n2', label: '↑ 2', name: 'fly north 2', harm: false },
      { cell: 'load-planks', label: 'hang on planks', name: 'hang on planks', harm: false },
      { cell: 'blast', label: 'strike the disc', name: 'strike the disc', harm: true },
      { cell: 'hoist', label: 'lift whoever is below', name: 'lift whoever is below', harm: false },
    ],
  });
});

it('beside one of the team help comes before blows', () => {
  const names = { actions: ['strike-n', 'shove-n', 'carry-n', 'comfort-n', 'tend-n', 'strike-e'] };
  const [north] = hands({ ...known, paper: { ...known.paper, names } } as unknown as Known);
  expect(north?.choices.map(({ label }) => label)).toEqual(['comfort', 'tend', 'carry', 'strike', 'shove']);
  expect(north?.choices.filter(({ harm }) => harm).map(({ label }) => label)).toEqual(['strike', 'shove']);
});

it('an order has a direction, or none', () => {
  expect(['e', 'N', "s'", 'use-w', 'whisper-GO-n', '@city:1,2', 'release', '.', 'link'].map((order) => wayOf(order)?.[1])).toEqual(
    ['east', 'north', 'south', 'west', 'north', undefined, undefined, undefined, undefined],
  ); // prettier-ignore
});

it('every reflex has words', () => {
  expect(UNASKED.map(([reflex]) => cell(reflex)?.kind)).toEqual(Array(5).fill('standing'));
  expect(unasked('reflex-shove-around')).toBe('shove what comes beside me');
});

it('whispers reach neighbours, of the team and others', () => {
  const oh = { body: 7, now: true, nature: Nature.person, y: 5, x: 4, name: 'Mr Oh' };
  const dead = { ...oh, body: 8, nature: Nature.shambler, y: 6, x: 5 };
  const there = { ...known, bodies: [...known.bodies, oh, dead] } as unknown as Known;
  expect(ears(there)).toEqual([{ way: 'n', name: 'Bo', mate: true }, { way: 'w', name: 'Mr Oh', mate: false }]);
});

it('beside somebody who is not of the team help comes first too, and a blow is as large as it', () => {
  const oh = { body: 7, now: true, nature: Nature.person, y: 4, x: 5, name: 'Mr Oh' };
  const names = { actions: ['strike-n', 'rob-n', 'offer-food-n', 'give-n'] };
  const [north] = hands({ ...known, bodies: [oh], paper: { ...known.paper, names }, orders: new Set([0, 1, 2, 3]) } as unknown as Known);
  expect(north?.choices.map(({ label }) => label)).toEqual(['offer food', 'give', 'strike', 'rob']);
  expect(north?.choices.some(({ harm }) => harm)).toBe(false);
});
