// What the reader prefers, kept in this browser. Themes and sizes are applied to <html>, where style.css looks for them.

import { lessMotion } from './media.svelte';
import type { Mine } from './protocol';

export type Theme = 'auto' | 'light' | 'dark';
export type Motion = 'auto' | 'less';

/** What the reasons that stop a turn are about. */
export type Stop = Mine['stops'][number];
export const STOPS: readonly Stop[] = ['danger', 'call', 'line', 'new'];
export const SPEEDS = [1, 2, 4, 8];

const PLACE = 'warbell.preferences';
export const SMALLEST = 0.9;
export const LARGEST = 1.5;

class Preferences {
  theme = $state<Theme>('auto');
  /** Text size, 1 is the browser's own. */
  text = $state(1);
  motion = $state<Motion>('auto');
  /** Off until asked for: a page that makes noise unasked is shut. */
  sound = $state(false);
  /** Single-key shortcuts; speech input and shaky hands need them off. */
  shortcuts = $state(true);
  /** What others call this person. */
  who = $state('');
  /** What stops one's own turn. */
  stops = $state.raw<readonly Stop[]>(STOPS);
  /** How many times as fast beats are watched. */
  speed = $state(1);
  /** A line is shown as it is written, not in words. */
  code = $state(false);

  constructor() {
    try {
      const kept = JSON.parse(localStorage.getItem(PLACE) ?? '{}') as Record<string, unknown>;
      if (kept['theme'] === 'light' || kept['theme'] === 'dark') this.theme = kept['theme'];
      if (typeof kept['text'] === 'number') this.text = Math.min(Math.max(kept['text'], SMALLEST), LARGEST);
      if (kept['motion'] === 'less') this.motion = 'less';
      this.sound = kept['sound'] === true;
      this.shortcuts = kept['shortcuts'] !== false;
      if (typeof kept['who'] === 'string') this.who = kept['who'].slice(0, 40);
      this.code = kept['code'] === true;
      const { stops, speed } = kept;
      if (Array.isArray(stops)) this.stops = STOPS.filter((stop) => stops.includes(stop));
      this.speed = SPEEDS.find((each) => each === speed) ?? 1;
    } catch {
      // What cannot be read counts as never said.
    }
    $effect.root(() => {
      $effect(() => this.#apply());
    });
  }

  /** Nothing should move that need not. */
  get still(): boolean {
    return this.motion === 'less' || lessMotion.matches;
  }

  /** Let a turn be stopped for something, or not. */
  stopFor(stop: Stop, on: boolean): void {
    this.stops = STOPS.filter((each) => (each === stop ? on : this.stops.includes(each)));
  }

  #apply(): void {
    const { theme, text, motion, sound, shortcuts, who, stops, speed, code } = this;
    const html = document.documentElement;
    if (theme === 'auto') delete html.dataset['theme'];
    else html.dataset['theme'] = theme;
    if (this.still) html.dataset['motion'] = 'less';
    else delete html.dataset['motion'];
    html.style.setProperty('--text', String(text));
    try {
      localStorage.setItem(PLACE, JSON.stringify({ theme, text, motion, sound, shortcuts, who, stops, speed, code }));
    } catch {
      // It holds for this visit.
    }
  }
}

export const preferences = new Preferences();
