// Codes have their numbers in codes.ts alone.
import { expect, it } from 'vitest';
import * as codes from './codes';

const sources = import.meta.glob<string>(['./**/*.{ts,svelte}', '!./codes.ts', '!./**/*.test.ts'], { query: '?raw', import: 'default', eager: true });
const { Verb: _, ...families } = codes; // verbs are words of plans, and words of the page
const names = Object.values(families).flatMap((family) => Object.keys(family));
const COLUMNS = 'nature|state|sign|gait|facing|side|bearing|sound|signal|voice|kind|terrain|ground';
const BARE = [
  RegExp(String.raw`\b(?:${COLUMNS})\b[\])]*\s*(?:[=!]==|[<>]=?)\s*['"]?-?\d`, 'gi'), // a column held against a number
  RegExp(String.raw`\bcase ['"]?\d`, 'g'),
  RegExp(String.raw`^\s*['"]?\d+['"]?: `, 'gm'), // a table by numbers
  RegExp(String.raw`\bconst \[?(?:\w+, )*(?:${names.join('|')})(?:, \w+)*\]?(?:: \w+)? = \[?\d`, 'gi'), // a number that is given the name of a code
];
const bare = (text: string) => BARE.flatMap((shape) => [...text.matchAll(shape)].map(([found]) => found.trim()));

it.each(['if (body.state >= 2)', "ground === '7'", 'me[MeAt.state] !== 1', 'case 4: return', '  3: "square",', 'const DEAD = 2;', 'const [UP, DOWN] = [0, 1];'])('%s is found', (text) => {
  expect(bare(text)).toHaveLength(1);
});

it.each(Object.keys(sources))('%s has no bare numbers of codes', (path) => {
  expect(bare(sources[path]!)).toEqual([]);
});
