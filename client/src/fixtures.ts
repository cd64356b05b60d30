// What a fixture does, by its kind: what of its state is drawn and told.
import { FixtureKind } from './codes';

type Manner =
  | 'swings' // open, shut, locked, barricaded, broken
  | 'holds' // something, or is empty
  | 'works' // on or off
  | 'sounds' // on or off, and silent when off
  | 'runs' // open or shut, to water
  | 'leads out'
  | 'stands';

export const MANNERS: Record<FixtureKind, Manner> = {
  [FixtureKind.door]: 'swings',
  [FixtureKind.gate]: 'swings',
  [FixtureKind.switch]: 'works',
  [FixtureKind.generator]: 'works',
  [FixtureKind.cache]: 'holds',
  [FixtureKind.exit]: 'leads out',
  [FixtureKind.wheel]: 'stands',
  [FixtureKind.alarm]: 'sounds',
  [FixtureKind.bed]: 'stands',
  [FixtureKind.shutter]: 'swings',
  [FixtureKind.loudspeaker]: 'sounds',
  [FixtureKind.plot]: 'holds',
  [FixtureKind.valve]: 'runs',
  [FixtureKind.console]: 'works',
};

/** Doors, gates and shutters. */
export function swings(kind: FixtureKind): boolean {
  return MANNERS[kind] === 'swings';
}
