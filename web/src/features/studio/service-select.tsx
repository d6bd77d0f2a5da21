import { Select, Text } from '@mantine/core';
import { creditsWithUnit } from '../../shared/format.ts';
import { countOf, unitName } from '../../shared/kinds.ts';
import type { NamedService } from './drafts.ts';

/** "1 credit each image", "2 credits for 60 seconds". */
export const priceOf = ({ priceMicro, per, unit }: NamedService): string =>
  per === 1
    ? `${creditsWithUnit(priceMicro)} per ${unitName(unit, 1)}`
    : `${creditsWithUnit(priceMicro)} for ${countOf(per, unit)}`;

interface Props {
  services: NamedService[];
  value: string;
  onChange(name: string): void;
}

export function ServiceSelect({ services, value, onChange }: Props) {
  const chosen = services.find((service) => service.name === value);
  return (
    <Select
      label="Service"
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
                {priceOf(service)} · {service.description}
              </Text>
            )}
          </div>
        );
      }}
    />
  );
}
