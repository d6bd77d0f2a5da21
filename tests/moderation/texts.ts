/** Texts of 10,000 characters, by what makes them laborious. */
const LENGTH = 10_000;

const filled = (piece: string): string => piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH);

/** The same characters each time, from the whole basic plane without surrogates. */
const mixed = (): string => {
  let state = 1;
  let text = '';
  while (text.length < LENGTH) {
    state = (state * 48_271) % 0x7fffffff;
    text += String.fromCharCode(32 + (state % 0xd7e0));
  }
  return text;
};

export const longTexts: Record<string, string> = {
  'English prose': filled('A quiet harbour at dawn, with boats, gulls and 3 nets. '),
  'Russian prose': filled('Тихая гавань на рассвете, лодки и чайки. '),
  'Chinese prose': filled('黎明时分宁静的港湾，有小船和海鸥。'),
  'letters apart': filled('w e a p o '),
  'almost a term, again and again': filled('weapoweapo'),
  'marks upon marks': filled('n\u0336\u0301\u0302\u0303'),
  'styled letters': filled('𝓷𝓾𝓭'),
  'one letter': filled('e'),
  'every script at once': mixed(),
};
