import { describe, expect, it } from 'vitest';
import { cellAt, centred, fit, panned, showing, zoomed, type Extent } from './camera';

const extent: Extent = { rows: 43, columns: 62, height: 700, width: 1000, ratio: 1, foot: 0 };

describe('camera', () => {
  it('fits a sheet, in whole pixels, in the middle', () => {
    const camera = fit(extent);
    expect(camera.cell).toBe(15);
    expect(camera.left).toBe((62 * 15 - 1000) / 2);
    expect(cellAt(camera, extent, 500, 350)).toEqual({ row: 21, column: 31 });
  });

  it('fits a sheet above the tools that lie on the paper', () => {
    const narrow = { ...extent, width: 340, height: 300, foot: 46 };
    const { cell, top } = fit(narrow);
    expect(43 * cell - top).toBeLessThanOrEqual(300 - 46);
  });

  it('keeps the point under the hand while zooming, and stays within bounds', () => {
    let camera = centred({ ...fit(extent), cell: 30 }, extent, 20, 30);
    const before = cellAt(camera, extent, 600, 400);
    camera = zoomed(camera, extent, 1.4, 600, 400);
    expect(camera.cell).toBe(42);
    expect(cellAt(camera, extent, 600, 400)).toEqual(before);
    for (let k = 0; k < 40; k++) camera = zoomed(camera, extent, 1.3, 600, 400);
    expect(camera.cell).toBe(64);
    for (let k = 0; k < 40; k++) camera = zoomed(camera, extent, 0.7, 600, 400);
    expect(camera.cell).toBe(2);
  });

  it('does not lose the paper, whatever is dragged', () => {
    const camera = panned({ cell: 40, top: 0, left: 0 }, extent, -99999, 99999);
    expect(camera.left).toBe(62 * 40 - 1000 + 60);
    expect(camera.top).toBe(-60);
  });

  it('moves no further than needed to show a cell', () => {
    const camera = { cell: 40, top: 200, left: 300 };
    expect(showing(camera, extent, 12, 18)).toEqual(camera);
    expect(showing(camera, extent, 12, 40).left).toBeGreaterThan(300);
    expect(cellAt(camera, extent, -301, 0)).toBeNull();
  });
});
