import type { Moderation } from '@tollgate/contract/config';
import { type Refusal, refuse } from '@tollgate/contract/refusals';

const isWordCharacter = /[\p{L}\p{N}]/u;

/** Lower case, accents and width folded, everything that is no letter or digit one space: words and nothing else. */
function words(text: string): string {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  let spaced = '';
  for (const character of folded) spaced += isWordCharacter.test(character) ? character : ' ';
  return ` ${spaced.replace(/ +/g, ' ').trim()} `;
}

const isWordIn = (term: string, text: string): boolean =>
  words(term).trim() !== '' && text.includes(words(term));

/** Refuses a prompt that has a banned term as a whole word, naming the categories and never the terms. */
export function moderate(prompt: string, { categories }: Moderation): { kind: 'allowed' } | Refusal {
  const text = words(prompt);
  const found = Object.entries(categories)
    .filter(([, terms]) => terms.some((term) => isWordIn(term, text)))
    .map(([category]) => category);
  if (found.length === 0) return { kind: 'allowed' };
  return refuse(
    'prompt_rejected',
    `This prompt isn't allowed (${found.join(', ')}). Change it and try again.`,
    {
      categories: found,
    },
  );
}
