// Marks on the board, in the pencil of another colour: a cloud of dashes with a letter and "?" in it.
import { freshness, markLetter } from '../marks';
import type { Marking, Paper } from '../protocol';
import type { Palette } from './palette';

type ToPixels = (y: number, x: number) => [number, number] | null;

/** What is thought, fainter as it ages; the surer, the closer the dashes. */
export function drawGuesses(
  ctx: CanvasRenderingContext2D,
  marks: readonly Marking[],
  toPixels: ToPixels,
  { paper, seat, beat, size, ratio }: { paper: Paper; seat: number; beat: number; size: number; ratio: number },
  ink: Palette,
): void {
  ctx.save();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (const mark of marks) {
    const at = toPixels(mark.y, mark.x);
    if (!at) continue;
    const [x, y] = at;
    const half = Math.max(size * 0.62, 11.5 * ratio);
    ctx.globalAlpha = 0.35 + 0.65 * freshness(mark, beat);
    ctx.beginPath();
    ctx.roundRect(x - half, y - half, 2 * half, 2 * half, half * 0.6);
    ctx.fillStyle = ink.sheet;
    ctx.fill();
    ctx.strokeStyle = ctx.fillStyle = ink.guess;
    ctx.lineWidth = Math.max(1.6 * ratio, size / 13);
    ctx.setLineDash([size / 6, (size / 6) * (mark.sure > 75 ? 0.45 : mark.sure > 50 ? 0.9 : 1.6)]);
    ctx.stroke();
    const letter = markLetter(mark, paper, seat);
    ctx.font = `italic 700 ${Math.round((half * 2.3) / Math.max(2, letter.length * 0.85))}px ${ink.serif}`;
    ctx.fillText(letter, x, y);
  }
  ctx.restore();
}
