// How lines of a plot are told apart without hues: ink or blue, and dashes. Red is kept for harm and hearts.

export interface Pen {
  ink: string; // a token of style.css
  dash: number[];
  width: number;
}

/** A line of a plot. */
export interface Curve {
  label: string;
  letter?: string; // stands at its end
  values: (number | null)[]; // one a beat, from beat 0
}

const PENS: Pen[] = [
  { ink: '--ink', dash: [], width: 2 },
  { ink: '--blue', dash: [], width: 2 },
  { ink: '--ink', dash: [7, 4], width: 1.75 },
  { ink: '--blue', dash: [7, 4], width: 1.75 },
  { ink: '--ink', dash: [2, 3], width: 1.75 },
  { ink: '--blue', dash: [2, 3], width: 1.75 },
  { ink: '--ink-2', dash: [10, 3, 2, 3], width: 1.75 },
  { ink: '--blue', dash: [10, 3, 2, 3], width: 1.75 },
];

/** The pen of the k-th line of a plot. */
export function pen(k: number): Pen {
  return PENS[k % PENS.length]!;
}
