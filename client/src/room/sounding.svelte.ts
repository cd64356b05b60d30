// Sound for a room: every beat once, and silence when one leaves.
import type { Game } from '../game.svelte';
import type { Known } from '../known';
import { preferences } from '../preferences.svelte';
import { Sound } from '../sound';

/** To be called while a component is made. */
export function sounding(game: () => Game): void {
  const sound = new Sound();
  let sounded: Known | null = null;

  $effect(() => {
    sound.enabled = preferences.sound;
    // Browsers let a page sound only after it was touched.
    const touched = (): void => sound.resume();
    const gestures = ['pointerdown', 'keydown'];
    for (const gesture of gestures) window.addEventListener(gesture, touched);
    return () => {
      for (const gesture of gestures) window.removeEventListener(gesture, touched);
    };
  });
  $effect(() => {
    const { known } = game();
    if (known && known !== sounded) sound.beat(known);
    sounded = known;
  });
  $effect(() => () => sound.stop());
}
