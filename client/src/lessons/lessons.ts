// The lessons: what is said, what it speaks of, and what the reader does before it goes on. They are of the episode `lesson`.
import type { Mine } from '../protocol';

/** What the deeds of the reader have come to. */
export interface Moment {
  line: string;
  ends: string; // the cell where the rehearsal leaves one, "3,6"
  stands: string; // and where one is
  planning: boolean;
  why: readonly Mine['why'][number][];
  log: number; // times it was opened
  read: boolean; // the shambler's card was
  near: boolean; // it is
  shut: boolean; // the shop's door
}

export interface Lesson {
  title: string;
  /** Numbers of the rules stand in it by their names, as on cards. */
  text: string;
  keys?: string; // the same by keyboard
  speaksOf: string; // as CSS finds it
  tab?: 'plan'; // where that is on a narrow screen
  /** What it waits for; what is only read waits for nothing. */
  done?: (now: Moment) => boolean;
}

export const EPISODE = 'lesson';
export const DOOR = '3,6'; // the cell beside it
const learn = (name: string) => `[data-learn='${name}']`;
const [BOARD, STEPS, COMMIT, LOG] = [learn('board'), learn('orders'), learn('commit'), learn('log')];

export const LESSONS: Lesson[] = [
  {
    title: 'A dark room',
    text: 'You are On-jo, the O on the board, in the back room of a shop. S is Su-hyeok; a mind has his seat. What is crossed nobody of you has seen yet.',
    keys: 'Enter goes on from here, whenever there is nothing left to do.',
    speaksOf: BOARD,
  },
  {
    title: 'Your line',
    text: 'Give orders in pencil: four steps east, two north. They lead to the open door. Nothing happens yet.',
    keys: 'The arrow keys are steps. U takes the last one back.',
    speaksOf: STEPS,
    tab: 'plan',
    done: ({ ends, stands }) => ends === DOOR || stands === DOOR,
  },
  {
    title: 'Rehearsal',
    text: 'The track on the board is a rehearsal: where your line leads, by what you know. Undo and see it follow; redo brings the order back.',
    keys: 'U and Shift U.',
    speaksOf: `${learn('undo')}, ${BOARD}`,
    done: ({ ends, stands }) => ends === DOOR || stands === DOOR,
  },
  {
    title: 'Ink',
    text: 'Nothing happens until your line is in ink. Commit it, and watch: beats pass, and everybody acts in the same beat.',
    keys: 'Enter commits.',
    speaksOf: COMMIT,
    done: ({ stands, planning }) => stands === DOOR && planning,
  },
  {
    title: 'Why it stopped',
    text: 'The beats stop when you have a reason to think again. At the top it says which: you saw something. The log tells it in words: open Log.',
    keys: 'L opens it.',
    speaksOf: `${learn('status')} .why, ${LOG}`,
    done: ({ log }) => log > 0,
  },
  {
    title: 'What it is',
    text: 'A shambler, under the lamp. In the dark here you are safe: it sees `shambler_sight` cells far. Dotted words have a card, and so has what stands on the board: read the shambler’s.',
    keys: 'Tab to the word in the log, Enter; Escape puts it away.',
    speaksOf: `${LOG}, [data-card=shambler]`,
    done: ({ read }) => read,
  },
  {
    title: 'Halt',
    text: 'Commit the empty line: you wait until something happens, and here nothing will. When you have seen a few beats pass, press Halt.',
    keys: 'Enter, and then H.',
    speaksOf: `${COMMIT}, ${learn('halt')}`,
    done: ({ why, planning }) => planning && why.includes('halt'),
  },
  {
    title: 'It hears',
    text: 'It goes by its ears too. Open Signals, choose “aloud”, and then COME: a call is heard `loud_call` cells away, by everybody.',
    keys: 'T opens the words beside you; Tab to “aloud”, and back to COME.',
    speaksOf: `${learn('signals')}, #drawer-panel`,
    tab: 'plan',
    done: ({ line, near }) => line.includes('call-') || near,
  },
  {
    title: 'It comes',
    text: 'Commit the call. Once it is said, commit the empty line: you wait, and it comes, in `shambler_pace` of 3 beats a cell. It stops when it is near.',
    keys: 'Enter, and Enter again.',
    speaksOf: `${COMMIT}, ${BOARD}`,
    done: ({ near, planning }) => near && planning,
  },
  {
    title: 'Let it come',
    text: 'It will step into the doorway, beside you, and bite a beat later. That beat is yours. Open Holds, choose “an infected is near”, and add it.',
    keys: '~ opens Holds: arrow down to it, Enter adds it, Escape leaves.',
    speaksOf: `${learn('holds')}, #drawer-panel`,
    tab: 'plan',
    done: ({ line }) => line.includes('~near'),
  },
  {
    title: 'Shove, and shut the door',
    text: 'A shove moves it one cell away, and for `shove_stun` beats it does nothing. In Hands, beside “Later”, add shove east, and then use east: that shuts the door.',
    keys: 'X opens Hands: choose, Tab, choose, Enter adds, Escape leaves.',
    speaksOf: `${learn('hands')}, #drawer-panel`,
    tab: 'plan',
    done: ({ line }) => /~near\S* shove-e\S* use-e/.test(line),
  },
  {
    title: 'One beat each',
    text: 'Commit, and see it done. If it stops on the way your line is kept: commit it again.',
    keys: 'Enter.',
    speaksOf: `${COMMIT}, ${BOARD}`,
    done: ({ shut, planning }) => shut && planning,
  },
  {
    title: 'Now you know them',
    text: 'It beats on the door, which bears `door_strength` such blows, and others hear it. One strike only hurts it; two of you who strike in the same beat fell it. Whatever else you meet has a card.',
    keys: 'In the log and in Around, and in the board’s Key.',
    speaksOf: `${LOG}, ${learn('around')}`,
  },
  {
    title: 'The first night',
    text: 'Four of you, in four houses, and a gate that takes two. A line can be long; friends wait for each other with Cues; and nobody knows more than they see, hear and are told.',
    speaksOf: learn('task'),
  },
];
