import { randomFrom } from './random.ts';

const SAMPLE_RATE = 16_000;
const HEADER_BYTES = 44;

/** A WAV file of exactly `seconds`, 16-bit mono: tones in the rhythm and pitch that the text decides. */
export function voiceWav(text: string, seconds: number): Uint8Array {
  const samples = seconds * SAMPLE_RATE;
  const bytes = new Uint8Array(HEADER_BYTES + samples * 2);
  const view = new DataView(bytes.buffer);
  writeHeader(view, samples * 2);
  const random = randomFrom(text);
  const base = 110 + random() * 90;
  const syllables = Array.from(
    { length: Math.max(1, seconds * 4) },
    () => base * 2 ** (Math.floor(random() * 12) / 12),
  );
  const perSyllable = samples / syllables.length;
  let phase = 0;
  for (let index = 0; index < samples; index++) {
    const within = (index % perSyllable) / perSyllable;
    const pitch = syllables[Math.floor(index / perSyllable)] ?? base;
    phase += (2 * Math.PI * pitch) / SAMPLE_RATE;
    const envelope = Math.sin(Math.PI * within) ** 2;
    const wave = Math.sin(phase) + 0.4 * Math.sin(phase * 2) + 0.2 * Math.sin(phase * 3);
    view.setInt16(HEADER_BYTES + index * 2, Math.round(wave * envelope * 9_000), true);
  }
  return bytes;
}

/** The RIFF header of uncompressed PCM. */
function writeHeader(view: DataView, dataBytes: number): void {
  const text = (offset: number, letters: string) => {
    for (const [index, letter] of [...letters].entries()) view.setUint8(offset + index, letter.charCodeAt(0));
  };
  text(0, 'RIFF');
  view.setUint32(4, 36 + dataBytes, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, SAMPLE_RATE, true);
  view.setUint32(28, SAMPLE_RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, dataBytes, true);
}
