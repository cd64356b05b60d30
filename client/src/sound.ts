// What one hears, synthesised: one's own heart, and the sounds of a beat from where they come. Silent until asked.
import { NONE, type Heard, type Known } from './known';
import { HappeningAt } from './protocol';

const DEAD = 2;
const BITTEN = 6; // an event
const ELSEWHERE = 9;
const LOUDEST = 24;
const HERE = 8;

/** Two tones a signal, in hertz, and how long each lasts: the six common ones differ in contour and pace. */
const MOTIFS: readonly (readonly [first: number, second: number, seconds: number, times: number])[] = [
  [660, 990, 0.1, 3], // HELP: up, thrice
  [440, 587, 0.22, 1], // COME: up a fourth, slowly
  [587, 880, 0.09, 1], // GO: up a fifth, quickly
  [330, 311, 0.3, 1], // STOP: low and level
  [659, 494, 0.26, 1], // SAFE: down, softly
  [988, 988, 0.07, 2], // NOW: high taps
];

/** The tones of a code word: down from a note of its own. */
function motif(signal: number): readonly [number, number, number, number] {
  const note = 392 * 2 ** ((signal - MOTIFS.length) / 8);
  return MOTIFS[signal] ?? [note, note * 0.75, 0.18, 1];
}

export class Sound {
  #on = false;
  #audio: AudioContext | null = null;
  #out: GainNode | null = null;
  #noise: AudioBuffer | null = null;
  #timer = 0;
  #rate = 0;
  #fear = 0;

  get enabled(): boolean {
    return this.#on;
  }

  set enabled(on: boolean) {
    this.#on = on;
    if (!on) this.stop();
  }

  /** Browsers let pages sound only from a click or a key on; call it there. */
  resume(): void {
    if (!this.#on || typeof AudioContext === 'undefined') return;
    if (!this.#audio) {
      const audio = new AudioContext();
      this.#audio = audio;
      this.#out = audio.createGain();
      this.#out.gain.value = 0.7;
      this.#out.connect(audio.destination);
      this.#noise = audio.createBuffer(1, audio.sampleRate, audio.sampleRate);
      const samples = this.#noise.getChannelData(0);
      for (let k = 0; k < samples.length; k++) samples[k] = Math.random() * 2 - 1;
      if (this.#rate) this.#thump();
    }
    void this.#audio.resume();
  }

  /** The sounds of a new beat; the heart goes on by itself at the new rate. */
  beat(known: Known): void {
    const { me } = known;
    const silent = me.state === DEAD || me.ending >= 0;
    this.#rate = silent ? 0 : me.rate;
    this.#fear = me.fear;
    if (!this.#audio) return;
    if (this.#rate && !this.#timer) this.#thump();
    for (const heard of known.heard) this.#play(heard);
    const bitten = known.events.some((event) => event[HappeningAt.kind] === BITTEN);
    if (bitten) {
      this.#hiss(0, 0.16, 900, 'bandpass', 0.5, 0);
      this.#tone(0.05, 0.35, 92, 61, 'sawtooth', 0.25, 0);
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    void this.#audio?.close();
    this.#audio = this.#out = this.#noise = null;
  }

  /** Lub, dub, and again after a heart's beat. */
  #thump(): void {
    if (!this.#audio || !this.#rate) {
      this.#timer = 0;
      return;
    }
    const period = 60 / this.#rate;
    const gain = 0.1 + 0.5 * Math.min(1, this.#fear / 100);
    this.#tone(0, 0.14, 62, 38, 'sine', gain, 0);
    this.#tone(Math.min(0.3, period * 0.36), 0.11, 72, 46, 'sine', gain * 0.6, 0);
    this.#timer = window.setTimeout(() => this.#thump(), period * 1000);
  }

  #play({ sound, bearing, signal, loud }: Heard): void {
    const pan = bearing < HERE ? Math.sin((bearing * Math.PI) / 4) * 0.9 : 0;
    const gain = (0.05 + 0.45 * Math.min(1, loud / LOUDEST)) * (bearing === ELSEWHERE ? 0.5 : 1);
    const tone = (at: number, length: number, from: number, to: number, shape: OscillatorType, by = 1) =>
      this.#tone(at, length, from, to, shape, gain * by, pan);
    const hiss = (at: number, length: number, pitch: number, type: BiquadFilterType, by = 1) =>
      this.#hiss(at, length, pitch, type, gain * by, pan);
    const knocks = (times: number, every: number, pitch: number, by = 1) => {
      for (let k = 0; k < times; k++) hiss(k * every, 0.09, pitch, 'lowpass', by);
    };
    switch (sound) {
      case 1: return knocks(2, 0.24, 500); // footsteps
      case 2: return knocks(4, 0.12, 600); // running
      case 3: return hiss(0, 0.4, 420, 'bandpass'); // shuffling
      case 4: return knocks(1, 0, 300, 2.5); // a blow
      case 5: return knocks(2, 0.1, 240, 2); // a door
      case 6: return knocks(3, 0.17, 170, 3.5); // banging
      case 7: // breaking glass
        hiss(0, 0.35, 4200, 'highpass', 1.4);
        for (let k = 0; k < 4; k++) tone(0.04 + k * 0.05, 0.25, 2600 + k * 717, 2500 + k * 717, 'sine', 0.35);
        return;
      case 8: return tone(0, 0.5, 740, 420, 'sawtooth', 0.7); // a cry
      case 9: return [110, 113].forEach((pitch) => tone(0, 0.6, pitch, pitch, 'sawtooth', 0.45)); // a drone
      case 10: return [0, 0.16, 0.32].forEach((at) => tone(at, 0.09, 1320, 1320, 'square', 0.5)); // its warning
      case 11: return hiss(0, 0.3, 1200, 'lowpass', 4); // a shot
      case 12: return tone(0, 0.7, 58, 62, 'sawtooth'); // an engine
      case 13: return [0, 0.2, 0.4].forEach((at, k) => tone(at, 0.19, k % 2 ? 740 : 930, k % 2 ? 740 : 930, 'square', 0.5));
      case 14: return [220, 443, 661].forEach((pitch, k) => tone(0, 1.6 - k * 0.3, pitch, pitch, 'sine', 1.2 / (k + 1))); // bell
      case 17: return [0, 0.28].forEach((at, k) => hiss(at, 0.2, k ? 700 : 1100, 'bandpass', 1.2)); // panting
      case 18: // straining iron
        tone(0, 0.5, 180, 147, 'sawtooth', 0.6);
        return tone(0.05, 0.45, 271, 233, 'square', 0.3);
    }
    if (signal === NONE) return;
    const [first, second, length, times] = motif(signal);
    const whispered = sound === 16;
    for (let k = 0; k < times; k++) {
      const at = k * length * 2.3;
      if (whispered) hiss(at, length * 2, first * 2, 'bandpass');
      tone(at, length, first, first, 'triangle', whispered ? 0.25 : 1);
      tone(at + length, length * 1.15, second, second, 'triangle', whispered ? 0.25 : 1);
    }
  }

  #tone(at: number, length: number, from: number, to: number, shape: OscillatorType, gain: number, pan: number): void {
    const audio = this.#audio;
    if (!audio) return;
    const source = audio.createOscillator();
    const start = audio.currentTime + at + 0.02;
    source.type = shape;
    source.frequency.setValueAtTime(from, start);
    source.frequency.exponentialRampToValueAtTime(to, start + length);
    this.#send(source, start, length, gain, pan);
  }

  #hiss(at: number, length: number, pitch: number, type: BiquadFilterType, gain: number, pan: number): void {
    const audio = this.#audio;
    if (!audio) return;
    const source = audio.createBufferSource();
    source.buffer = this.#noise;
    const filter = audio.createBiquadFilter();
    filter.type = type;
    filter.frequency.value = pitch;
    source.connect(filter);
    this.#send(source, audio.currentTime + at + 0.02, length, gain, pan, filter);
  }

  /** A swift attack and a fading end, from the left or the right. */
  #send(source: AudioScheduledSourceNode, start: number, length: number, gain: number, pan: number, last: AudioNode = source) {
    const audio = this.#audio!;
    const envelope = audio.createGain();
    envelope.gain.setValueAtTime(0.0001, start);
    envelope.gain.exponentialRampToValueAtTime(Math.max(0.001, gain), start + 0.012);
    envelope.gain.exponentialRampToValueAtTime(0.0001, start + length);
    const side = audio.createStereoPanner();
    side.pan.value = pan;
    last.connect(envelope).connect(side).connect(this.#out!);
    source.start(start);
    source.stop(start + length + 0.02);
  }
}
