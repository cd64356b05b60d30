// Another team on the board, beat for beat: an outline with a wavy hem, told apart by its form.
import type { Overlay, ToPixels } from '../board/frame';
import type { Palette } from '../board/palette';

/** Somebody of another team, where they were in this beat. */
export interface Ghost {
  y: number;
  x: number;
  letter: string;
  words: string; // who it is, and how: "Mina’s On-jo, down"
}

/** They, laid over the board. */
export function overlayOf(ghosts: readonly Ghost[]): Overlay {
  return {
    draw: (ctx, toPixels, size, ratio, ink) => drawGhosts(ctx, ghosts, toPixels, size, ratio, ink),
    at: (y, x) => ghosts.filter((ghost) => ghost.y === y && ghost.x === x).map(({ words }) => `as a ghost ${words}`),
  };
}

/** Each beside the middle of its cell, so that whoever stands there too is seen. */
function drawGhosts(ctx: CanvasRenderingContext2D, ghosts: readonly Ghost[], toPixels: ToPixels, size: number, ratio: number, ink: Palette): void {
  ctx.save();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  for (const ghost of ghosts) {
    const at = toPixels(ghost.y, ghost.x);
    if (!at) continue;
    const half = Math.max(size * 0.45, 9 * ratio);
    const [x, y] = [at[0] + size * 0.22, at[1] - size * 0.22];
    const [left, foot, wave] = [x - half, y + half, (2 * half) / 3];
    ctx.beginPath();
    ctx.moveTo(left, foot);
    ctx.lineTo(left, y);
    ctx.arc(x, y, half, Math.PI, 0);
    ctx.lineTo(x + half, foot);
    for (let k = 1; k <= 3; k++) ctx.quadraticCurveTo(x + half - (k - 0.5) * wave, foot - wave * 0.7, x + half - k * wave, foot);
    ctx.closePath();
    ctx.globalAlpha = 0.7;
    ctx.fillStyle = ink.sheet;
    ctx.fill();
    ctx.globalAlpha = 0.85;
    ctx.strokeStyle = ctx.fillStyle = ink.soft;
    ctx.lineWidth = Math.max(1.4 * ratio, size / 16);
    ctx.setLineDash([size / 8, size / 10]);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.font = `italic 600 ${Math.round(half * 1.1)}px ${ink.serif}`;
    ctx.fillText(ghost.letter, x, y);
  }
  ctx.restore();
}
