// How one is, in words: what the bars of the seat panel mean.
import { EventKind, Item, Nature, NO_SIGNAL, State } from '../codes';
import { ended, hangsOn, isCaptured, type Known } from '../known';
import type { Paper } from '../protocol';
import { noteOf } from '../score/words';

export const MOST_FEAR = 100;

/** The word for a fear of 0..100. */
export function mood(fear: number, paper: Paper): string {
  if (fear >= paper.numbers.tremble_from) return 'trembling';
  return fear < 20 ? 'calm' : fear < 40 ? 'uneasy' : 'afraid';
}

export function appetite(hunger: number): string {
  return hunger < 25 ? 'fed' : hunger < 50 ? 'peckish' : hunger < 75 ? 'hungry' : 'starving';
}

export function hurt(hp: number, state: State, paper: Paper): string {
  if (state !== State.up) return paper.names.states[state] ?? '';
  const share = hp / paper.numbers.person_hp;
  return share >= 1 ? 'unhurt' : share > 0.5 ? 'hurt' : share > 0.25 ? 'badly hurt' : 'near death';
}

/** "2 food, key", "nothing". */
export function portions(pack: number[], paper: Paper): string {
  const held = pack.flatMap((count, k) => {
    const name = paper.names.objects[k] ?? 'something';
    return count > 1 ? [`${count} ${name}`] : count === 1 ? [name] : [];
  });
  return held.join(', ') || 'nothing';
}

/** That one can do nothing more, in words; "" while one can. */
export function gone({ me }: Known): string {
  if (!ended(me)) return '';
  return me.state === State.away ? 'You got out.' : me.state === State.dead ? 'You are dead.' : 'You have turned.';
}

/** What threatens one's life: each in words, the worst first. */
export function dangers(known: Known): string[] {
  const { me, paper } = known;
  if (ended(me)) return [];
  const found: string[] = [];
  if (me.under) {
    const air = paper.tuning['breath_held']! - me.under;
    found.push(air > 0 ? `Under water: ${count(air, 'beat')} of air.` : 'Under water, and no air left: out in this beat, or never.');
  }
  if (me.gripped) found.push('Bitten in this beat.');
  if (me.timer >= 0) {
    const cure = known.pack[Item.medicine]
      ? 'Your medicine cures it: tend yourself.'
      : 'Medicine cures it: find some, or a friend who tends you with theirs.';
    found.push(`Bitten: ${count(me.timer, 'beat')} until you turn. ${cure}`);
  }
  if (me.bleed > 0) found.push('Bleeding.');
  if (me.exposed > 0) {
    found.push(`In a drone’s light: ${me.exposed} of ${count(paper.numbers.warn_beats, 'beat')} until it strikes.`);
  }
  for (const [kind, drone, whom, , , left] of known.events) {
    if (kind === EventKind.warned && whom === known.seat && isCaptured(paper, drone)) {
      found.push(`In the disc of a drone that somebody flies: ${left > 1 ? `it strikes in ${left} beats` : 'it strikes in the next beat'}.`);
    }
  }
  return found;
}

/** What else there is to know of oneself, in words. */
export function notices(known: Known): string[] {
  const { me, paper } = known;
  const name = (index: number): string =>
    paper.seats[index]?.title ?? known.bodies.find((body) => body.body === index)?.name ?? 'somebody';
  const found = [me.lit ? 'In the light.' : 'In the dark.'];
  if (me.winded) found.push('Out of breath: a run is a walk, and you are heard.');
  if (me.spent) found.push('Off balance: you can only wait, call or show a sign.');
  if (me.fear >= paper.numbers.tremble_from) found.push('Your hands tremble: orders may slip.');
  if (me.late >= 0) {
    found.push(`Your hands slipped: ${noteOf(paper.names.actions[me.late] ?? '', paper).words} happens next beat.`);
  }
  if (me.load > 0) found.push(`You carry ${name(me.load - 1)}.`);
  if (me.carrier > 0) found.push(`${name(me.carrier - 1)} carries you.`);
  if (known.bodies.some((body) => body.body === known.seat && body.hangs)) found.push(`You hang ${hangsOn(paper, me.y, me.x)}.`);
  if (known.flown) {
    const { battery, object } = known.flown;
    found.push(`You fly a drone: ${count(battery, 'beat')} of battery${object ? `, ${paper.names.objects[object - 1]} under it` : ''}.`);
  }
  if (me.sign !== NO_SIGNAL) found.push(`Your hand shows ${paper.names.signals[me.sign] ?? 'a sign'}.`);
  return found;
}

export function isHybrid(known: Known): boolean {
  return known.me.nature === Nature.hybrid;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
