// What the lines of a reel's log are about, by the events they tell of.
import { EventKind, NO_EVENT } from '../codes';
import { LogLineAt, type LogLine, type Reel } from '../protocol';

export type Kind = 'harm' | 'help' | 'doors' | 'signals' | 'endings' | 'other';
export const KINDS: Exclude<Kind, 'other'>[] = ['harm', 'help', 'doors', 'signals', 'endings'];

export interface Moment {
  beat: number;
  text: string;
  kind: Kind;
}

/** "who" and "whom": harm, if that is one of the team. */
const ABOUT: Record<EventKind, Exclude<Kind, 'harm'> | 'who' | 'whom'> = {
  [EventKind.refused]: 'other',
  [EventKind.bumped]: 'other',
  [EventKind.struck]: 'whom',
  [EventKind.shoved]: 'other',
  [EventKind.fell]: 'who',
  [EventKind.died]: 'who',
  [EventKind.bitten]: 'whom',
  [EventKind.turned]: 'who',
  [EventKind.cured]: 'help',
  [EventKind.revived]: 'help',
  [EventKind.doorMoved]: 'doors',
  [EventKind.doorBroke]: 'doors',
  [EventKind.switched]: 'doors',
  [EventKind.took]: 'other',
  [EventKind.gave]: 'help',
  [EventKind.ate]: 'other',
  [EventKind.lifted]: 'help',
  [EventKind.putDown]: 'help',
  [EventKind.tended]: 'help',
  [EventKind.comforted]: 'help',
  [EventKind.called]: 'signals',
  [EventKind.whispered]: 'signals',
  [EventKind.signed]: 'signals',
  [EventKind.warned]: 'signals',
  [EventKind.droneStruck]: 'whom',
  [EventKind.escaped]: 'endings',
  [EventKind.goalMet]: 'endings',
  [EventKind.ended]: 'endings',
  [EventKind.linked]: 'other',
  [EventKind.smashed]: 'doors',
  [EventKind.barred]: 'doors',
  [EventKind.tidings]: 'other',
  [EventKind.set]: 'doors',
  [EventKind.threw]: 'doors',
  [EventKind.wielded]: 'doors',
  [EventKind.tripped]: 'who',
  [EventKind.caughtFire]: 'doors',
  [EventKind.burnt]: 'whom',
  [EventKind.gaveWay]: 'doors',
  [EventKind.pushed]: 'doors',
  [EventKind.joined]: 'help',
  [EventKind.dropped]: 'who',
  [EventKind.climbedOver]: 'other',
  [EventKind.ladderFell]: 'help',
  [EventKind.landed]: 'other',
  [EventKind.waterMoved]: 'doors',
  [EventKind.wentUnder]: 'who',
  [EventKind.drowned]: 'whom',
  [EventKind.spoilt]: 'other',
  [EventKind.robbed]: 'whom',
  [EventKind.offered]: 'help',
  [EventKind.traded]: 'help',
  [EventKind.parted]: 'other',
  [EventKind.shot]: 'whom',
  [EventKind.sold]: 'other',
  [EventKind.tookOver]: 'doors',
  [EventKind.loaded]: 'other',
  [EventKind.hoisted]: 'help',
  [EventKind.lowered]: 'help',
  [EventKind.delivered]: 'help',
};

/** What a line is about, for a team of so many. */
export function kindOf(line: LogLine, team: number): Kind {
  const event = line[LogLineAt.kind];
  if (event === NO_EVENT) return 'other';
  const about = ABOUT[event];
  if (about !== 'who' && about !== 'whom') return about;
  const harmed = line[LogLineAt[about]];
  return harmed >= 0 && harmed < team ? 'harm' : 'other';
}

/** A reel's log with the kind of each line. */
export function moments({ log, paper }: Reel): Moment[] {
  return log.map((line) => ({ beat: line[LogLineAt.beat], text: line[LogLineAt.text], kind: kindOf(line, paper.seats.length) }));
}
