// The colours keep their promises: text can be read in both themes, and the two lists of the dark theme agree.
import { describe, expect, it } from 'vitest';
import css from '../../src/warbell/report/paper.css?raw';

type Tokens = Record<string, string>;

/** The custom properties of the first rule whose selector line is `opening`. */
function tokens(opening: string): Tokens {
  const start = css.indexOf(opening);
  if (start < 0) throw new Error(`paper.css has no ${opening}`);
  const body = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((found) => [found[1], found[2]]));
}

/** Relative luminance, by the definition in WCAG 2. */
function luminance(colour: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

const light = tokens(':root {');
const dark = { ...light, ...tokens(":root[data-theme='dark'] {") };

describe.each([
  ['light', light],
  ['dark', dark],
])('%s', (_name, theme) => {
  const colour = (name: string): string => theme[name] ?? expect.fail(`no --${name}`);

  it.each(['ink', 'ink-2', 'red', 'blue', 'guess'])('--%s can be read on paper and sheet', (name) => {
    for (const ground of ['paper', 'sheet']) {
      expect(contrast(colour(name), colour(ground)), ground).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('--on-red can be read on --red-fill', () => {
    expect(contrast(colour('on-red'), colour('red-fill'))).toBeGreaterThanOrEqual(4.5);
  });
});

it('the dark theme is the same by choice and by system', () => {
  expect(tokens(':root:not([data-theme]) {')).toEqual(tokens(":root[data-theme='dark'] {"));
});
