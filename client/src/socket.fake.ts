// In the place of the browser's WebSocket, for tests.
import type { FromClient, FromServer } from './protocol';

/** A connection on which nobody is but the test: what was sent, and what is heard. */
export class Socket {
  static readonly OPEN = 1;
  static readonly CLOSED = 3;
  static made: Socket[] = [];
  readyState: number = Socket.OPEN;
  sent: FromClient[] = [];
  onopen = (): void => {};
  onmessage = (_: { data: string }): void => {};
  onclose = (): void => {};

  constructor() {
    Socket.made.push(this);
  }

  send(data: string): void {
    this.sent.push(JSON.parse(data) as FromClient);
  }

  close(): void {
    this.readyState = Socket.CLOSED;
  }

  /** The connection is up, and its server lets one in. */
  open(): void {
    this.onopen();
    this.hear({ type: 'door', host: null, visitors: [] });
  }

  hear(message: FromServer): void {
    this.onmessage({ data: JSON.stringify(message) });
  }

  /** The number of the last ping; 0 without one. */
  get pinged(): number {
    const ping = this.sent.findLast((message) => message.type === 'ping');
    return ping?.type === 'ping' ? ping.asked : 0;
  }
}
