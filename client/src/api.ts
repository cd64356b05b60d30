// The server over HTTP. What it refuses is thrown as a Refusal, in its own words.
import type { Account, Brought, Lobby, Made, NewRoom, Reel, Refused, RoomCard, Seated } from './protocol';
import { keyTo } from './tokens';

/** An address of the server: the page may lie in a folder of a proxy, and its folder has all of them. */
const at = (path: string): string => new URL(`api/${path}`, document.baseURI).href;

export class Refusal extends Error {
  constructor(
    readonly reason: Refused['reason'] | 'unreachable',
    message: string,
  ) {
    super(message);
  }
}

/** What went wrong, as a sentence: the server says "there is no such room". */
export function sentence(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}${/[.?!…]$/.test(said) ? '' : '.'}`;
}

const ANSWERS = 180_000; // milliseconds: a first compile, or a report with its what-ifs, takes no longer

/** What the server sends back, if it does not refuse; what is posted is a message, or a file. */
async function answer(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const signal = AbortSignal.timeout(ANSWERS); // a line that went dead in somebody's sleep says nothing by itself
  const [type, data] = body instanceof Blob ? ['octet-stream', body] : ['json', JSON.stringify(body)];
  let came: Response;
  try {
    came = await fetch(
      at(path),
      body === undefined
        ? { headers, signal }
        : { method: 'POST', headers: { 'content-type': `application/${type}` }, body: data, signal },
    );
  } catch {
    throw new Refusal('unreachable', 'The server does not answer. Is it running?');
  }
  if (came.ok) return came;
  const refused = (await came.json().catch(() => null)) as Partial<Refused> | null;
  throw new Refusal(refused?.reason ?? 'unreachable', refused?.message ?? `The server answers ${came.status}.`);
}

/** What is answered, read as JSON; a body is posted. */
export async function ask<Answer>(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
  return (await answer(path, body, headers)).json() as Promise<Answer>;
}

/** The address of a room. */
export const room = (id: string): string => `rooms/${encodeURIComponent(id)}`;

/** With one's key to a room: while its day goes on, a night of it is shown to its own people alone. */
export function keyed(id: string): Record<string, string> {
  const key = keyTo(id);
  return key ? { authorization: `Bearer ${key.token}` } : {};
}

export function lobby(): Promise<Lobby> {
  return ask('lobby');
}

export function make(wanted: NewRoom): Promise<Made> {
  return ask('rooms', wanted);
}

export function claim(id: string, seat: string, who: string): Promise<Seated> {
  return ask(`${room(id)}/seats`, { seat, who });
}

export function look(id: string): Promise<RoomCard> {
  return ask(room(id));
}

const eyes = (seat: string | null): string => (seat === null ? '' : `?seat=${encodeURIComponent(seat)}`);

/** The views of a seat of a finished game; without a seat, everything. */
export function reel(id: string, seat: string | null): Promise<Reel> {
  return ask(`${room(id)}/reel${eyes(seat)}`, undefined, keyed(id));
}

/** The same of a replay in a file, and whether it is proved. */
export function bring(file: Blob, seat: string | null): Promise<Brought> {
  return ask(`replays${eyes(seat)}`, file);
}

/** Why a finished game ended as it did. */
export function account(id: string): Promise<Account> {
  return ask(`${room(id)}/account`, undefined, keyed(id));
}

/** The report of a finished game, a whole HTML document; `whatif`: with the orders that would have changed a death. */
export async function report(id: string, whatif = false): Promise<string> {
  return (await answer(`${room(id)}/report${whatif ? '?whatif' : ''}`, undefined, keyed(id))).text();
}

export function reportUrl(id: string, whatif = false): string {
  return at(`${room(id)}/report${whatif ? '?whatif' : ''}`);
}

export function replayUrl(id: string): string {
  return at(`${room(id)}/replay`);
}

export function liveUrl(id: string): string {
  return at(`${room(id)}/live`).replace(/^http/, 'ws');
}
