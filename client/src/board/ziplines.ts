// Ziplines: a cable from where it is taken to where it lands, with arrows that way; who hangs on it hangs under a wheel.
import { LinkKind } from '../codes';
import { LinkAt, type Paper } from '../protocol';
import type { Palette } from './palette';

type ToPixels = (y: number, x: number) => [number, number] | null;

/** Of ziplines within the sheet that is shown; one that leads to another sheet is told at its end alone. */
export function drawZiplines(ctx: CanvasRenderingContext2D, paper: Paper, toPixels: ToPixels, cell: number, ratio: number, ink: Palette): void {
  for (const link of paper.links) {
    if (link[LinkAt.kind] !== LinkKind.zipline) continue;
    const [from, to] = [toPixels(link[LinkAt.y0], link[LinkAt.x0]), toPixels(link[LinkAt.y1], link[LinkAt.x1])];
    if (from && to) drawCable(ctx, from, to, cell, ratio, ink);
  }
}

/** A thin line, an arrowhead every few cells: paper below ink, so that it shows on either. */
export function drawCable(ctx: CanvasRenderingContext2D, from: [number, number], to: [number, number], cell: number, ratio: number, ink: Palette): void {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  const heads = Math.max(1, Math.round(length / cell / 4));
  const size = Math.max(4 * ratio, cell * 0.24);
  ctx.save();
  ctx.translate(...from);
  ctx.rotate(Math.atan2(dy, dx));
  ctx.lineCap = ctx.lineJoin = 'round';
  ctx.beginPath();
  ctx.moveTo(0, 0);
  ctx.lineTo(length, 0);
  for (let k = 0; k < heads; k++) {
    const tip = (length * (k + 0.5)) / heads + size / 2;
    ctx.moveTo(tip - size, -size * 0.7);
    ctx.lineTo(tip, 0);
    ctx.lineTo(tip - size, size * 0.7);
  }
  for (const [colour, width] of [[ink.sheet, 4.5], [ink.ink, 1.6]] as const) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width * ratio;
    ctx.stroke();
  }
  ctx.restore();
}

/** The wheel over somebody who hangs at (x, y), and the strap that holds them. */
export function drawStrap(ctx: CanvasRenderingContext2D, x: number, y: number, cell: number, ink: Palette): void {
  const top = y - cell * 0.95;
  ctx.save();
  ctx.strokeStyle = ink.ink;
  ctx.fillStyle = ink.sheet;
  ctx.lineWidth = Math.max(1, cell / 12);
  ctx.beginPath();
  ctx.moveTo(x - cell * 0.5, top - cell * 0.12);
  ctx.lineTo(x + cell * 0.5, top + cell * 0.12);
  ctx.moveTo(x, top);
  ctx.lineTo(x, y - cell * 0.35);
  ctx.stroke();
  ctx.beginPath();
  ctx.arc(x, top, cell * 0.13, 0, 7);
  ctx.fill();
  ctx.stroke();
  ctx.restore();
}
