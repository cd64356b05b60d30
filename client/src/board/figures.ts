import { Direction, State } from '../codes';
import type { Look, Shape } from './looks';
import type { Palette } from './palette';

type Context = CanvasRenderingContext2D;

const CORNERS: Readonly<Record<Exclude<Shape, 'disc'>, readonly [corners: number, turn: number, size: number]>> = {
  square: [4, 0.125, 1.22],
  triangle: [3, 0.25, 1.3],
  kite: [4, 0, 1.38],
  hexagon: [6, 0, 1.16],
  lozenge: [5, -0.25, 1.1],
};

/** Every different figure is drawn once for a size and theme; a frame only copies. */
export class Figures {
  #sprites = new Map<string, HTMLCanvasElement>();
  #cell = 0;
  #ink: Palette | null = null;

  /** A square of two cells with the figure in its middle. */
  sprite(look: Look, cell: number, ink: Palette): HTMLCanvasElement {
    if (cell !== this.#cell || ink !== this.#ink || this.#sprites.size > 500) this.#sprites.clear();
    [this.#cell, this.#ink] = [cell, ink];
    const key = Object.values(look).join();
    let canvas = this.#sprites.get(key);
    if (!canvas) {
      canvas = document.createElement('canvas');
      canvas.width = canvas.height = cell * 2;
      const ctx = canvas.getContext('2d')!;
      ctx.translate(cell, cell);
      drawFigure(ctx, look, cell, ink);
      this.#sprites.set(key, canvas);
    }
    return canvas;
  }
}

function outline(ctx: Context, shape: Shape, radius: number): void {
  ctx.beginPath();
  if (shape === 'disc') {
    ctx.arc(0, 0, radius, 0, 7);
    return;
  }
  const [corners, turn, size] = CORNERS[shape];
  const centre = shape === 'triangle' ? -radius * 0.12 : 0;
  for (let k = 0; k < corners; k++) {
    const angle = (k / corners + turn) * 2 * Math.PI;
    ctx.lineTo(Math.cos(angle) * radius * size, centre + Math.sin(angle) * radius * size);
  }
  ctx.closePath();
}

export function drawFigure(ctx: Context, look: Look, cell: number, ink: Palette): void {
  const radius = cell * 0.39;
  const colour = look.infected ? (look.now ? ink.redFill : ink.red) : ink.ink;
  const thin = Math.max(1, cell / 16);
  ctx.lineJoin = ctx.lineCap = 'round';
  ctx.lineWidth = thin;
  if (look.state === State.dead) {
    drawDead(ctx, look, radius, colour, ink);
    return;
  }
  if (look.facing !== Direction.here && !look.asleep) drawFacing(ctx, look.facing, radius, colour);
  ctx.save();
  if (look.state === State.down) {
    ctx.translate(0, radius * 0.3);
    ctx.scale(1.25, 0.68);
  }
  outline(ctx, look.shape, radius);
  const filled = look.now && (look.mate || look.infected) && !look.asleep;
  ctx.fillStyle = filled ? colour : ink.sheet;
  ctx.strokeStyle = filled ? ink.sheet : colour;
  // A rim of paper keeps figures apart that touch, and red from ink for those who see no red.
  if (filled) {
    ctx.lineWidth = thin * 2.5;
    ctx.stroke();
    ctx.fill();
  } else {
    ctx.fill();
    ctx.lineWidth = thin * 1.5;
    if (!look.now) ctx.setLineDash([cell / 9, cell / 11]);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  ctx.strokeStyle = colour;
  if (look.own) ring(ctx, radius * 1.26, thin * 1.3);
  if (look.hybrid) {
    ctx.setLineDash([cell / 14, cell / 9]);
    ring(ctx, radius * (look.own ? 1.45 : 1.25), thin * 1.6);
    ctx.setLineDash([]);
  }
  if (look.hurt && look.now) drawHurt(ctx, look, radius, thin, ink);
  ctx.restore();
  drawLetter(ctx, look, radius, filled ? (look.infected ? ink.onRed : ink.sheet) : colour, ink);
  if (look.asleep) drawSleep(ctx, radius, thin, colour, ink);
  if (look.frightened) drawFear(ctx, radius, thin, ink);
  if (look.armed) drawPistol(ctx, radius, thin, ink);
  if (look.sign) drawFlag(ctx, look, cell, thin, ink);
}

/** A pistol at the belt: under the figure, to its right. */
function drawPistol(ctx: Context, radius: number, thin: number, ink: Palette): void {
  const lines = [[0.45, 0.95, 1.25, 0.95], [0.6, 0.95, 0.5, 1.4], [0.85, 0.95, 0.8, 1.15]].map((line) => line.map((part) => part * radius));
  for (const [colour, width] of [[ink.sheet, thin * 4], [ink.ink, thin * 1.8]] as const) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    stroke(ctx, lines);
  }
}

function drawLetter(ctx: Context, look: Look, radius: number, colour: string, ink: Palette): void {
  const size = look.state === State.down ? 1 : look.shape === 'triangle' ? 1.1 : 1.3;
  ctx.fillStyle = colour;
  ctx.font = `700 ${Math.round(radius * size)}px ${ink.serif}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'alphabetic';
  const box = ctx.measureText(look.letter);
  const lift = look.state === State.down ? -0.3 : look.shape === 'triangle' ? 0.1 : 0;
  ctx.fillText(look.letter, 0, (box.actualBoundingBoxAscent - box.actualBoundingBoxDescent) / 2 - radius * lift);
}

export function stroke(ctx: Context, lines: readonly number[][]): void {
  ctx.beginPath();
  for (const [x0, y0, x1, y1] of lines) {
    ctx.moveTo(x0!, y0!);
    ctx.lineTo(x1!, y1!);
  }
  ctx.stroke();
}

function ring(ctx: Context, radius: number, width: number): void {
  ctx.beginPath();
  ctx.arc(0, 0, radius, 0, 7);
  ctx.lineWidth = width;
  ctx.stroke();
}

function drawFacing(ctx: Context, facing: number, radius: number, colour: string): void {
  ctx.save();
  ctx.rotate((facing * Math.PI) / 2);
  ctx.beginPath();
  ctx.moveTo(-radius * 0.42, -radius * 1.05);
  ctx.lineTo(0, -radius * 1.62);
  ctx.lineTo(radius * 0.42, -radius * 1.05);
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.restore();
}

function drawDead(ctx: Context, look: Look, radius: number, colour: string, ink: Palette): void {
  const arm = radius * 0.72;
  ctx.lineWidth = Math.max(1.5, radius / 3.4);
  ctx.strokeStyle = ink.sheet;
  for (const pass of [ink.sheet, colour]) {
    ctx.strokeStyle = pass;
    stroke(ctx, [[-arm, -arm, arm, arm], [-arm, arm, arm, -arm]]);
    ctx.lineWidth = Math.max(1, radius / 6);
  }
  if (!look.mate) return;
  ctx.font = `700 ${Math.round(radius * 1.05)}px ${ink.serif}`;
  ctx.textAlign = 'center';
  ctx.fillStyle = colour;
  ctx.fillText(look.letter, radius * 1.3, radius * 1.3);
}

/** The part of health that is lost, clockwise from above. */
function drawHurt(ctx: Context, look: Look, radius: number, thin: number, ink: Palette): void {
  const around = radius * (look.own ? 1.26 : 1.2);
  const from = -Math.PI / 2;
  for (const [colour, width] of [[ink.sheet, thin * 4.5], [ink.red, thin * 2.6]] as const) {
    ctx.beginPath();
    ctx.arc(0, 0, around, from, from + (Math.min(4, look.hurt) * Math.PI) / 2);
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.lineCap = 'butt';
    ctx.stroke();
  }
}

/** Two z that rise from who sleeps. */
function drawSleep(ctx: Context, radius: number, thin: number, colour: string, ink: Palette): void {
  ctx.lineCap = ctx.lineJoin = 'round';
  for (const [x, y, size] of [[radius * 0.85, -radius * 0.75, radius * 0.62], [radius * 1.5, -radius * 1.45, radius * 0.45]] as const) {
    ctx.beginPath();
    for (const [right, down] of [[0, 0], [1, 0], [0, 1], [1, 1]] as const) ctx.lineTo(x + right * size, y + down * size);
    for (const [shade, width] of [[ink.sheet, thin * 4], [colour, thin * 1.6]] as const) {
      ctx.strokeStyle = shade;
      ctx.lineWidth = width;
      ctx.stroke();
    }
  }
}

function drawFear(ctx: Context, radius: number, thin: number, ink: Palette): void {
  ctx.lineWidth = thin * 1.3;
  ctx.lineCap = 'round';
  ctx.strokeStyle = ink.ink;
  const [x, y] = [-radius * 1.5, -radius * 1.5];
  ctx.beginPath();
  for (let k = 0; k < 5; k++) ctx.lineTo(x + (k * radius) / 3.4, y + (k % 2 ? radius * 0.34 : 0));
  ctx.stroke();
}

/** Code words wave a square flag, common signals a pennant. */
function drawFlag(ctx: Context, look: Look, cell: number, thin: number, ink: Palette): void {
  const [x, top, foot] = [cell * 0.3, -cell * 0.92, -cell * 0.2];
  const [width, height] = [cell * 0.58, cell * 0.44];
  ctx.strokeStyle = ink.ink;
  ctx.lineWidth = thin * 1.5;
  stroke(ctx, [[x, top, x, foot]]);
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x + width, top + (look.code ? 0 : height / 2));
  if (look.code) ctx.lineTo(x + width, top + height);
  ctx.lineTo(x, top + height);
  ctx.closePath();
  ctx.fillStyle = ink.sheet;
  ctx.fill();
  ctx.lineWidth = thin;
  ctx.stroke();
  ctx.fillStyle = ink.ink;
  ctx.font = `700 ${Math.round(height * (look.code ? 0.9 : 0.72))}px ${ink.serif}`;
  ctx.textAlign = 'center';
  ctx.fillText(look.sign, x + width * (look.code ? 0.5 : 0.32), top + height * (look.code ? 0.82 : 0.76));
}

/** Four rotors and what is left of a warning: the drone of the curfew. */
export function drawDrone(ctx: Context, cell: number, warned: number, of: number, now: boolean, ink: Palette): void {
  const arm = cell * 0.27;
  ctx.strokeStyle = ink.ink;
  ctx.lineCap = 'round';
  for (const [colour, width] of [[ink.sheet, cell / 4], [ink.ink, cell / 11]] as const) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = Math.max(1, width);
    if (!now) ctx.setLineDash([cell / 9, cell / 9]);
    stroke(ctx, [[-arm, -arm, arm, arm], [-arm, arm, arm, -arm]]);
    for (const [x, y] of [[-arm, -arm], [arm, -arm], [arm, arm], [-arm, arm]] as const) {
      ctx.beginPath();
      ctx.arc(x, y, cell * 0.17, 0, 7);
      if (colour === ink.ink) {
        ctx.fillStyle = ink.sheet;
        ctx.fill();
        ctx.lineWidth = Math.max(1, cell / 18);
      }
      ctx.stroke();
    }
  }
  ctx.setLineDash([]);
  if (!warned || !now) return;
  ctx.font = `800 ${Math.round(cell * 0.6)}px ${ink.serif}`;
  ctx.textAlign = 'center';
  ctx.lineWidth = Math.max(2, cell / 7);
  ctx.strokeStyle = ink.sheet;
  ctx.fillStyle = ink.red;
  const text = `${'!'.repeat(Math.min(warned, of))}${warned}/${of}`;
  ctx.strokeText(text, 0, -cell * 0.55);
  ctx.fillText(text, 0, -cell * 0.55);
}
