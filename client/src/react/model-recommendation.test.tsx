// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { ModelRecommendation } from './model-recommendation.tsx';
import { show } from './render.tsx';
import { lot } from './test-account.ts';

function Choice({ units }: { units?: number }) {
  const [service, setService] = useState<string | null>(null);
  return (
    <ModelRecommendation
      aiType="image"
      value={service}
      onSelect={setService}
      {...(units === undefined ? {} : { units })}
    />
  );
}

const radios = () => screen.getAllByRole<HTMLInputElement>('radio');
const rows = () => radios().map((radio) => radio.labels?.[0]?.textContent);

describe('ModelRecommendation', () => {
  it('has the models of the kind, the cheapest first, and what each is good at', async () => {
    await show(<Choice />, { grants: [lot(1_000)] });
    expect(rows()).toEqual([
      'Nano0.5 creditsWhat Nano is good at',
      'Flux1 creditWhat Flux is good at',
      'Pro2 creditsWhat Pro is good atRecommended for your balance',
    ]);
  });

  it('recommends less for less: ten times over, else the cheapest', async () => {
    const { tollgate } = await show(<Choice />, { grants: [lot(20)] });
    expect(rows()[2]).toContain('Recommended');
    act(() => tollgate.change({ grants: [lot(19)] }));
    expect(rows()[1]).toContain('Recommended');
    act(() => tollgate.change({ grants: [lot(2)] }));
    expect(rows()[0]).toContain('Recommended');
  });

  it('what the balance can’t pay can’t be chosen, and says what is missing', async () => {
    await show(<Choice />, { grants: [lot(0.5)] });
    expect(radios().map(({ disabled }) => disabled)).toEqual([false, true, true]);
    expect(rows()[2]).toContain('1.5 credits missing');
  });

  it('counts with the amount that is wanted', async () => {
    await show(<Choice units={4} />, { grants: [lot(3)] });
    expect(radios().map(({ disabled }) => disabled)).toEqual([false, true, true]);
    expect(rows()[1]).toContain('1 credit missing');
  });

  it('chooses', async () => {
    await show(<Choice />, { grants: [lot(1_000)] });
    fireEvent.click(screen.getByRole('radio', { name: /Flux/ }));
    expect(radios().map(({ checked }) => checked)).toEqual([false, true, false]);
  });

  it('no price keeps a guest from a model', async () => {
    await show(<Choice />, { user: { userId: 'gus', isGuest: true }, grants: [] });
    expect(radios().some(({ disabled }) => disabled)).toBe(false);
  });

  it('what the app can’t run stays in sight, last, with the reason, and is not recommended', async () => {
    const whyNot = ({ service }: { service: string }) => (service === 'nano' ? 'Not in this app.' : null);
    const props = { aiType: 'image', value: null, onSelect: () => {}, whyNot } as const;
    await show(<ModelRecommendation {...props} />, { grants: [lot(1)] });
    expect(rows()).toEqual([
      'Flux1 creditWhat Flux is good atRecommended for your balance',
      'Pro2 creditsWhat Pro is good at1 credit missing',
      'Nano0.5 creditsWhat Nano is good atNot in this app.',
    ]);
    expect(radios().map(({ disabled }) => disabled)).toEqual([false, true, true]);
  });

  it('waits for the prices, and says when there is no such model', async () => {
    const view = await show(<Choice />, { isWaiting: true });
    expect(screen.getByRole('status').textContent).toBe('Checking the price');
    view.unmount();
    await show(<ModelRecommendation aiType="video" value={null} onSelect={() => {}} />);
    expect(screen.getByRole('group').textContent).toContain('There is no model of this kind.');
  });
});
