import { INFECTED, State } from '../codes';
import { isCaptured, warnBeats, type Body, type Known } from '../known';
import type { Camera, Extent } from './camera';
import type { Chart } from './chart';
import { drawDrone, type Figures } from './figures';
import type * as Flights from './flights';
import type { Marking, Sheet } from '../protocol';
import { drawGuesses } from './guesses';
import { bodyKey, droneKey, type Glide, type Place } from './glide';
import { drawLadders, laddersOf } from './ladders';
import { lookOf } from './looks';
import { drawMarks, drawTracks } from './marks';
import type { Palette } from './palette';
import { drawFlags, drawGoals, drawRegions, flagsOf, placesOf } from './places';
import { drawArcs, drawLabels, type Ripple } from './ripples';
import { drawThings } from './things';
import type { Tiles } from './tiles';
import { drawStrap, drawZiplines } from './ziplines';

const FADES = 40; // beats until what is remembered is as faint as it gets
export const RIPPLE_MS = 1500;
export const MARK_MS = 350;

/** All that a frame shows. Atlas cells are (y, x). */
export interface Picture {
  chart: Chart;
  known: Known;
  ink: Palette;
  camera: Camera;
  extent: Extent;
  glide: Glide;
  sounds: readonly Ripple[];
  tracks: readonly (readonly Place[])[]; // of the seats, then of the drones that they fly
  points: readonly PointedAt[];
  marks: readonly Marking[];
  flights: typeof Flights | null; // in episodes with a console
  over: Overlay | null;
  cursor: Place | null; // of the keyboard, or a finger
  hover: Place | null;
  drawing: readonly Place[];
  now: number; // milliseconds
  since: number; // since the view came; large when still
}

/** What a screen lays over the board. */
export interface Overlay {
  /** `size` is that of a figure, `ratio` pixels of the canvas to those of the page. */
  draw(ctx: CanvasRenderingContext2D, toPixels: ToPixels, size: number, ratio: number, ink: Palette): void;
  /** What of it is on a cell, in words. */
  at(y: number, x: number): string[];
}

/** The tiles and figures kept between frames. */
export interface Stock {
  tiles: Tiles;
  figures: Figures;
}

/** False if there was more to draw than a frame has time for: the next one goes on. */
export function drawFrame(ctx: CanvasRenderingContext2D, picture: Picture, stock: Stock): boolean {
  const { camera, extent, chart, ink, known } = picture;
  const { cell } = camera;
  const { top, left, height, width } = chart.sheet;
  const strip = rulerWidth(extent.ratio);
  ctx.setTransform(1, 0, 0, 1, strip, strip);
  ctx.fillStyle = ink.paper;
  ctx.fillRect(0, 0, extent.width, extent.height);
  const finished = stock.tiles.draw(ctx, chart, known, ink, camera, extent);

  ctx.strokeStyle = ink.ink;
  ctx.lineWidth = Math.max(1, 1.2 * extent.ratio);
  ctx.strokeRect(-camera.left - 0.5, -camera.top - 0.5, width * cell + 1, height * cell + 1);

  const onSheet = (y: number, x: number) => y > top - 1 && x > left - 1 && y < top + height && x < left + width;
  /** The middle of a cell on the window, or null on another sheet. */
  const toPixels = (y: number, x: number): [number, number] | null =>
    onSheet(y, x) ? [(x - left + 0.5) * cell - camera.left, (y - top + 0.5) * cell - camera.top] : null;

  const { seats } = known.paper;
  const team = picture.tracks.map((cells, k) => {
    const [seat, flies] = [k % seats.length, k >= seats.length];
    const supposed = !known.bodies.some((body) => body.body === seat);
    return { cells, seat, seats: seats.length, letter: seats[seat]?.letter ?? '', own: seat === known.seat, supposed, flies };
  });
  const figure = figureSize(cell, extent.ratio);
  const me = known.bodies.find((body) => body.body === known.seat);
  const ears = picture.sounds.length && me ? toPixels(...picture.glide.at(bodyKey(me.body), me.y, me.x, picture.now)) : null;

  const places = placesOf(known.paper, chart.sheet);
  const window = { ...camera, ...extent };
  const figures = [...known.bodies.filter((body) => body.state !== State.away), ...known.drones];
  const taken = figures.flatMap(({ y, x }) => {
    const at = toPixels(y, x);
    return at ? [{ x: at[0] - figure / 2, y: at[1] - figure / 2, wide: figure, tall: figure }] : [];
  });
  const slips = flagsOf(ctx, places.goals, ink, window);
  drawGoals(ctx, places.goals, ink, window);
  drawRegions(ctx, places.regions, ink, window, slips);
  drawFlags(ctx, slips, ink, window);
  drawDroneLight(ctx, picture, toPixels);
  picture.flights?.drawAfar(ctx, picture, toPixels);
  drawThings(ctx, known, toPixels, cell, ink);
  drawZiplines(ctx, known.paper, toPixels, cell, extent.ratio, ink);
  drawTracks(ctx, team, toPixels, { beat: known.me.beat, cell, ratio: extent.ratio }, ink);
  drawGuesses(ctx, picture.marks, toPixels, { paper: known.paper, seat: known.seat, beat: known.me.beat, size: figure, ratio: extent.ratio }, ink);
  for (const point of picture.points) drawPoint(ctx, point, toPixels, figure, ink);
  if (picture.drawing.length) drawPencil(ctx, picture, toPixels);
  if (ears) drawArcs(ctx, picture.sounds, ears, cell, Math.min(1, picture.since / RIPPLE_MS), ink, extent);
  picture.over?.draw(ctx, toPixels, figure, extent.ratio, ink);
  drawBodies(ctx, picture, stock.figures, toPixels);
  drawLadders(ctx, laddersOf(known), toPixels, figure, extent.ratio, ink);
  drawDrones(ctx, picture, toPixels);
  drawMarks(ctx, known.events, toPixels, figure, Math.min(1, picture.since / MARK_MS), ink);
  frameCell(picture.hover, ink.soft, 1);
  frameCell(picture.cursor, ink.ink, 2.5);
  if (ears) drawLabels(ctx, picture.sounds, ears, cell, ink, extent, [...taken, ...slips]);
  drawRulers(ctx, picture);
  return finished;

  function frameCell(place: Place | null, colour: string, width: number): void {
    const at = place && toPixels(...place);
    if (!at) return;
    ctx.strokeStyle = colour;
    ctx.lineWidth = width * extent.ratio;
    ctx.strokeRect(at[0] - cell / 2 - 0.5, at[1] - cell / 2 - 0.5, cell + 1, cell + 1);
  }
}

/** Cells may be small; who stands in them is still to be recognised. */
function figureSize(cell: number, ratio: number): number {
  return Math.round(Math.min(Math.max(cell, 18 * ratio), cell * 2));
}

export type ToPixels = (y: number, x: number) => [number, number] | null;

function drawDroneLight(ctx: CanvasRenderingContext2D, picture: Picture, toPixels: ToPixels): void {
  const { known, ink, camera, glide, now } = picture;
  for (const drone of known.drones) {
    const at = drone.now && drone.lit && toPixels(...glide.at(droneKey(drone.drone), drone.y, drone.x, now));
    if (!at) continue;
    ctx.beginPath();
    ctx.arc(...at, (known.paper.numbers.drone_light + 0.5) * camera.cell, 0, 7);
    ctx.fillStyle = ink.lit;
    ctx.globalAlpha = 0.6;
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.strokeStyle = drone.warned ? ink.red : ink.lamp;
    ctx.lineWidth = Math.max(1.5, camera.cell / (drone.warned ? 8 : 14));
    ctx.setLineDash(drone.warned ? [] : [camera.cell / 3, camera.cell / 4]);
    ctx.stroke();
    ctx.setLineDash([]);
    if (drone.warned && isCaptured(known.paper, drone.drone)) picture.flights?.hatchWarned(ctx, at, (known.paper.numbers.drone_light + 0.5) * camera.cell, camera.cell, ink);
  }
}

/** What matters most is drawn last, and so on top. */
function weight(body: Body, seat: number): number {
  if (body.body === seat) return 5;
  if (body.carried || body.hangs) return 4;
  return (body.now ? 2 : 0) + (body.state === State.dead ? -1 : 0) + (!INFECTED.has(body.nature) ? 1 : 0);
}

function drawBodies(ctx: CanvasRenderingContext2D, picture: Picture, figures: Figures, toPixels: ToPixels): void {
  const { known, ink, camera, extent, glide, now } = picture;
  const cell = figureSize(camera.cell, extent.ratio);
  const { paper } = known;
  const labels: [string, number, number][] = [];
  const stacked = new Map<string, number>();
  const above = (y: number, x: number): number => {
    const count = stacked.get(`${y},${x}`) ?? 0;
    stacked.set(`${y},${x}`, count + 1);
    return count;
  };
  const shown = known.bodies.filter((body) => body.state !== State.away);
  for (const body of shown.sort((a, b) => weight(a, known.seat) - weight(b, known.seat))) {
    const at = toPixels(...glide.at(bodyKey(body.body), body.y, body.x, now));
    if (!at || at[0] < -cell || at[1] < -cell || at[0] > extent.width + cell || at[1] > extent.height + cell) continue;
    const sprite = figures.sprite(lookOf(body, paper, known.seat), cell, ink);
    const ago = known.me.beat - body.beat;
    ctx.globalAlpha = body.now ? 1 : 1 - 0.6 * Math.min(1, ago / FADES);
    // Whom somebody carries lies small over the shoulder; who stands on another looks over their head; who
    // hangs on a zipline, or under a drone, hangs over the cell, whoever stands there.
    if (body.carried && INFECTED.has(body.nature)) ctx.drawImage(sprite, at[0] - cell, at[1] - cell * (1.3 + 0.3 * above(body.y, body.x)));
    else if (body.carried) ctx.drawImage(sprite, at[0] - cell * 0.2, at[1] - cell * 1.1, cell * 1.3, cell * 1.3);
    else if (body.hangs) {
      drawStrap(ctx, at[0], at[1], cell, ink);
      ctx.drawImage(sprite, at[0] - cell, at[1] - cell * 1.2);
    } else ctx.drawImage(sprite, at[0] - cell, at[1] - cell);
    if (!body.now && body.state !== State.dead && cell >= 12) labels.push([`−${ago}`, at[0] + cell * 0.3, at[1] + cell * 0.52]);
  }
  ctx.globalAlpha = 1;
  if (!labels.length) return;
  ctx.font = `600 ${Math.round(Math.max(9 * extent.ratio * ink.text, cell * 0.34))}px ${ink.mono}`;
  ctx.textAlign = 'left';
  ctx.lineWidth = 3 * extent.ratio;
  ctx.lineJoin = 'round';
  ctx.strokeStyle = ink.sheet;
  ctx.fillStyle = ink.soft;
  for (const label of labels) {
    ctx.strokeText(...label);
    ctx.fillText(...label);
  }
}

function drawDrones(ctx: CanvasRenderingContext2D, picture: Picture, toPixels: ToPixels): void {
  const { known, ink, camera, extent, glide, now } = picture;
  const size = figureSize(camera.cell, extent.ratio);
  for (const drone of known.drones) {
    const at = toPixels(...glide.at(droneKey(drone.drone), drone.y, drone.x, now));
    if (!at) continue;
    ctx.save();
    ctx.translate(...at);
    ctx.globalAlpha = drone.now ? 1 : 0.5;
    // Over whoever hangs under it, not on them.
    if (known.bodies.some((body) => body.hangs && body.y === drone.y && body.x === drone.x)) ctx.translate(0, -size * 0.95);
    if (drone.object) picture.flights?.drawLoad(ctx, size, ink);
    if (!drone.lit) picture.flights?.drawLanded(ctx, size, ink);
    drawDrone(ctx, size, drone.warned, warnBeats(known.paper, drone.drone), drone.now, ink);
    ctx.restore();
  }
}

/** A cell that somebody points at: crossed hairs and who. */
export interface PointedAt {
  readonly at: Place;
  readonly letter: string;
}

function drawPoint(ctx: CanvasRenderingContext2D, { at, letter }: PointedAt, toPixels: ToPixels, size: number, ink: Palette): void {
  const middle = toPixels(...at);
  if (!middle) return;
  const [x, y] = middle;
  ctx.strokeStyle = ctx.fillStyle = ink.red;
  ctx.lineWidth = Math.max(2, size / 12);
  ctx.beginPath();
  ctx.arc(x, y, size * 0.62, 0, 7);
  for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
    ctx.moveTo(x + dx * size * 0.45, y + dy * size * 0.45);
    ctx.lineTo(x + dx * size * 0.95, y + dy * size * 0.95);
  }
  ctx.stroke();
  ctx.font = `700 ${Math.round(size * 0.6)}px ${ink.mono}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'bottom';
  ctx.fillText(letter, x + size * 0.6, y - size * 0.5);
}

/** The way that is being drawn. */
function drawPencil(ctx: CanvasRenderingContext2D, picture: Picture, toPixels: ToPixels): void {
  ctx.beginPath();
  for (const place of picture.drawing) {
    const at = toPixels(...place);
    if (at) ctx.lineTo(...at);
  }
  ctx.strokeStyle = picture.ink.blue;
  ctx.lineJoin = ctx.lineCap = 'round';
  ctx.lineWidth = picture.camera.cell / 5;
  ctx.globalAlpha = 0.6;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/** Rows and columns as plans count them, every fifth, along the edges of the window. */
function drawRulers(ctx: CanvasRenderingContext2D, { camera, chart, extent, ink }: Picture): void {
  const size = Math.round(10 * extent.ratio * Math.min(1.4, ink.text));
  const step = camera.cell < 7 * extent.ratio ? 10 : 5;
  const strip = rulerWidth(extent.ratio);
  const { width, height } = extent;
  ctx.fillStyle = ink.paper;
  ctx.fillRect(-strip, -strip, width + strip, strip);
  ctx.fillRect(-strip, -strip, strip, height + strip);
  ctx.font = `${size}px ${ink.mono}`;
  ctx.fillStyle = ink.soft;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'center';
  const each = (count: number, start: number, room: number, draw: (k: number, at: number) => void) => {
    for (let k = 0; k < count; k += step) {
      const at = (k + 0.5) * camera.cell - start;
      if (at > 0 && at < room) draw(k, at);
    }
  };
  each(chart.columns, camera.left, width, (k, at) => ctx.fillText(`${k}`, at, -strip / 2));
  each(chart.rows, camera.top, height, (k, at) => ctx.fillText(`${k}`, -strip / 2, at));
  ctx.beginPath();
  ctx.moveTo(-0.5, height);
  ctx.lineTo(-0.5, -0.5);
  ctx.lineTo(width, -0.5);
  ctx.strokeStyle = ink.soft;
  ctx.lineWidth = 1;
  ctx.stroke();
}

export function rulerWidth(ratio: number): number {
  return Math.round(20 * ratio);
}

/** Gives a canvas as many pixels as it takes up on the screen, and says what of them is for the sheet. */
export function extentOf(canvas: HTMLCanvasElement, sheet: Sheet, width: number, height: number, foot: number): Extent {
  const ratio = Math.min(2, devicePixelRatio || 1); // more is not seen, but takes time
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const strip = rulerWidth(ratio);
  const { height: rows, width: columns } = sheet;
  return { rows, columns, width: canvas.width - strip, height: canvas.height - strip, ratio, foot: foot * ratio };
}
