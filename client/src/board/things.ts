// What is set, burns or smokes on cells: a picture each, told apart by its shape, and its number beside it.
import { Thing } from '../codes';
import { FIRM, type CellThing, type Known } from '../known';
import type { Palette } from './palette';

type Context = CanvasRenderingContext2D;

/** Pictures on 24 by 24; those of what nobody walks through fill their cell. */
export const PICTURES: Readonly<Record<Thing, string>> = {
  [Thing.nothing]: '',
  [Thing.barricade]: 'M3 6l18 3M3 12l18-2M3 18l18-3M6 3v18M18 3v18',
  [Thing.tripwire]: 'M2 14q10 4 20 0M2 10v8M22 10v8',
  [Thing.shards]: 'M4 19l3-7 2 6M10 20l4-9 2 8M17 19l2-6 2 5',
  [Thing.slick]: 'M4 14q2-7 8-5t8 3q1 6-7 6t-9-4zM9 13q2-1 4 0',
  [Thing.burningFlare]: 'M7 21l7-11M14 10l-2-5M14 10l5-3M14 10l5 3M14 10l0-6',
  [Thing.wedge]: 'M5 20L18 5M15 4l6 5M13 6l6 5',
  [Thing.extinguisherAtADoor]: 'M9 9h6v12H9zM12 9V5M12 5h6M8 6l4-1',
  [Thing.phone]: 'M8 3h8v18H8zM11 18h2',
  [Thing.ringingPhone]: 'M8 3h8v18H8zM11 18h2M4 8q-2 4 0 8M20 8q2 4 0 8',
  [Thing.silentPhone]: 'M8 3h8v18H8zM8 3l8 18',
  [Thing.ropeLadder]: 'M8 2q2 5 0 10t0 10M16 2q2 5 0 10t0 10M9 6h8M8 12h8M9 18h8',
  [Thing.desk]: 'M3 8h18v4H3zM5 12v8M19 12v8M13 12v5h6',
  [Thing.ashes]: 'M5 18h1M9 17h1M13 18h1M17 17h1M7 14h1M12 13h1M16 14h1',
};
const FLAME = 'M12 3q6 6 4 12a5 5 0 0 1-9 0q-1-5 3-7 0 3 2 4 2-4 0-9z';
const [ROSE, FELL] = ['M12 20V6M6 12l6-6 6 6', 'M12 4v14M6 12l6 6 6-6'];
const CLOUD = 'M5 17a4 4 0 0 1 1-8 6 6 0 0 1 11-1 4.500 4.500 0 0 1 2 9zM7 20h10';
/** Things whose number is beats that pass, falls, or points: shown while they are seen. */
const COUNTED = new Set<Thing>([Thing.barricade, Thing.tripwire, Thing.burningFlare, Thing.phone, Thing.ringingPhone, Thing.desk]);

function picture(ctx: Context, path: string, cell: number, colour: string, ink: Palette, fill = ''): void {
  const scale = (cell / 24) * 0.86;
  const shape = new Path2D(path);
  ctx.save();
  ctx.scale(scale, scale);
  ctx.translate(-12, -12);
  ctx.lineCap = ctx.lineJoin = 'round';
  ctx.strokeStyle = ink.sheet;
  ctx.lineWidth = 5;
  ctx.stroke(shape);
  if (fill) {
    ctx.fillStyle = fill;
    ctx.fill(shape);
  }
  ctx.strokeStyle = colour;
  ctx.lineWidth = Math.max(1.6, 1 / scale);
  ctx.stroke(shape);
  ctx.restore();
}

/** Water in a cell as in a glass: to a third, two thirds, the brim, with as many waves; an arrow in every third cell: how it moved. */
function drawWater(ctx: Context, { y, x, water: level, rose }: CellThing, cell: number, ink: Palette): void {
  ctx.save();
  ctx.fillStyle = ink.cool;
  ctx.fillRect(-cell / 2, cell / 2 - (cell * level) / 3, cell, (cell * level) / 3);
  ctx.strokeStyle = ink.blue;
  ctx.lineWidth = Math.max(1, cell / 20);
  ctx.beginPath();
  for (let k = 1; k <= level; k++) {
    const y = cell / 2 - (cell * k) / 3 + cell * 0.1;
    ctx.moveTo(-cell / 2, y);
    ctx.quadraticCurveTo(-cell / 4, y - cell * 0.12, 0, y);
    ctx.quadraticCurveTo(cell / 4, y + cell * 0.12, cell / 2, y);
  }
  ctx.stroke();
  if (rose !== undefined && (y + x) % 3 === 0) picture(ctx, rose ? ROSE : FELL, cell, ink.blue, ink);
  ctx.restore();
}

/** One cell's water, thing, fire and smoke, around 0,0. */
export function drawThing(ctx: Context, each: CellThing, cell: number, ink: Palette): void {
  const { thing, left, fire, smoke, water, now } = each;
  ctx.save();
  ctx.globalAlpha = now ? 1 : 0.55;
  if (water) drawWater(ctx, each, cell, ink);
  if (FIRM.has(thing)) {
    ctx.fillStyle = ink.sheet;
    ctx.fillRect(-cell * 0.46, -cell * 0.46, cell * 0.92, cell * 0.92);
  }
  if (thing) picture(ctx, PICTURES[thing], cell, ink.ink, ink);
  if (smoke && now) picture(ctx, CLOUD, cell, ink.soft, ink, ink.sheet);
  if (fire && now) picture(ctx, FLAME, cell, ink.red, ink, ink.sheet);
  const number = fire && now ? fire : smoke && now && !thing ? smoke : COUNTED.has(thing) && now ? left : 0;
  if (number > 0 && cell >= 14) {
    ctx.font = `700 ${Math.round(Math.max(9, cell * 0.36) * Math.min(1.3, ink.text))}px ${ink.mono}`;
    ctx.textAlign = 'right';
    ctx.textBaseline = 'alphabetic';
    ctx.lineWidth = cell / 8;
    ctx.lineJoin = 'round';
    ctx.strokeStyle = ink.sheet;
    ctx.fillStyle = fire ? ink.red : ink.ink;
    ctx.strokeText(`${number}`, cell * 0.48, cell * 0.46);
    ctx.fillText(`${number}`, cell * 0.48, cell * 0.46);
  }
  ctx.restore();
}

/** All that is known to be set, and to burn or smoke, on the sheet in the window. */
export function drawThings(
  ctx: Context,
  known: Known,
  toPixels: (y: number, x: number) => [number, number] | null,
  cell: number,
  ink: Palette,
): void {
  for (const each of known.things.values()) {
    const at = toPixels(each.y, each.x);
    if (!at) continue;
    ctx.save();
    ctx.translate(...at);
    drawThing(ctx, each, cell, ink);
    ctx.restore();
  }
}
