import { describe, expect, it } from 'vitest';
import type { Paper, Sheet } from '../protocol';
import { grid } from './measure';
import type { Palette } from './palette';
import { drawRegions, flagsOf, placesOf, regionAt, spots } from './places';
import { covers } from './ripples';

const sheet = (name: string, top: number): Sheet => ({ ...grid().sheets[0]!, name, title: name, top, height: 40, width: 60 });
const cells = (y: number, from: number, to: number): [number, string][] => [[y, ((1n << BigInt(to + 1)) - (1n << BigInt(from))).toString(16)]];
const column = (x: number, from: number, to: number) => Array.from({ length: to - from + 1 }, (_, k) => cells(from + k, x, x)[0]!);
const paper = {
  ...grid(),
  height: 100,
  width: 64,
  sheets: [sheet('lower', 0), sheet('upper', 50)],
  links: [[0, 10, 59, 60, 59, 0]],
  regions: [
    { title: 'Long Street', cells: cells(5, 2, 30) },
    { title: 'Narrow Lane', cells: column(40, 3, 30) },
    { title: 'A cupboard of the house', cells: cells(20, 8, 9) },
    { title: 'Street corner', cells: cells(5, 2, 3) },
  ],
  goals: [
    { text: 'One leaves.', place: 'steps', cells: cells(39, 20, 24) },
    { text: 'All leave.', place: 'steps', cells: cells(39, 20, 24) },
    { text: 'West gate.', place: 'west gate', cells: cells(36, 20, 20) },
    { text: 'East gate.', place: 'east gate', cells: cells(36, 22, 22) },
    { text: 'Live.', place: '', cells: [] },
  ],
} as unknown as Paper;
const [lower, upper] = paper.sheets as [Sheet, Sheet];
const ink = { text: 1, serif: 'serif' } as Palette;

/** A canvas that keeps what is written on it; a letter is six pixels wide. */
function canvas(): { ctx: CanvasRenderingContext2D; written: string[] } {
  const written: string[] = [];
  const known: Record<string, unknown> = { measureText: (text: string) => ({ width: text.length * 6 }), fillText: (text: string) => written.push(text) };
  const ctx = new Proxy(known, { get: (target, key: string) => target[key] ?? (() => undefined), set: () => true });
  return { ctx: ctx as unknown as CanvasRenderingContext2D, written };
}

const view = (cell: number, width: number, height: number, foot = 0) => ({ cell, top: 0, left: 0, width, height, ratio: 1, foot });

describe('places', () => {
  it('are those of a sheet, a goal once for all who are to go there', () => {
    const places = placesOf(paper, lower);
    expect(places.goals.map(({ title }) => title)).toEqual(['steps', 'west gate', 'east gate']);
    expect(places.regions.map(({ title }) => title)).toEqual(['Long Street', 'Narrow Lane', 'A cupboard of the house', 'Street corner']);
  });

  it('of a goal at several corners are all of them', () => {
    const goals = [{ text: 'All leave.', place: 'stair', cells: [...cells(1, 43, 43), ...cells(1, 58, 58), ...cells(16, 54, 58)] }];
    const roofs = sheet('roofs', 0);
    const apart = placesOf({ ...paper, sheets: [roofs], goals } as unknown as Paper, roofs);
    expect(apart.goals.map(({ title, row, column }) => [title, row, column])).toEqual([['stair', 1, 43], ['stair', 1, 58], ['stair', 16, 56]]);
  });

  it('of a goal at two named places have their own names', () => {
    const [bow, stern] = [cells(1, 40, 43), cells(1, 50, 53)];
    const goals = [{ text: 'All leave.', place: 'bow and stern', cells: [...bow, ...stern] }];
    const regions = [{ title: 'Bow', cells: bow }, { title: 'Stern', cells: stern }];
    const quay = sheet('quay', 0);
    const places = placesOf({ ...paper, sheets: [quay], regions, goals } as unknown as Paper, quay);
    expect(places.goals.map(({ title }) => title)).toEqual(['Bow', 'Stern']);
    expect(places.regions).toEqual([]);
  });

  it('of a goal at two places have the names of what is there', () => {
    const goals = [{ text: 'Out.', place: 'bow gangway and stern gangway', cells: [...cells(30, 2, 4), ...cells(30, 40, 41)] }];
    const named = [[2, 'bow gangway 1'], [3, 'bow gangway 2'], [4, 'bow gangway 3'], [40, 'stern gangway 1'], [41, 'stern gangway 2']] as const;
    const fixtures = named.map(([x, name]) => [0, 30, x, name]);
    const lone = { ...paper, sheets: [sheet('lone', 0)], regions: [], goals, fixtures } as unknown as Paper;
    expect(placesOf(lone, lone.sheets[0]!).goals.map(({ title }) => title)).toEqual(['bow gangway', 'stern gangway']);
  });

  it('of a sheet without a goal are the ways to one', () => {
    expect(placesOf(paper, upper).goals.map(({ title, row, column }) => [title, row, column])).toEqual([['to lower', 10, 59]]);
  });

  it('name a cell by the smallest region it lies in', () => {
    expect([regionAt(paper, 5, 10), regionAt(paper, 5, 3), regionAt(paper, 6, 10)]).toEqual(['Long Street', 'Street corner', '']);
  });

  it('are told from the first cell to the last', () => {
    const spot = (y: number, x: number): string => `${y},${x}`;
    expect([cells(39, 20, 24), cells(36, 20, 20), []].map((each) => spots(each, spot))).toEqual(['39,20 to 39,24', '36,20', '']);
    expect(spots([...cells(1, 43, 43), ...cells(16, 54, 58)], spot)).toEqual('1,43, 16,54 to 16,58');
  });
});

describe('names on the board', () => {
  it('stand where there is room for them', () => {
    const { ctx, written } = canvas();
    drawRegions(ctx, placesOf(paper, lower).regions, ink, view(9, 540, 360), []);
    expect(written).toEqual(['Long Street', 'Narrow Lane']);
    const crowded = canvas();
    drawRegions(crowded.ctx, placesOf(paper, lower).regions, ink, view(9, 540, 360), [{ x: 0, y: 0, wide: 540, tall: 100 }]);
    expect(crowded.written).toEqual(['Narrow Lane']);
  });

  it.each([view(9, 540, 380), view(5, 300, 260, 46), view(5, 300, 230, 30)])('leave goals and each other to be seen, and are in the window: %o', (window) => {
    const slips = flagsOf(canvas().ctx, placesOf(paper, lower).goals, ink, window);
    expect(slips.map(({ title }) => title)).toEqual(['steps', 'west gate', 'east gate']);
    for (const slip of slips) {
      expect(slip.x).toBeGreaterThan(0);
      expect(slip.x + slip.wide).toBeLessThan(window.width);
      expect(slip.y + slip.tall).toBeLessThan(window.height - window.foot);
      for (const other of slips) expect(other === slip || !covers(slip, other)).toBe(true);
      for (const column of [20, 22]) {
        const gate = { x: column * window.cell, y: 36 * window.cell, wide: window.cell, tall: window.cell };
        expect(covers(slip, gate)).toBe(false);
      }
    }
  });

  it('at the edge lie beside their place, not on it', () => {
    const window = view(9, 540, 380);
    const [slip] = flagsOf(canvas().ctx, placesOf(paper, upper).goals, ink, window);
    expect(covers(slip!, { x: 59 * 9, y: 10 * 9, wide: 9, tall: 9 })).toBe(false);
  });

  it('are gone with what is out of the window', () => {
    const goals = placesOf(paper, lower).goals;
    expect(flagsOf(canvas().ctx, goals, ink, { ...view(40, 540, 380), top: 0, left: 0 })).toEqual([]);
  });
});
