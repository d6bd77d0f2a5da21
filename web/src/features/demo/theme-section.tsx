import { CreditBalance, GenerationCostIndicator } from '@tollgate/client/react';
import { useTranslation } from 'react-i18next';
import classes from './demo.module.css';
import { richMember } from './demo-data.ts';
import { Section, Specimens } from './section.tsx';
import { Specimen } from './specimen.tsx';

const SOMEBODY = richMember();

/** The same in another house's colours: a few variables, and nothing else. */
export function ThemeSection() {
  const { t } = useTranslation('demo');
  return (
    <Section name="styles.css" about={t('theme.about')}>
      <Specimens>
        <Specimen title={t('theme.ownColours')} account={SOMEBODY}>
          <div className={`${classes.column} ${classes.violet}`}>
            <CreditBalance variant="full" onBuy={() => {}} />
            <GenerationCostIndicator aiType="image" service="flux-dev" />
          </div>
        </Specimen>
      </Specimens>
    </Section>
  );
}
