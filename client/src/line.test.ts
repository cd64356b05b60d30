import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Line } from './line';
import { Socket } from './socket.fake';
import type { FromClient } from './protocol';

const HELLO: FromClient = { type: 'leave' };
const MARK: FromClient = { type: 'mark', at: [1, 2], what: null };
let awake: Record<string, () => void>;
let visible: string;
let lost: number;
let heard: string[];

const socket = (): Socket => Socket.made.at(-1)!;

/** A line whose first connection is up. */
function opened(): Line {
  const line = new Line('ws://here', () => HELLO, ({ type }) => heard.push(type), () => lost++); // prettier-ignore
  socket().open();
  return line;
}

beforeEach(() => {
  vi.useFakeTimers();
  [awake, visible, lost, heard, Socket.made] = [{}, 'visible', 0, [], []];
  const listen = (what: string, told: () => void): void => void (awake[what] = told);
  vi.stubGlobal('WebSocket', Socket);
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('document', { get visibilityState() { return visible; }, addEventListener: listen, removeEventListener: () => {} }); // prettier-ignore
  vi.stubGlobal('addEventListener', listen);
  vi.stubGlobal('removeEventListener', () => {});
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('a line on which answers come stays, however long there is nothing to say', () => {
  opened();
  for (let minute = 0; minute < 5; minute++) {
    for (let second = 0; second < 60; second++) {
      vi.advanceTimersByTime(1000);
      socket().hear({ type: 'pong', asked: socket().pinged });
    }
  }
  expect([Socket.made.length, lost, heard]).toEqual([1, 0, ['door']]);
});

it('what was said has to be answered in seconds, or another line is tried', () => {
  const line = opened();
  const dead = socket();
  expect(line.send({ type: 'start' })).toBe(true);
  vi.advanceTimersByTime(12_000);
  expect([dead.pinged, dead.readyState, lost]).toEqual([1, Socket.CLOSED, 1]);
  vi.advanceTimersByTime(1000);
  socket().open();
  expect(socket().sent).toEqual([HELLO]);
  dead.onclose();
  dead.hear({ type: 'pong', asked: 1 });
  expect([Socket.made.length, lost, heard]).toEqual([2, 1, ['door', 'door']]);
});

it('a line on which nothing is said at all is asked now and then', () => {
  opened();
  const silent = socket();
  vi.advanceTimersByTime(26_000);
  expect([silent.pinged, lost]).toEqual([1, 1]);
});

it('whoever goes away asks nothing', () => {
  opened();
  visible = 'hidden';
  awake.visibilitychange!();
  expect(socket().pinged).toBe(0);
});

it.each(['visibilitychange', 'pageshow', 'online'])('whoever was away asks at once whether anybody is there: %s', (event) => {
  opened();
  awake[event]!();
  expect(socket().pinged).toBe(1);
  vi.advanceTimersByTime(6000);
  expect(lost).toBe(1);
});

it('after sleep, which only the clock tells of, an answer that was waited for may still come', () => {
  const line = opened();
  line.send({ type: 'start' });
  vi.advanceTimersByTime(3000);
  expect(socket().pinged).toBe(1);
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(1000);
  expect([socket().pinged, lost]).toEqual([2, 0]);
  vi.advanceTimersByTime(6000);
  expect(lost).toBe(1);
});

it('an attempt that comes to nothing is given up, and a new one made at once when there is a network again', () => {
  opened();
  socket().onclose();
  vi.advanceTimersByTime(300);
  expect(Socket.made.length).toBe(2); // and nobody opens it
  awake.pageshow!(); // it may yet come about
  vi.advanceTimersByTime(17_000);
  expect(Socket.made.length).toBe(3);
  awake.online!();
  expect(Socket.made.length).toBe(4);
});

it('what was written on paper is said again until it is known to be heard', () => {
  const line = opened();
  line.send(MARK);
  line.send({ type: 'start' });
  socket().onclose();
  line.send({ type: 'point', at: null });
  vi.advanceTimersByTime(300);
  socket().open();
  expect(socket().sent).toEqual([HELLO, MARK, { type: 'point', at: null }]);
  vi.advanceTimersByTime(3000);
  socket().hear({ type: 'pong', asked: socket().pinged });
  socket().onclose();
  vi.advanceTimersByTime(300);
  socket().open();
  expect(socket().sent).toEqual([HELLO]);
});

it('a server that turns one away is not hurried', () => {
  opened();
  const pauses = [300, 600, 1200].map((pause) => {
    socket().onclose();
    vi.advanceTimersByTime(pause - 1);
    const before = Socket.made.length;
    vi.advanceTimersByTime(1);
    socket().onopen();
    socket().hear({ type: 'refused', reason: 'too many', message: '', closing: true });
    return Socket.made.length - before;
  });
  expect(pauses).toEqual([1, 1, 1]);
});
