/** Follows the pointer that holds something: how many units it went sideways, 0 in the end if it was called off. */
export function follow(event: PointerEvent, unit: number, moved: (by: number, done: boolean) => void): void {
  const held = event.currentTarget as HTMLElement;
  const away = (to: PointerEvent): number => Math.round((to.clientX - event.clientX) / unit);
  held.setPointerCapture(event.pointerId);
  held.onpointermove = (to) => moved(away(to), false);
  held.onpointerup = held.onpointercancel = (last) => {
    held.onpointermove = held.onpointerup = held.onpointercancel = null;
    moved(last.type === 'pointerup' ? away(last) : 0, true);
  };
}
