import { studio } from '@tollgate/contract/presets/studio';
import { describe, expect, it } from 'vitest';
import { moderate } from './decide.ts';

describe('moderation', () => {
  it.each([
    ['A WEAPON on the table', ['violence']],
    ['nsfw, nude', ['sexual']],
    ['Hate   speech!', ['hate']],
    ['Ｇｏｒｅ and víolence', ['violence']],
    ['illegal gore', ['violence', 'illegal']],
  ])('refuses %j and names the categories, never the word', (prompt, categories) => {
    const refused = moderate(prompt, studio.moderation);
    expect(refused).toMatchObject({ reason: 'prompt_rejected', details: { categories } });
    if (refused.kind === 'refusal')
      expect(refused.message.toLowerCase()).not.toMatch(/weapon|nsfw|gore|speech/);
  });

  it.each(['a drugstore at dusk', 'the denuded hills', '!!!', 'they hate speeches', 'non-violent'])(
    'lets %j pass',
    (prompt) => {
      expect(moderate(prompt, studio.moderation)).toEqual({ kind: 'allowed' });
    },
  );
});
