import { Bearing, NO_SIGNAL, NO_VOICE, SoundKind } from '../codes';
import { sided, voiceOf, type Heard, type Known } from '../known';
import type { Paper } from '../protocol';
import type { Palette } from './palette';

/** What is heard from one direction. */
export interface Ripple {
  bearing: Bearing;
  rings: number; // 1 faint to 4 deafening
  lines: string[];
}

/** "banging"; "COME (Su-hyeok)". */
export function labelOf(heard: Heard, paper: Paper): string {
  const { names } = paper;
  const sound = names.sounds[heard.sound] ?? '';
  const bare = sound.replace(/^(an?|the) /, '');
  const signal = heard.signal === NO_SIGNAL ? '' : (names.signals[heard.signal] ?? '');
  const what = signal ? (heard.sound === SoundKind.whisper ? `${bare} ${signal}` : signal) : bare;
  return heard.voice === NO_VOICE ? what : `${what} (${voiceOf(paper, heard.voice)})`;
}

/** Sounds by where they come from, the loudest of each direction first, the same ones counted. */
export function ripples(known: Known): Ripple[] {
  const found = new Map<Bearing, Map<string, number>>();
  const rings = new Map<Bearing, number>();
  for (const heard of [...known.heard].sort((a, b) => b.loud - a.loud)) {
    const lines = found.get(heard.bearing) ?? new Map<string, number>();
    const label = labelOf(heard, known.paper);
    lines.set(label, (lines.get(label) ?? 0) + 1);
    found.set(heard.bearing, lines);
    const strength = heard.loud >= 14 ? 4 : heard.loud >= 7 ? 3 : heard.loud >= 3 ? 2 : 1;
    rings.set(heard.bearing, Math.max(strength, rings.get(heard.bearing) ?? 1));
  }
  return [...found].map(([bearing, lines]) => ({
    bearing,
    rings: rings.get(bearing)!,
    lines: [...lines].map(([label, times]) => (times > 1 ? `${label} ×${times}` : label)),
  }));
}

/** The window, in its pixels. */
interface Window {
  width: number;
  height: number;
  ratio: number;
}

/** Where arcs begin and how far apart they are: beyond the neighbours, who are to be seen. */
function spacing(bearing: Bearing, cell: number, ratio: number): { near: number; gap: number } {
  const base = Math.max(cell, 15 * ratio);
  return { near: base * (sided(bearing) ? 1.75 : 0.85), gap: base * 0.3 };
}

const angleOf = (bearing: Bearing) => (bearing * Math.PI) / 4 - Math.PI / 2;

/** Arcs that come in from where the sound is; `since` 0..1 while they run, 1 at rest. */
export function drawArcs(
  ctx: CanvasRenderingContext2D,
  all: readonly Ripple[],
  [x, y]: readonly [number, number],
  cell: number,
  since: number,
  ink: Palette,
  { ratio }: Window,
): void {
  ctx.save();
  ctx.lineCap = 'round';
  const phase = since < 1 ? (since * 3) % 1 : 1;
  for (const { bearing, rings } of all) {
    const half = sided(bearing) ? Math.PI / 9 : Math.PI;
    const { near, gap } = spacing(bearing, cell, ratio);
    if (bearing === Bearing.elsewhere) ctx.setLineDash([gap / 2, gap * 0.6]);
    for (let k = 0; k < rings; k++) {
      ctx.beginPath();
      ctx.arc(x, y, near + (k + 1 - phase) * gap, angleOf(bearing) - half, angleOf(bearing) + half);
      // The outermost arc fades in while it comes, the others are on their way.
      const strength = (k === rings - 1 ? phase : 1) * (1 - k * 0.15);
      for (const [colour, extra] of [[ink.sheet, 2.5], [ink.ink, 0]] as const) {
        ctx.strokeStyle = colour;
        ctx.globalAlpha = strength * 0.85;
        ctx.lineWidth = (1.2 + rings * 0.45 + extra) * ratio;
        ctx.stroke();
      }
    }
    ctx.setLineDash([]);
  }
  ctx.restore();
}

/** A box on the window. */
export interface Box {
  x: number;
  y: number;
  wide: number;
  tall: number;
}

/** The names of sounds, each beyond its arcs, on slips of paper beside each other and beside the `figures`. */
export function drawLabels(
  ctx: CanvasRenderingContext2D,
  all: readonly Ripple[],
  [x, y]: readonly [number, number],
  cell: number,
  ink: Palette,
  { width, height, ratio }: Window,
  figures: readonly Box[],
): void {
  const size = Math.round(12 * ratio * ink.text);
  const line = size * 1.25;
  const taken = [...figures];
  ctx.font = `600 ${size}px ${ink.serif}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (const { bearing, rings, lines } of all) {
    const { near, gap } = spacing(bearing, cell, ratio);
    const reach = near + rings * gap + 4 * ratio;
    const words = bearing === Bearing.elsewhere ? lines.map((each) => `${each}, another floor`) : lines;
    const wide = Math.max(...words.map((each) => ctx.measureText(each).width)) + size;
    const tall = words.length * line + size * 0.3;
    const across = sided(bearing) ? Math.cos(angleOf(bearing)) : 0;
    const down = bearing === Bearing.here ? -1 : bearing === Bearing.elsewhere ? 1 : Math.sin(angleOf(bearing));
    const from = { x: x + across * (reach + wide / 2) - wide / 2, y: y + down * (reach + tall / 2) - tall / 2 };
    // On from there, or to a side, as far as it takes.
    const at = (on: number, side: number): Box => ({
      x: hold(from.x + across * on - down * side, width - wide),
      y: hold(from.y + down * on + across * side, height - tall),
      wide,
      tall,
    });
    let slip = at(0, 0);
    for (let k = 1; k < 60 && taken.some((other) => covers(slip, other)); k++) {
      const far = Math.ceil(k / 3) * 5 * ratio;
      slip = at(k % 3 === 1 ? far : 0, [-far, 0, far][k % 3]!);
    }
    taken.push(slip);
    ctx.fillStyle = ink.sheet;
    ctx.strokeStyle = ink.soft;
    ctx.lineWidth = ratio;
    ctx.globalAlpha = 0.92;
    ctx.fillRect(slip.x, slip.y, wide, tall);
    ctx.globalAlpha = 1;
    ctx.strokeRect(slip.x, slip.y, wide, tall);
    ctx.fillStyle = ink.ink;
    words.forEach((each, k) => ctx.fillText(each, slip.x + wide / 2, slip.y + size * 0.2 + (k + 0.5) * line));
  }
}

/** Whether two boxes have anything in common. */
export function covers(a: Box, b: Box): boolean {
  return a.x < b.x + b.wide && b.x < a.x + a.wide && a.y < b.y + b.tall && b.y < a.y + a.tall;
}

function hold(at: number, most: number): number {
  return Math.min(Math.max(at, 2), most - 2);
}
