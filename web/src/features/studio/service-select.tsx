import { Select, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { creditsWithUnit } from '../../shared/format.ts';
import { countOf } from '../../shared/kinds.ts';
import type { NamedService } from './drafts.ts';

/** "1 credit per image", "2 credits for 60 seconds". */
export function priceOf(t: TFunction<'studio'>, { priceMicro, per, unit }: NamedService): string {
  const price = creditsWithUnit(priceMicro);
  return per === 1
    ? t(`price.each.${unit}`, { price })
    : t('price.for', { price, amount: countOf(per, unit) });
}

interface Props {
  services: NamedService[];
  value: string;
  onChange(name: string): void;
}

export function ServiceSelect({ services, value, onChange }: Props) {
  const { t } = useTranslation('studio');
  const chosen = services.find((service) => service.name === value);
  return (
    <Select
      label={t('form.service')}
      description={chosen?.description}
      inputWrapperOrder={['label', 'input', 'description']}
      data={services.map(({ name, label, runsOnServer }) => ({
        value: name,
        label,
        disabled: !runsOnServer,
      }))}
      value={value}
      onChange={(name) => {
        if (name !== null) onChange(name);
      }}
      allowDeselect={false}
      renderOption={({ option }) => {
        const service = services.find((one) => one.name === option.value);
        return (
          <div>
            <Text size="sm" fw={550}>
              {option.label}
            </Text>
            {service && (
              <Text size="xs" c="dimmed">
                {priceOf(t, service)} · {service.description}
              </Text>
            )}
          </div>
        );
      }}
    />
  );
}
