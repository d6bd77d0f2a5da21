import { studio } from '@tollgate/contract/config/presets/studio';
import { moderate } from '../functions/src/moderation/decide.ts';
import { measure } from '../tests/moderation/measure.ts';
import { longTexts } from '../tests/moderation/texts.ts';
import { runCommand, say } from './lib/say.ts';

/**
 * Prints how well moderation judges the measured set, and how long 10,000 characters take. Fails on a wrong
 * judgement.
 */
const ROUNDS = 200;
const TARGET_MS = 5;

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

function timesOf(text: string): { fastest: number; median: number; p99: number } {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedMs = performance.now();
    moderate(text, studio.moderation);
    times.push(performance.now() - startedMs);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { fastest: at(0), median: at(0.5), p99: at(0.99) };
}

await runCommand(async () => {
  const { mustRefuse, found, mustPass, falseAlarms, precision, recall, surprises } = measure();
  say(
    `Moderation, ${mustRefuse} prompts to refuse and ${mustPass} to pass: precision ${percent(precision)},`,
  );
  say(
    `recall ${percent(recall)}; ${found} refused rightly, ${mustRefuse - found} missed, ${falseAlarms} wrongly.\n`,
  );
  say(`| 10,000 characters, ${ROUNDS} times, under ${TARGET_MS} ms | fastest | median | p99 |`);
  say('| --- | --- | --- | --- |');
  for (const [name, text] of Object.entries(longTexts)) {
    const { fastest, median, p99 } = timesOf(text);
    say(`| ${name} | ${[fastest, median, p99].map((ms) => `${ms.toFixed(2)} ms`).join(' | ')} |`);
  }
  for (const surprise of surprises) say(`✗ judged otherwise than listed: ${JSON.stringify(surprise)}`);
  return surprises.length === 0 ? 0 : 1;
});
