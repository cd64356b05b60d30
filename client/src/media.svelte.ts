/** A media query that components can ask, and hear of when its answer changes. */
export class Media {
  matches = $state(false);

  constructor(query: string) {
    const list = matchMedia(query);
    this.matches = list.matches;
    list.addEventListener('change', () => (this.matches = list.matches));
  }
}

export const wide = new Media('(width >= 60rem)');
export const tall = new Media('(width >= 60rem) and (height >= 60rem)');
export const lessMotion = new Media('(prefers-reduced-motion: reduce)');
