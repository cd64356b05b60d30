/** What of a sheet the window shows. In device pixels; a cell has a whole number of them, so that tiles meet. */
export interface Camera {
  readonly cell: number;
  readonly top: number;
  readonly left: number;
}

/** A sheet's size in cells, its window's in pixels, and how many device pixels a CSS pixel is. */
export interface Extent {
  readonly rows: number;
  readonly columns: number;
  readonly height: number;
  readonly width: number;
  readonly ratio: number;
  readonly foot: number; // of the height, at the lower edge: tools lie on it
}

const LEAST = 2; // CSS pixels of a cell
const MOST = 64;

/** The whole sheet, clear of the tools. */
export function fit(whole: Extent): Camera {
  const extent = { ...whole, height: whole.height - whole.foot };
  const cell = Math.floor(Math.min(extent.width / (extent.columns + 1), extent.height / (extent.rows + 1)));
  return held({ cell: Math.round(Math.max(LEAST * extent.ratio, Math.min(cell, 40 * extent.ratio))), top: 0, left: 0 }, extent);
}

export function centred(camera: Camera, extent: Extent, row: number, column: number): Camera {
  return held(
    {
      cell: camera.cell,
      top: (row + 0.5) * camera.cell - extent.height / 2,
      left: (column + 0.5) * camera.cell - extent.width / 2,
    },
    extent,
  );
}

/** Larger or smaller, with the point of the window at (x, y) staying where it is. */
export function zoomed(camera: Camera, extent: Extent, by: number, x: number, y: number): Camera {
  let cell = Math.round(camera.cell * by);
  if (cell === camera.cell) cell += Math.sign(by - 1);
  cell = Math.max(LEAST * extent.ratio, Math.min(MOST * extent.ratio, cell));
  cell = Math.round(cell);
  const grown = cell / camera.cell;
  return held({ cell, top: (camera.top + y) * grown - y, left: (camera.left + x) * grown - x }, extent);
}

export function panned(camera: Camera, extent: Extent, dx: number, dy: number): Camera {
  return held({ cell: camera.cell, top: camera.top - dy, left: camera.left - dx }, extent);
}

/** Moved no further than needed for a cell to be well inside the window. */
export function showing(camera: Camera, extent: Extent, row: number, column: number, within = 0.2): Camera {
  const pull = (start: number, size: number, at: number) => {
    const middle = (at + 0.5) * camera.cell;
    const edge = Math.max(camera.cell, size * within);
    return Math.min(Math.max(start, middle - size + edge), middle - edge);
  };
  return held(
    {
      cell: camera.cell,
      top: pull(camera.top, extent.height, row),
      left: pull(camera.left, extent.width, column),
    },
    extent,
  );
}

/** A frame's part of the way to where the camera is to be; at once there if that is near, or of another size. */
export function eased(camera: Camera, goal: Camera): Camera {
  const [left, top] = [goal.left - camera.left, goal.top - camera.top];
  if (goal.cell !== camera.cell || Math.abs(left) + Math.abs(top) < 2) return goal;
  const part = (way: number) => Math.sign(way) * Math.ceil(Math.abs(way) * 0.22);
  return { cell: goal.cell, left: camera.left + part(left), top: camera.top + part(top) };
}

/** A sheet smaller than the window lies in its middle; a larger one leaves it by a margin at most. */
function held(camera: Camera, extent: Extent): Camera {
  const hold = (start: number, cells: number, size: number) => {
    const paper = cells * camera.cell;
    if (paper <= size) return Math.round((paper - size) / 2);
    const margin = Math.min(size / 4, camera.cell * 1.5);
    return Math.round(Math.min(Math.max(start, -margin), paper - size + margin));
  };
  return {
    cell: camera.cell,
    top: hold(camera.top, extent.rows, extent.height),
    left: hold(camera.left, extent.columns, extent.width),
  };
}

/** The cell under a point of the window, or null beside the sheet. */
export function cellAt(camera: Camera, extent: Extent, x: number, y: number): { row: number; column: number } | null {
  const row = Math.floor((y + camera.top) / camera.cell);
  const column = Math.floor((x + camera.left) / camera.cell);
  return row >= 0 && column >= 0 && row < extent.rows && column < extent.columns ? { row, column } : null;
}
