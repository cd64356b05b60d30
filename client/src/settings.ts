// How a room is played unless somebody wants it otherwise.
import type { Settings } from './protocol';

export const DEFAULTS: Settings = {
  pace: 'thinking',
  seconds: 60,
  tempo: 500,
  dropout: 'pause',
  grace: 60,
  shared_paper: true,
  spectators: true,
  listed: true,
};
