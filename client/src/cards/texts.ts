// The cards as docs/rules/cards.md has them, with the numbers of the episode in place of their names. A chunk of its own.
import page from '../../../docs/rules/cards.md?raw';

export interface Card {
  title: string;
  text: string;
}

/** By every name that a card goes by. */
export function read(markdown: string): Map<string, Card> {
  const cards = new Map<string, Card>();
  for (const [, title, others, text] of markdown.matchAll(/^- \*\*(.+?)\*\*(?: \((.+?)\))?: ((?:.|\n {2})+)/gm)) {
    const card = { title: title!, text: text!.replace(/\s+/g, ' ') };
    for (const name of [title!, ...(others?.split(', ') ?? [])]) cards.set(bare(name), card);
  }
  return cards;
}

/** A name without its article. */
export function bare(name: string): string {
  return name.replace(/^an? /, '').replace("'", '’');
}

/** A text with its numbers in place of their names, and of chances the percent. */
export function filled(text: string, numbers: Readonly<Record<string, number>>): string {
  const shares = text.replace(/`(\w+)` of 1000 /g, (_, name: string) => `${(numbers[name] ?? NaN) / 10} % of `);
  const whole = shares.replace(/`(\w+)`/g, (_, name: string) => `${numbers[name] ?? name}`);
  return whole.replace(/\b1 (cell|beat|point)s\b/g, '1 $1');
}

export const CARDS = read(page);
