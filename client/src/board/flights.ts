// What only episodes with a console show: the window of a pilot's lamp, warned discs, what drones bear. Fetched for those.
import { stroke } from './figures';
import type { Picture, ToPixels } from './frame';
import type { Palette } from './palette';

/** Strokes across a disc that a drone warned: told apart without its colour. */
export function hatchWarned(ctx: CanvasRenderingContext2D, [x, y]: readonly [number, number], radius: number, cell: number, ink: Palette): void {
  ctx.beginPath();
  for (let k = -radius + cell / 2; k < radius; k += cell / 2) {
    const half = Math.sqrt(radius * radius - k * k);
    const [dx, dy] = [k * Math.SQRT1_2, half * Math.SQRT1_2];
    ctx.moveTo(x + dx - dy, y + dx + dy);
    ctx.lineTo(x + dx + dy, y + dx - dy);
  }
  ctx.strokeStyle = ink.red;
  ctx.lineWidth = Math.max(1, cell / 22);
  ctx.stroke();
}

/** A dashed frame around what only the lamp of one's own drone shows, and a slip that says so. */
export function drawAfar(ctx: CanvasRenderingContext2D, { known, ink, camera, extent }: Picture, toPixels: ToPixels): void {
  const { afar, flown, paper } = known;
  const half = camera.cell / 2;
  ctx.beginPath();
  for (const cell of afar) {
    const at = toPixels(Math.floor(cell / paper.width), cell % paper.width);
    if (!at) continue;
    for (const [dy, dx] of [[-1, 0], [0, 1], [1, 0], [0, -1]] as const) {
      if (afar.has(cell + dy * paper.width + dx)) continue;
      const [x, y] = [at[0] + dx * half * 0.86, at[1] + dy * half * 0.86];
      ctx.moveTo(x - dy * half, y - dx * half);
      ctx.lineTo(x + dy * half, y + dx * half);
    }
  }
  ctx.strokeStyle = ink.ink;
  ctx.lineWidth = Math.max(1.5, camera.cell / 12);
  ctx.setLineDash([camera.cell / 5, camera.cell / 6]);
  ctx.stroke();
  ctx.setLineDash([]);
  const at = flown?.lit && afar.size ? toPixels(flown.y, flown.x) : null;
  if (!at) return;
  const size = Math.round(12 * extent.ratio * Math.min(1.4, ink.text));
  const text = 'by lamp, unheard';
  ctx.font = `650 ${size}px ${ink.serif}`;
  const wide = ctx.measureText(text).width + size;
  if (wide > (2 * paper.numbers.drone_light + 1) * camera.cell) return; // it would hide more than it tells of
  const x = Math.min(Math.max(at[0], wide / 2 + 2), extent.width - wide / 2 - 2);
  const y = Math.max(size, at[1] - (paper.numbers.drone_light + 0.5) * camera.cell - size);
  ctx.fillStyle = ink.sheet;
  ctx.strokeStyle = ink.ink;
  ctx.lineWidth = extent.ratio;
  ctx.fillRect(x - wide / 2, y - size * 0.8, wide, size * 1.6);
  ctx.strokeRect(x - wide / 2, y - size * 0.8, wide, size * 1.6);
  ctx.fillStyle = ink.ink;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillText(text, x, y);
  ctx.textBaseline = 'alphabetic';
}

/** The line that a drone without light stands on. */
export function drawLanded(ctx: CanvasRenderingContext2D, cell: number, ink: Palette): void {
  ctx.strokeStyle = ink.ink;
  ctx.lineWidth = Math.max(1.5, cell / 9);
  stroke(ctx, [[-cell * 0.55, cell * 0.55, cell * 0.55, cell * 0.55]]);
}

/** The box under a drone that bears an object. */
export function drawLoad(ctx: CanvasRenderingContext2D, cell: number, ink: Palette): void {
  ctx.fillStyle = ink.sheet;
  ctx.strokeStyle = ink.ink;
  ctx.lineWidth = Math.max(1, cell / 14);
  stroke(ctx, [[0, 0, 0, cell * 0.5]]);
  ctx.fillRect(-cell * 0.24, cell * 0.45, cell * 0.48, cell * 0.36);
  ctx.strokeRect(-cell * 0.24, cell * 0.45, cell * 0.48, cell * 0.36);
}
