/** The inks of the theme, read from the style sheet's tokens. */
export interface Palette {
  readonly paper: string;
  readonly sheet: string;
  readonly grid: string;
  readonly strong: string;
  readonly ink: string;
  readonly soft: string;
  readonly red: string;
  readonly redFill: string;
  readonly onRed: string;
  readonly blue: string;
  readonly guess: string;
  readonly unknown: string;
  readonly dark: boolean;
  readonly text: number; // how much larger than usual the reader wants words
  readonly serif: string;
  readonly mono: string;
  readonly lit: string; // washes over the paper
  readonly cool: string;
  readonly floor: string;
  readonly lamp: string; // the ink of light
}

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const dark = style.colorScheme.includes('dark') && !style.colorScheme.includes('light');
  return {
    paper: token('paper'),
    sheet: token('sheet'),
    grid: token('grid'),
    strong: token('grid-strong'),
    ink: token('ink'),
    soft: token('ink-2'),
    red: token('red'),
    redFill: token('red-fill'),
    onRed: token('on-red'),
    blue: token('blue'),
    guess: token('guess'),
    unknown: token('unknown'),
    dark,
    text: parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1,
    serif: token('serif') || 'serif',
    mono: token('mono') || 'monospace',
    lit: dark ? 'rgb(255 196 84 / .24)' : 'rgb(255 208 64 / .38)',
    cool: dark ? 'rgb(120 170 225 / .17)' : 'rgb(88 140 190 / .17)',
    floor: dark ? 'rgb(255 235 200 / .04)' : 'rgb(150 115 50 / .075)',
    lamp: dark ? '#f0c463' : '#a87400',
  };
}
