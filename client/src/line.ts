// The line to a room: whether anybody answers at its other end, and what they may not have heard yet.
//
// A line can be dead and say nothing of it: after sleep, or a change of network. So it is asked whether anybody is there
// after something was said, after a long silence, and whenever one may have been away; without an answer it is another
// line's turn.
import type { FromClient, FromServer } from './protocol';

const FIRST_PAUSE = 300; // milliseconds until the first try to connect again; each later one takes twice as long
const LONGEST_PAUSE = 5000;
const TICK = 1000;
const SLEPT = 3000; // milliseconds between two ticks: nobody was awake
const OPENS = 15_000; // milliseconds in which a connection has to come about
const JOINS = 30_000; // in which one is let in: a server may have a long log to read, or an engine to compile
const ANSWERS = 8000; // in which an answer has to come
const ANSWERS_AWAKE = 4000; // and when one may have been away, and the line be dead
const SAID = 2000; // after something was said until it is asked whether it was heard
const QUIET = 15_000; // without a word until it is asked whether anybody is there

/** What is written on paper: it is said again to whoever did not hear it. */
const WRITTEN: readonly FromClient['type'][] = ['mark', 'point'];

export class Line {
  readonly #url: string;
  readonly #hello: () => FromClient;
  readonly #heard: (message: FromServer) => void;
  readonly #lost: () => void;
  #socket: WebSocket | null = null;
  #joined = false;
  #pause = FIRST_PAUSE;
  #again = 0; // timers
  #ticks = 0;
  #ticked = 0; // moments, by the clock that goes on in sleep
  #deadline = Infinity; // until when something has to be heard
  #due = Infinity; // when it is asked whether anybody is there
  #asked = 0; // how often it was
  #unheard: { message: FromClient; asked: number }[] = [];

  /** `hello` is the first message of each connection; `lost` is told when there is none any more. */
  constructor(url: string, hello: () => FromClient, heard: (message: FromServer) => void, lost: () => void) {
    this.#url = url;
    this.#hello = hello;
    this.#heard = heard;
    this.#lost = lost;
    this.#ticked = Date.now();
    this.#ticks = window.setInterval(() => this.#tick(), TICK);
    document.addEventListener('visibilitychange', this.#wake);
    addEventListener('pageshow', this.#wake);
    addEventListener('online', this.#online);
    this.#connect();
  }

  /** Say something; false if nobody can hear it now. */
  send(message: FromClient): boolean {
    if (WRITTEN.includes(message.type)) this.#unheard.push({ message, asked: this.#asked });
    if (!this.#joined || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#say(message);
    this.#due = Math.min(this.#due, Date.now() + SAID);
    return true;
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.#wake);
    removeEventListener('pageshow', this.#wake);
    removeEventListener('online', this.#online);
    clearInterval(this.#ticks);
    this.#hangUp();
  }

  #say(message: FromClient): void {
    this.#socket?.send(JSON.stringify(message));
  }

  #connect(): void {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    this.#deadline = Date.now() + OPENS;
    socket.onopen = () => {
      if (this.#socket !== socket) return;
      this.#deadline = Date.now() + JOINS;
      this.#say(this.#hello());
    };
    socket.onmessage = (event: MessageEvent<string>) => {
      if (this.#socket === socket) this.#hear(JSON.parse(event.data) as FromServer);
    };
    socket.onclose = () => {
      if (this.#socket === socket) this.#lose();
    };
  }

  #hear(message: FromServer): void {
    const first = !this.#joined && message.type !== 'refused';
    if (first) {
      this.#joined = true;
      this.#pause = FIRST_PAUSE;
    }
    this.#deadline = Infinity;
    if (message.type === 'pong') this.#unheard = this.#unheard.filter(({ asked }) => asked >= message.asked);
    if (this.#unheard.length === 0) this.#due = Date.now() + QUIET;
    if (message.type !== 'pong') this.#heard(message);
    if (first) this.#sayAgain();
  }

  #sayAgain(): void {
    const unheard = this.#unheard;
    this.#unheard = [];
    for (const { message } of unheard) this.send(message);
  }

  /** Ask whether anybody is there. */
  #ask(answers = ANSWERS): void {
    this.#say({ type: 'ping', asked: ++this.#asked });
    this.#deadline = Date.now() + answers;
    this.#due = Infinity;
  }

  #tick(): void {
    const now = Date.now();
    const slept = Math.abs(now - this.#ticked) > SLEPT;
    this.#ticked = now;
    if (slept) this.#wake();
    else if (now > this.#deadline) this.#drop();
    else if (this.#joined && now > this.#due) this.#ask();
  }

  /** One may have been away: whoever did not answer until now did not hear it. */
  readonly #wake = (): void => {
    if (this.#joined && document.visibilityState !== 'hidden') this.#ask(ANSWERS_AWAKE);
  };

  /** There is a network again, and may be another one: what one waited for was asked of the old one. */
  readonly #online = (): void => {
    if (this.#joined) this.#ask(ANSWERS_AWAKE);
    else {
      this.#hangUp();
      this.#pause = FIRST_PAUSE;
      this.#connect();
    }
  };

  #drop(): void {
    this.#hangUp();
    this.#lose();
  }

  #hangUp(): void {
    clearTimeout(this.#again);
    const socket = this.#socket;
    this.#socket = null;
    this.#joined = false;
    this.#deadline = this.#due = Infinity;
    socket?.close();
  }

  #lose(): void {
    this.#hangUp();
    this.#again = window.setTimeout(() => this.#connect(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
    this.#lost();
  }
}
